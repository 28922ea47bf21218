"""A page of threads: two queries, then a pure function that builds the tree."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.api import Edition
from comments import closing, pages
from comments.models import Discussion, ShownComment, State
from comments.models.comment import SEGMENT_LENGTH
from site_config.kit import html
from site_config.kit.pagination import number_asked_for

NEWEST = "newest"


@dataclass(slots=True)
class Node:
    """A comment as the thread shows it; a placeholder stands for one that was taken away."""

    comment: ShownComment
    depth: int
    is_placeholder: bool = False
    children: list["Node"] = field(default_factory=list)
    reply_url: str = ""
    answers: str = ""

    @property
    def anchor(self) -> str:
        return self.comment.anchor

    @property
    def html(self) -> SafeString:
        """The text as posting rendered and sanitised it."""
        return html.stored(self.comment.html)


@dataclass(frozen=True)
class ThreadPage:
    """What stands below an article.

    `continued` are the answers whose thread began on the page before, in the order of writing.
    `closes_at` is when a discussion that is open stops taking comments, if it does.
    """

    discussion: Discussion
    page: Page[ShownComment]
    is_newest_first: bool
    is_open: bool
    closes_at: dt.datetime | None
    continued: list[Node]
    threads: list[Node]
    pinned: list[Node]

    @property
    def accounts(self) -> set[int]:
        """The accounts of the staff that wrote something of this."""
        shown = [*self.page.object_list, *(node.comment for node in self.pinned)]
        return {comment.user_id for comment in shown if comment.user_id is not None}


def newest_first(request: HttpRequest) -> bool:
    """Whether a reader asks for the newest threads first; any other order is the oldest first."""
    return request.GET.get("sort") == NEWEST


def thread_page(edition: Edition, request: HttpRequest, *, now: dt.datetime) -> ThreadPage:
    """The threads below an article that `request` asks for (`?comments=2&sort=newest`).

    Two queries, however long the discussion is, and one more where something is pinned. Raises
    Http404 for a page that does not exist.
    """
    newest = newest_first(request)
    number = number_asked_for(request, "comments")
    discussion, page = pages.page_of(edition.article_id, number, now=now, newest=newest)
    is_open = closing.is_open(discussion, edition.first_published_at, now=now)
    reply_to = _reply_to(edition, request, page.number, newest=newest) if is_open else ""
    top = tree(page.object_list, reply_to=reply_to)
    continued = [node for node in top if node.comment.parent_id is not None]
    threads = top[len(continued) :]
    return ThreadPage(
        discussion,
        page,
        is_newest_first=newest,
        is_open=is_open,
        closes_at=closing.closes_at(discussion, edition.first_published_at) if is_open else None,
        continued=continued,
        threads=threads[::-1] if newest else threads,
        pinned=_on_top(discussion) if page.number == 1 else [],
    )


def here(edition: Edition, request: HttpRequest) -> str:
    """What a link to the article begins with: nothing on its own page, where the query is enough.

    Of fifty links, that saves some bytes.
    """
    return "" if request.path == edition.path else edition.path


def _reply_to(edition: Edition, request: HttpRequest, number: int, *, newest: bool) -> str:
    """The address that the number of a comment is appended to, to answer it."""
    order = f"sort={NEWEST}&" if newest else ""
    page = f"comments={number}&" if number > 1 else ""
    return f"{here(edition, request)}?{order}{page}reply="


def _on_top(discussion: Discussion) -> list[Node]:
    """What is pinned. It stands in its thread as well, where it can be answered."""
    found = pages.pinned(discussion)
    return [Node(each, depth=0, answers=each.answered_name) for each in found]


def tree(comments: Iterable[ShownComment], *, reply_to: str) -> list[Node]:
    """Nest comments below what they answer, at most COMMENTS_DISPLAY_DEPTH deep.

    `comments` come in the order of reading, as `Comment.objects.for_readers()` has them. A deeper
    answer stands beside the one it answers. One whose thread began on an earlier page may have
    nothing to stand below: it is at the top. `reply_to` is the address that a comment's number
    is appended to; an empty one means that nobody can answer now.
    """
    top: list[Node] = []
    line: list[Node] = []  # From the top down to the comment before.
    deepest, published = settings.COMMENTS_DISPLAY_DEPTH, State.PUBLISHED.value
    for comment in comments:
        level = len(comment.path) // SEGMENT_LENGTH
        node = Node(comment, min(level, deepest), is_placeholder=comment.state != published)
        while line and line[-1].depth >= node.depth:
            line.pop()
        siblings = line[-1].children if line else top
        follows = bool(line) and not siblings and line[-1].comment.pk == comment.parent_id
        siblings.append(node)
        line.append(node)
        # What comes first below the comment that it answers need not say so.
        node.answers = "" if follows else comment.answered_name
        if reply_to and not node.is_placeholder:
            node.reply_url = f"{reply_to}{comment.pk}#leave-a-comment"
    return top


def find(nodes: list[Node], pk: int) -> Node | None:
    """The node of a comment in the tree below `nodes`, or None."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node.comment.pk == pk:
            return node
        waiting.extend(node.children)
    return None
