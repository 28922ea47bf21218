"""Comments in threads, most of them published, and discussions with counters that match."""

import datetime as dt
import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.http import int_to_base36

from comments import pages
from comments.models import Comment, Decision, Discussion, RejectionReason, State
from comments.models.comment import MAX_PATH_DEPTH, SEGMENT_LENGTH, CommentQuerySet
from comments.readers import display_name
from comments.screening.pipeline import screen
from comments.screening.verdict import Submission
from site_config.kit import html
from site_config.scale import bulk, desk
from site_config.scale.cast import WRITER, Cast
from site_config.scale.words import Writer

FIFTY = 50

# Out of a thousand comments.
_SHARES = {
    State.PUBLISHED: 940,
    State.PENDING: 20,
    State.SPAM: 20,
    State.REJECTED: 15,
    State.REMOVED: 5,
}
_STATES = [state for state, share in _SHARES.items() for _ in range(share)]
# No other step through them meets each state as soon: in any 201 comments in a row.
_STRIDE = 199
_ANSWERS = 0.45
_READERS, _NAMES, _TEXTS = 20_000, 1_000, 4_000
_AT_ONCE = 5_000
# An answer goes to one of the latest comments.
_LATEST = 20
_STARTS_AFTER = dt.timedelta(days=4)
_BETWEEN = dt.timedelta(minutes=45)
_DECIDED_AFTER = dt.timedelta(hours=1)
_LINKS = "\n\nhttps://example.com/pills https://example.com/loans https://example.com/games"


@dataclass(frozen=True)
class Part:
    """Comments to write below one article; `begin` is when the first of them was written."""

    article: int
    begin: dt.datetime
    size: int
    only_published: bool = False


def written() -> CommentQuerySet:
    """The comments below what this package has published."""
    return Comment.objects.filter(discussion__article__created_by__username=WRITER)


def fill(total: int, cast: Cast, *, on_one: int, done: Callable[[int], None]) -> None:
    """Bring the site to `total` comments; `done` hears how many there are, now and then.

    As far as that allows, `on_one` of them stand below desk.MOST_COMMENTS, and FIFTY published
    ones below desk.FIFTY_COMMENTS.
    """
    there = written().count()
    for parts in _chunks(_parts(total - there, on_one)):
        _write(parts, cast)
        there += sum(part.size for part in parts)
        done(there)


def _parts(missing: int, on_one: int) -> Iterator[Part]:
    """Where the missing comments go: below articles without any, or else below all of them."""
    held = dict(written().values_list("discussion__article").annotate(Count("pk")))
    articles = list(desk.written().values_list("pk", "created_at", "slug"))
    named = {desk.MOST_COMMENTS: on_one, desk.FIFTY_COMMENTS: FIFTY}
    for pk, created_at, slug in articles[:2]:
        size = min(missing, named[slug] - held.get(pk, 0))
        missing -= max(size, 0)
        begin = created_at + _STARTS_AFTER + held.get(pk, 0) * _BETWEEN
        yield Part(pk, begin, size, only_published=slug == desk.FIFTY_COMMENTS)
    others = articles[2:]
    bare = [each for each in others if each[0] not in held] or others
    for place, (pk, created_at, _slug) in enumerate(bare):
        share = missing / (len(bare) - place)
        size = min(missing, round(Random(f"share {place}").expovariate(1) * share))  # noqa: S311
        if place == len(bare) - 1:
            size = missing
        missing -= size
        yield Part(pk, created_at + _STARTS_AFTER + held.get(pk, 0) * _BETWEEN, size)


def _chunks(parts: Iterator[Part]) -> Iterator[list[Part]]:
    """Lists of parts with _AT_ONCE comments in all, a large part in pieces."""
    chunk: list[Part] = []
    room = _AT_ONCE
    for part in parts:
        begin, left = part.begin, part.size
        while left > 0:
            size = min(left, room)
            chunk.append(Part(part.article, begin, size, part.only_published))
            begin, left, room = begin + size * _BETWEEN, left - size, room - size
            if room == 0:
                yield chunk
                chunk, room = [], _AT_ONCE
    if chunk:
        yield chunk


@transaction.atomic
def _write(parts: list[Part], cast: Cast) -> None:
    discussions = _discussions([part.article for part in parts])
    keys = iter(bulk.next_keys(Comment, sum(part.size for part in parts)))
    comments = [
        comment for part in parts for comment in _comments(part, discussions[part.article], keys)
    ]
    Comment.objects.bulk_create(comments)
    bulk.keys_were_taken(Comment)
    Decision.objects.bulk_create(
        decision for comment in comments for decision in _decisions(comment, cast)
    )
    written = [discussion.pk for discussion in discussions.values()]
    _count_anew(written)
    pages.settle_all(written)


def _discussions(articles: list[int]) -> dict[int, Discussion]:
    Discussion.objects.bulk_create(
        (Discussion(article_id=article) for article in articles), ignore_conflicts=True
    )
    return {each.article_id: each for each in Discussion.objects.filter(article__in=articles)}


def _comments(part: Part, discussion: Discussion, keys: Iterator[int]) -> Iterator[Comment]:
    chance = Random(f"comments {part.article} {part.begin}")  # noqa: S311 - nothing secret
    latest: deque[Comment] = deque(maxlen=_LATEST)
    for number in range(part.size):
        comment = _comment(chance, discussion)
        comment.pk = next(keys)
        state = _STATES[comment.pk * _STRIDE % len(_STATES)]
        comment.state = State.PUBLISHED if part.only_published else state
        comment.shown = comment.state == State.PUBLISHED
        comment.created_at = part.begin + number * _BETWEEN
        if comment.state in {State.PUBLISHED, State.REMOVED}:
            comment.published_at = comment.created_at + _DECIDED_AFTER
        is_answer = latest and chance.random() < _ANSWERS
        _place(comment, chance.choice(latest) if is_answer else None)
        if comment.state == State.PUBLISHED:
            latest.append(comment)
        yield comment


def _comment(chance: Random, discussion: Discussion) -> Comment:
    reader = chance.randrange(_READERS)
    body, rendered, reasons = _texts()[chance.randrange(_TEXTS)]
    return Comment(
        discussion=discussion,
        author_name=_names()[reader % _NAMES],
        author_email=f"reader-{reader}@scale.example",
        body=body,
        html=rendered,
        network=f"{reader:032x}",
        reasons=reasons,
    )


def _place(comment: Comment, parent: Comment | None) -> None:
    """Thread, path and digest as `comments.posting` gives them."""
    segment = int_to_base36(comment.pk).rjust(SEGMENT_LENGTH, "0")
    above = ""
    if parent is not None:
        comment.parent_id = parent.pk
        above = parent.path[: (MAX_PATH_DEPTH - 1) * SEGMENT_LENGTH]
    comment.thread_id = parent.thread_id if parent is not None else comment.pk
    comment.path = above + segment
    parts = (str(comment.parent_id or ""), comment.author_email, " ".join(comment.body.split()))
    comment.digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _names() -> list[str]:
    writer = Writer("readers")
    return [" ".join(writer.words(2)).title() for _ in range(_NAMES)]


@cache
def _texts() -> list[tuple[str, str, list[dict[str, str]]]]:
    """Texts, their HTML, and what screening finds in them; a few of them advertise."""
    writer = Writer("comments")
    bodies = [writer.text(writer.chance.randint(8, 90)) for _ in range(_TEXTS)]
    bodies[::25] = [body + _LINKS for body in bodies[::25]]
    return [
        (
            body,
            html.render_comment(body),
            screen(Submission(name="", email="", website="", body=body)).reasons,
        )
        for body in bodies
    ]


def _decisions(comment: Comment, cast: Cast) -> Iterator[Decision]:
    """How a moderator brought it from pending to its state."""
    steps = [State.PENDING, State.PUBLISHED, State.REMOVED]
    if comment.state in {State.SPAM, State.REJECTED}:
        steps = [State.PENDING, State(comment.state)]
    steps = steps[: steps.index(State(comment.state)) + 1]
    for number, (before, after) in enumerate(pairwise(steps), start=1):
        yield Decision(
            comment=comment,
            from_state=before,
            to_state=after,
            reason=RejectionReason.OTHER if after == State.REJECTED else "",
            at=comment.created_at + number * _DECIDED_AFTER,
            by=cast.editor,
            by_name=display_name(cast.editor),
        )


def _count_anew(discussions: list[int]) -> None:
    def count(state: State) -> Coalesce:
        own = Comment.objects.filter(discussion=OuterRef("pk"), state=state).order_by()
        counted = own.values("discussion").annotate(count=Count("pk")).values("count")
        return Coalesce(Subquery(counted), 0)

    Discussion.objects.filter(pk__in=discussions).update(
        published_count=count(State.PUBLISHED), pending_count=count(State.PENDING)
    )
