"""A page of threads: two queries, then a pure function that builds the tree."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.safestring import SafeString

from comments import pages
from comments.models import Discussion, ShownComment, State
from comments.models.comment import SEGMENT_LENGTH
from site_config.kit import html
from site_config.kit.pagination import number_asked_for


@dataclass
class Node:
    """A comment as the thread shows it; a placeholder stands for one that was taken away."""

    comment: ShownComment
    depth: int
    children: list["Node"] = field(default_factory=list)
    reply_url: str = ""
    answers: str = ""

    @property
    def is_placeholder(self) -> bool:
        return self.comment.state != State.PUBLISHED

    @property
    def anchor(self) -> str:
        return self.comment.anchor

    @property
    def html(self) -> SafeString:
        """The text as posting rendered and sanitised it."""
        return html.stored(self.comment.html)


@dataclass(frozen=True)
class ThreadPage:
    """`continued` are the answers at the top whose thread began on an earlier page."""

    discussion: Discussion
    page: Page[ShownComment]
    continued: list[Node]
    threads: list[Node]


def thread_page(
    article_id: int, request: HttpRequest, *, path: str, now: dt.datetime
) -> ThreadPage:
    """The threads below an article that `request` asks for (`?comments=2`), oldest first.

    Two queries, however long the discussion is. Raises Http404 for a page that does not exist.
    """
    discussion, page = pages.page_of(article_id, number_asked_for(request, "comments"), now=now)
    # A link on the article's own page begins with the query: of fifty, that saves some bytes.
    here = "" if request.path == path else path
    number = f"comments={page.number}&" if page.number > 1 else ""
    reply_to = f"{here}?{number}reply=" if discussion.takes_comments(now) else ""
    top = tree(page.object_list, reply_to=reply_to)
    continued = [node for node in top if node.comment.parent_id is not None]
    return ThreadPage(discussion, page, continued, top[len(continued) :])


def tree(comments: Iterable[ShownComment], *, reply_to: str) -> list[Node]:
    """Nest comments below what they answer, at most COMMENTS_DISPLAY_DEPTH deep.

    `comments` come in the order of reading, as `Comment.objects.for_readers()` has them. A deeper
    answer stands beside the one it answers. One whose thread began on an earlier page may have
    nothing to stand below: it is at the top. `reply_to` is the address that a comment's number
    is appended to; an empty one means that nobody can answer now.
    """
    top: list[Node] = []
    line: list[Node] = []  # From the top down to the comment before.
    deepest = settings.COMMENTS_DISPLAY_DEPTH
    for comment in comments:
        level = len(comment.path) // SEGMENT_LENGTH
        node = Node(comment, depth=min(level, deepest))
        while line and line[-1].depth >= node.depth:
            line.pop()
        siblings = line[-1].children if line else top
        siblings.append(node)
        line.append(node)
        node.answers = comment.answered_name
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
