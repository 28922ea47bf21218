"""How many comments there are, as cards and the dashboard say it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, QuerySet

from comments.models import Comment, Discussion, Mode, State
from site_config.kit.counting import counted_between
from site_config.kit.next_key import NextKey
from site_config.kit.prepared import prepared, prepared_update, prepared_update_returning


def published_below(articles: Iterable[int]) -> dict[int, int]:
    """What readers may read below each of these articles, in one query; none and hidden left out.

    The number is the one that the verbs of `comments.moderation` keep; no comment is looked at.
    """
    return dict(_published_below(list(articles)))


@prepared
def _published_below(articles: list[int]) -> QuerySet[Discussion, tuple[int, int]]:
    shown = Discussion.objects.filter(article__pk__in=articles).exclude(mode=Mode.HIDDEN)
    return shown.filter(published_count__gt=0).values_list("article", "published_count")


def waiting(*, up_to: int) -> int:
    """How many comments wait for a moderator, counted no further than `up_to`."""
    return Comment.objects.pending().order_by()[:up_to].count()


def oldest_waiting() -> dt.datetime | None:
    """When the comment that waits longest was written."""
    waiting = Comment.objects.pending().order_by("created_at")
    return waiting.values_list("created_at", flat=True).first()


def written_between(edges: Sequence[dt.datetime]) -> list[int]:
    """How many comments were written from each of `edges` to the next, in one query."""
    return counted_between(Comment.objects.all(), "created_at", edges)


def change(steps: dict[State, int], *discussions: int) -> None:
    """Step the counters of discussions, in one query, if they keep count of these states."""
    published, pending = steps.get(State.PUBLISHED, 0), steps.get(State.PENDING, 0)
    if not (published or pending):
        return
    if len(discussions) == 1:
        _step(discussions[0], published, pending)
    else:
        Discussion.objects.filter(pk__in=discussions).update(**_stepped(published, pending))


def enter(article: int, state: State) -> Discussion:
    """Count a new comment below an article, and lock the discussion for this transaction.

    It is begun with its first comment, whose number is `next_comment`.
    """
    found = _entered(article, int(state == State.PUBLISHED), int(state == State.PENDING))
    if not found:
        Discussion.objects.get_or_create(article_id=article)
        return enter(article, state)
    return found[0]


@prepared_update_returning
def _entered(
    article: int, published: int, pending: int
) -> tuple[QuerySet[Discussion], dict[str, Any]]:
    below = Discussion.objects.filter(article_id=article)
    below = below.annotate(next_comment=NextKey(Comment))  # type: ignore[no-redef]
    return below, _stepped(published, pending)


@prepared_update
def _step(number: int, published: int, pending: int) -> tuple[QuerySet[Discussion], dict[str, Any]]:
    return Discussion.objects.filter(pk=number), _stepped(published, pending)


def _stepped(published: int, pending: int) -> dict[str, Any]:
    return {
        "published_count": F("published_count") + published,
        "pending_count": F("pending_count") + pending,
    }
