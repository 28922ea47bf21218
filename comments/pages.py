"""Where the pages of a discussion begin: kept by the verbs, so that reading counts nothing.

A page holds at most THREADS_PER_PAGE threads and COMMENTS_PER_PAGE comments, placeholders
included. A thread stands whole on one page if it can: the page before ends early for it. Only one
that is longer than a page begins on a page of its own and is continued on the next ones.
"""

import datetime as dt
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Left
from django.http import Http404
from django.utils.translation import gettext as _

from comments.models import Comment, Discussion, PageStart, Panic, ShownComment, State
from comments.models.comment import MAX_PATH_DEPTH, SEGMENT_LENGTH
from site_config.kit.prepared import prepared

THREADS_PER_PAGE = 50
COMMENTS_PER_PAGE = 200
READ_AT_ONCE = 1000
# At most so many stand on top of a discussion.
PINNED = 3

# Every answer stands before the path of the comment above it with this appended.
_BEHIND = Value("z" * SEGMENT_LENGTH)
_published_below = Comment.objects.published().filter(
    thread=OuterRef("thread"),
    path__gt=OuterRef("path"),
    path__lt=Concat(OuterRef("path"), _BEHIND),
)
_to_be_shown = Q(state=State.PUBLISHED) | Exists(_published_below)


def page_starts(paths: Iterable[str]) -> Iterator[str]:
    """Cut a discussion: yield the path with which each page begins, the first one left out.

    `paths` are those of all that is shown, in the order of reading, from the first comment of a
    discussion or from that of any of its pages.
    """
    threads = comments = 0
    for _thread, members in groupby(paths, key=lambda path: path[:SEGMENT_LENGTH]):
        thread = list(members)
        if threads == THREADS_PER_PAGE or (comments and comments + len(thread) > COMMENTS_PER_PAGE):
            yield thread[0]
            threads = comments = 0
        continued = range(COMMENTS_PER_PAGE, len(thread), COMMENTS_PER_PAGE)
        yield from (thread[place] for place in continued)
        threads = 1 if continued else threads + 1
        comments += len(thread) - len(continued) * COMMENTS_PER_PAGE


def page_of(
    article_id: int, number: int | str, *, now: dt.datetime, newest: bool = False
) -> tuple[Discussion, Page[ShownComment]]:
    """The discussion below an article, and what one of its pages shows, in two queries.

    With `newest`, the same pages are counted from the last one. A discussion that was never begun
    is not saved and has one empty page. Raises Http404 for a page that does not exist.
    """
    discussion = next(iter(_discussion(article_id, now)), None)
    if discussion is None:
        return _not_begun(article_id, now), _page(_Pages(None, 1), number)
    last = discussion.last_page or 1  # type: ignore[attr-defined]  # annotated by _discussion
    return discussion, _page(_Pages(discussion, last, newest=newest), number)


def _not_begun(article_id: int, now: dt.datetime) -> Discussion:
    discussion = Discussion(article_id=article_id)
    discussion.closed_until = next((end for (end,) in _all_closed(now)), None)
    return discussion


@prepared
def _discussion(article_id: int, now: dt.datetime) -> QuerySet[Discussion]:
    last = PageStart.objects.filter(discussion=OuterRef("pk")).order_by("-number")
    pinned = Comment.objects.pinned().filter(discussion=OuterRef("pk"))
    found = Discussion.objects.filter(article_id=article_id)
    return found.annotate(  # type: ignore[no-redef]
        last_page=Subquery(last.values("number")[:1]),
        has_pins=Exists(pinned),
        closed_until=Subquery(_closing(now)),
    )


@prepared
def _all_closed(now: dt.datetime) -> QuerySet[Panic, tuple[dt.datetime]]:
    return _closing(now)


def _closing(now: dt.datetime) -> QuerySet[Panic, tuple[dt.datetime]]:
    """Until when an emergency measure closes all discussions, if one does."""
    closing = Panic.objects.in_force(now).filter(measure=Panic.Measure.CLOSE)
    return closing.values_list("ends_at")[:1]


def pinned(discussion: Discussion) -> list[ShownComment]:
    """What the editors put on top, the newest first; one query where there is something."""
    if not getattr(discussion, "has_pins", False):
        return []
    return list(map(ShownComment._make, _pinned(discussion.pk)))


@prepared
def _pinned(discussion: int) -> QuerySet[Comment, tuple[Any, ...]]:
    rows = Comment.objects.pinned().for_readers().filter(discussion_id=discussion)
    return rows.order_by("-pinned_at", "-pk")[:PINNED]


@prepared
def _on_page(discussion: int, number: int, next_number: int) -> QuerySet[Comment, tuple[Any, ...]]:
    """What a page shows: what stands between where it begins and where the next one does."""
    shown = Comment.objects.for_readers().filter(
        discussion_id=discussion,
        path__gte=Coalesce(_start(discussion, number), Value("")),
        path__lt=Coalesce(_start(discussion, next_number), _BEHIND),
    )
    return shown[:COMMENTS_PER_PAGE]


def _start(discussion: int, number: int) -> Subquery:
    starts = PageStart.objects.filter(discussion_id=discussion, number=number)
    return Subquery(starts.values("path"))


class _Pages(Paginator[ShownComment]):
    """The pages of a discussion, found by where they begin."""

    def __init__(self, discussion: Discussion | None, last: int, *, newest: bool = False) -> None:
        super().__init__([], COMMENTS_PER_PAGE)
        self.discussion = discussion
        self.num_pages = last
        self.newest = newest

    def page(self, number: int | str) -> Page[ShownComment]:
        number = self.validate_number(number)
        if self.discussion is None:
            return Page([], number, self)
        place = self.num_pages + 1 - number if self.newest else number
        rows = _on_page(self.discussion.pk, place, place + 1)
        return Page(list(map(ShownComment._make, rows)), number, self)


def _page(paginator: Paginator[ShownComment], number: int | str) -> Page[ShownComment]:
    try:
        return paginator.page(number)
    except InvalidPage as invalid:
        raise Http404(_("This discussion has no such page.")) from invalid


def number_of(comment: Comment, *, newest: bool = False) -> int:
    """The number of the page on which a comment stands that is shown; see `page_of`."""
    starts = PageStart.objects.filter(discussion=comment.discussion_id)
    before = starts.filter(path__lte=comment.path).order_by("-path")
    number = before.values_list("number", flat=True).first() or 1
    if not newest:
        return number
    last = starts.order_by("-number").values_list("number", flat=True).first() or 1
    return last + 1 - number


def take_in(comment: Comment) -> None:
    """Make the pages true again after a new comment that is shown at once.

    To be called in the transaction that writes it, the discussion locked and counted.
    """
    if comment.discussion.published_count > _surely_on_one_page():
        _make_room(comment)


def _surely_on_one_page() -> int:
    """So many published comments need no second page, whatever stands above them."""
    # There may be a placeholder on every level.
    return min(THREADS_PER_PAGE, COMMENTS_PER_PAGE // MAX_PATH_DEPTH)


def settle(comments: Sequence[Comment]) -> None:
    """Make the pages of discussions true again after comments have come to one and the same state.

    To be called in the transaction of that change, the discussions locked and counted.
    """
    numbers = {number for comment in comments for number in _branch(comment.path)}
    branches = Comment.objects.filter(pk__in=numbers)
    if comments[0].state == State.PUBLISHED:
        changed = branches.filter(shown=False).update(shown=True)
    else:
        changed = branches.filter(shown=True).exclude(_to_be_shown).update(shown=False)
    if changed and len(comments) > 1:
        _cut_long(comments)
    elif changed == 1 and comments[0].state == State.PUBLISHED:
        _make_room(comments[0])
    elif changed:
        # A placeholder above comes and goes only together with the comment itself.
        path = comments[0].path
        _cut(comments[0].discussion_id, path if changed == 1 else path[:SEGMENT_LENGTH], path)


def _cut_long(comments: Sequence[Comment]) -> None:
    """Cut anew the discussions of `comments` that have several pages, or may need them now."""
    paths: dict[int, list[str]] = {}
    for comment in comments:
        paths.setdefault(comment.discussion_id, []).append(comment.path)
    have_pages = Exists(PageStart.objects.filter(discussion=OuterRef("pk")))
    is_long = Q(published_count__gte=_surely_on_one_page()) | have_pages
    long = Discussion.objects.filter(is_long, pk__in=paths).order_by("pk")
    for number in long.values_list("pk", flat=True):
        _cut(number, min(paths[number])[:SEGMENT_LENGTH], max(paths[number]))


def settle_all(discussions: list[int]) -> None:
    """The same after many comments were written to these discussions at once."""
    comments = Comment.objects.filter(discussion__in=discussions)
    comments.filter(_to_be_shown, shown=False).update(shown=True)
    sizes = comments.filter(shown=True).order_by().values("discussion").annotate(size=Count("pk"))
    long = sizes.filter(size__gt=THREADS_PER_PAGE)
    for discussion in long.values_list("discussion", flat=True):
        _cut(discussion, "", "z")


def _branch(path: str) -> list[int]:
    """The numbers of a comment and of those above it."""
    return [
        int(path[start : start + SEGMENT_LENGTH], 36)
        for start in range(0, len(path), SEGMENT_LENGTH)
    ]


def _make_room(comment: Comment) -> None:
    """Cut anew behind a comment that is shown now, if its page has become too long.

    Otherwise nothing moves: what did not fit on that page before does not fit on it now.
    """
    [(comments, threads)] = _size_of_page(comment.discussion_id, comment.path)
    if comments > COMMENTS_PER_PAGE or threads > THREADS_PER_PAGE:
        _cut(comment.discussion_id, comment.path, comment.path)


@prepared
def _size_of_page(discussion: int, path: str) -> QuerySet[Comment, tuple[int, int]]:
    """How many comments and threads stand on the page that `path` belongs to."""
    starts = PageStart.objects.filter(discussion_id=discussion)
    begin = starts.filter(path__lte=path).order_by("-path").values("path")[:1]
    end = starts.filter(path__gt=path).order_by("path").values("path")[:1]
    shown = Comment.objects.shown().filter(
        discussion_id=discussion,
        path__gte=Coalesce(Subquery(begin), Value("")),
        path__lt=Coalesce(Subquery(end), _BEHIND),
    )
    sizes = (
        shown.order_by()
        .values("discussion")
        .annotate(comments=Count("pk"), threads=Count(Left("path", SEGMENT_LENGTH), distinct=True))
    )
    return sizes.values_list("comments", "threads")


def _cut(discussion: int, first: str, last: str) -> None:
    """Cut anew where something changed between the paths `first` and `last`.

    The page before that of `first` may take in what now fits. Behind `last`, the first page that
    begins as before shows that all others do as well.
    """
    kept = PageStart.objects.filter(discussion=discussion)
    before = ["", *kept.order_by("number").values_list("path", flat=True)]
    number = max(bisect(before, first) - 1, 1)
    moved = []
    for path in page_starts(_paths(discussion, before[number - 1])):
        number += 1
        if before[number - 1 : number] != [path]:
            moved.append(PageStart(discussion_id=discussion, number=number, path=path))
        elif path > last:
            break
    else:
        if number < len(before):
            kept.filter(number__gt=number).delete()
    if moved:
        PageStart.objects.bulk_create(
            moved,
            update_conflicts=True,
            unique_fields=["discussion", "number"],
            update_fields=["path"],
        )


def _paths(discussion: int, begin: str) -> Iterator[str]:
    """The paths of what is shown from `begin` on; read in pieces, as the first is mostly enough."""
    shown = Comment.objects.shown().filter(discussion=discussion).values_list("path", flat=True)
    piece = list(shown.filter(path__gte=begin)[:READ_AT_ONCE])
    while piece:
        yield from piece
        is_last = len(piece) < READ_AT_ONCE
        piece = [] if is_last else list(shown.filter(path__gt=piece[-1])[:READ_AT_ONCE])
