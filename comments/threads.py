"""A page of threads: two queries, then a pure function that builds the tree."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.safestring import SafeString

from comments.models import Comment, Discussion, State
from comments.models.comment import CommentQuerySet
from site_config.kit import html
from site_config.kit.pagination import page_of
from site_config.kit.prepared import prepared

THREADS_PER_PAGE = 50
COMMENTS_PER_PAGE = 200
NEVER_SHOWN = ("author_email", "body", "digest", "network", "reasons", "published_at")


@dataclass
class Node:
    """A comment as the thread shows it; a placeholder stands for one that was taken away."""

    comment: Comment
    depth: int = 1
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
    discussion: Discussion
    page: Page[Comment]
    nodes: list[Node]


def thread_page(
    article_id: int, request: HttpRequest, *, path: str, now: dt.datetime
) -> ThreadPage:
    """The threads below an article that `request` asks for (`?comments=2`), oldest first.

    Two queries, and a third where there are more threads than one page holds. Raises Http404 for
    a page that does not exist.
    """
    roots = (
        _visible(Comment.objects.filter(discussion__article=article_id, parent__isnull=True))
        .select_related("discussion")
        .defer(*NEVER_SHOWN)
        .order_by("created_at", "pk")
    )
    page = page_of(roots, request, per_page=THREADS_PER_PAGE, parameter="comments")
    shown_roots = list(page.object_list)
    if not shown_roots:
        discussion = Discussion.objects.filter(article=article_id).first()
        return ThreadPage(discussion or Discussion(article_id=article_id), page, [])
    discussion = shown_roots[0].discussion
    number = f"comments={page.number}&" if page.number > 1 else ""
    reply_to = f"{path}?{number}reply=" if discussion.takes_comments(now) else ""
    answers = _answers([root.pk for root in shown_roots])
    shown = [*shown_roots, *answers[: COMMENTS_PER_PAGE - len(shown_roots)]]
    return ThreadPage(discussion, page, tree(shown, reply_to=reply_to))


@prepared
def _answers(roots: list[int]) -> CommentQuerySet:
    below = Comment.objects.filter(thread__pk__in=roots, parent__isnull=False)
    return _visible(below).order_by("path").defer(*NEVER_SHOWN)[:COMMENTS_PER_PAGE]


def tree(comments: Iterable[Comment], *, reply_to: str) -> list[Node]:
    """Nest comments below what they answer, at most COMMENTS_DISPLAY_DEPTH deep.

    `comments` come with every parent before its answers. A deeper answer stands beside the one
    it answers; an answer whose parent is not among them is left out. `reply_to` is the address
    that a comment's number is appended to; an empty one means that nobody can answer now.
    """
    shown: dict[int, Node] = {}
    holders: dict[int, Node] = {}
    top: list[Node] = []
    for comment in comments:
        node = Node(comment)
        if comment.parent_id is None:
            top.append(node)
            holders[comment.pk] = node
        elif comment.parent_id in shown:
            holder = holders[comment.parent_id]
            node.depth = holder.depth + 1
            answered = shown[comment.parent_id]
            node.answers = "" if answered.is_placeholder else answered.comment.author_name
            holder.children.append(node)
            deepest = node.depth >= settings.COMMENTS_DISPLAY_DEPTH
            holders[comment.pk] = holder if deepest else node
        else:
            continue
        shown[comment.pk] = node
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


def page_of_comment(comment: Comment) -> int:
    """The number of the page of threads on which a published comment stands."""
    root = comment.thread if comment.thread is not None else comment
    roots = _visible(Comment.objects.filter(discussion=comment.discussion_id, parent__isnull=True))
    before = roots.filter(
        Q(created_at__lt=root.created_at) | Q(created_at=root.created_at, pk__lt=root.pk)
    )
    return before.count() // THREADS_PER_PAGE + 1


def _visible(comments: CommentQuerySet) -> CommentQuerySet:
    """Published comments, and taken-away ones that still hold published answers in place."""
    below = Comment.objects.published().filter(
        thread=OuterRef("thread"), path__startswith=OuterRef("path"), path__gt=OuterRef("path")
    )
    return comments.filter(Q(state=State.PUBLISHED) | Exists(below))
