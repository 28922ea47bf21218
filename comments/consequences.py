"""All that follows from a decision about comments: the same for one and for many.

However many they are, the number of statements is that of one; only discussions of several pages
are cut anew one after the other.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from comments import counts, letters, open_reports, page_keys, pages, trust
from comments.models import Comment, Decision, State
from comments.readers import display_name
from comments.screening import lessons
from site_config.kit.pagecache.purging import purge
from site_config.kit.prepared import insert, insert_all


def carry_out(
    comments: Sequence[Comment],
    to: State,
    *,
    by: User | None,
    now: dt.datetime,
    reason: str = "",
    **details: Any,
) -> list[Decision]:
    """Bring comments to the state `to`, and return what is written down about each, in order.

    To be called in a transaction, the comments and their discussions locked, by a verb that has
    found that they may become so.
    """
    before = {comment.pk: State(comment.state) for comment in comments}
    _turn_all(comments, to, now=now)
    _count(comments, before)
    pages.settle(comments)
    if by is not None:
        lessons.follow(comments, reason=reason, now=now)
        open_reports.settle([each for each in comments if each.open_reports], now=now)
    trust.reckon(*_proved(comments), now=now)
    letters.tell_decision(comments)
    letters.tell_answer(comments)
    return record(comments, before, by=by, now=now, reason=reason, **details)


def turn(comment: Comment, to: State, *, now: dt.datetime) -> None:
    """Give a comment its state, and the moment at which readers saw it first; nothing is saved."""
    comment.state = to
    if to == State.PUBLISHED and comment.published_at is None:
        comment.published_at = now


def record_first(comment: Comment, *, now: dt.datetime) -> None:
    """Write a new comment down, with what screening made of it; readers see it at once."""
    if comment.state == State.PENDING:
        insert(comment)
        return
    decision = _decision(comment, State.PENDING, by=None, now=now)
    if comment.state == State.PUBLISHED:
        purge(page_keys.of_discussion(comment.discussion), along=[comment, decision])
    else:
        insert_all([comment, decision])


def record(
    comments: Sequence[Comment],
    before: Mapping[int, State],
    *,
    by: User | None,
    now: dt.datetime,
    **details: Any,
) -> list[Decision]:
    """Write down who brought each comment from what it was `before`, by its number, to its state.

    Where readers see the difference, they see it at once.
    """
    seen = [each for each in comments if State.PUBLISHED in {before[each.pk], each.state}]
    purge({key for each in seen for key in page_keys.of_discussion(each.discussion)})
    decisions = [
        _decision(comment, before[comment.pk], by=by, now=now, **details) for comment in comments
    ]
    if len(decisions) == 1:
        insert(decisions[0])
    else:
        Decision.objects.bulk_create(decisions)
    return decisions


def _decision(
    comment: Comment,
    before: State,
    *,
    by: User | None,
    now: dt.datetime,
    by_name: str = "",
    **details: Any,
) -> Decision:
    return Decision(
        comment=comment,
        from_state=before,
        to_state=comment.state,
        at=now,
        by=by,
        by_name=display_name(by) if by else by_name or _("Screening"),
        **details,
    )


def _turn_all(comments: Sequence[Comment], to: State, *, now: dt.datetime) -> None:
    changes: dict[str, Any] = {"state": to}
    if to == State.PUBLISHED:
        changes["published_at"] = Coalesce(F("published_at"), Value(now))
    Comment.objects.filter(pk__in=[each.pk for each in comments]).update(**changes)
    for comment in comments:
        turn(comment, to, now=now)


def _count(comments: Sequence[Comment], before: Mapping[int, State]) -> None:
    """Step the counters: one statement for all discussions in which as many came and went."""
    steps: defaultdict[int, Counter[State]] = defaultdict(Counter)
    for comment in comments:
        steps[comment.discussion_id][before[comment.pk]] -= 1
        steps[comment.discussion_id][State(comment.state)] += 1
    alike: defaultdict[frozenset[tuple[State, int]], list[int]] = defaultdict(list)
    for discussion, step in steps.items():
        alike[frozenset(step.items())].append(discussion)
    for step_of_all, discussions in alike.items():
        counts.change(dict(step_of_all), *discussions)


def _proved(comments: Sequence[Comment]) -> set[str]:
    """The addresses whose trust rests on these comments."""
    return {each.author_email.lower() for each in comments if each.confirmed_at is not None}
