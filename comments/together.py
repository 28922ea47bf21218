"""One decision about many comments, as `comments.moderation` takes it about one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from comments import consequences, moderation
from comments.errors import CommentRefused
from comments.models import Comment, Decision, State
from comments.seen import mark

# In one transaction, so that those who post meanwhile never wait long.
AT_ONCE = 100


class Taken(NamedTuple):
    """About how many comments it was decided, and why not about the others."""

    done: int
    refusals: list[CommentRefused]


def decide(
    comments: Sequence[Comment],
    to: State,
    *,
    by: User,
    now: dt.datetime,
    reason: str = "",
    note: str = "",
) -> Taken:
    """Bring each of `comments` to the state `to`, unless it is no longer as it was read.

    `reason` is a RejectionReason for those that are rejected. Raises NotPermitted.
    """
    moderation.require_moderator(by)
    decided = partial(_decided, to=to, by=by, now=now, reason=reason, note=note)
    return _piece_by_piece(decided, comments)


def undo(comments: Sequence[Comment], *, by: User, now: dt.datetime) -> Taken:
    """Take back the last decision about each of `comments`, as above. Raises NotPermitted."""
    moderation.require_moderator(by)
    return _piece_by_piece(partial(_undone, by=by, now=now), comments)


def _piece_by_piece(
    decided: Callable[[Sequence[Comment]], list[CommentRefused]], comments: Sequence[Comment]
) -> Taken:
    starts = range(0, len(comments), AT_ONCE)
    refusals = [each for start in starts for each in decided(comments[start : start + AT_ONCE])]
    return Taken(len(comments) - len(refusals), refusals)


@transaction.atomic
def _decided(
    read: Sequence[Comment], *, to: State, by: User, now: dt.datetime, reason: str, note: str
) -> list[CommentRefused]:
    """Decide about what is as it was read, and return why not about the rest."""
    fitting, refusals = _sifted(read, dict.fromkeys((each.pk for each in read), to))
    if fitting:
        consequences.carry_out(fitting, to, by=by, now=now, reason=reason, note=note)
    return refusals


@transaction.atomic
def _undone(read: Sequence[Comment], *, by: User, now: dt.datetime) -> list[CommentRefused]:
    last = _last_decisions(read)
    before = {pk: State(decision.from_state) for pk, decision in last.items()}
    fitting, refusals = _sifted(read, before, undone=True)
    alike: defaultdict[State, list[Comment]] = defaultdict(list)
    for comment in fitting:
        alike[before[comment.pk]].append(comment)
    for to, comments in alike.items():
        consequences.carry_out(comments, to, by=by, now=now, note=_("Undone"), undone=True)
    done = [last[comment.pk].pk for comment in fitting]
    Decision.objects.filter(pk__in=done).update(undone=True)
    return refusals


def _sifted(
    read: Sequence[Comment], to: Mapping[int, State], *, undone: bool = False
) -> tuple[list[Comment], list[CommentRefused]]:
    """Those that may become what `to` says of their numbers, locked, and why the others may not."""
    locked = {comment.pk: comment for comment in moderation.lock(read)}
    fitting, refusals = [], []
    for comment in read:
        try:
            now = moderation.found(locked.get(comment.pk))
            if comment.pk not in to:
                raise moderation.nothing_to_undo()
            moderation.refuse_step(now, to[comment.pk], seen=mark(comment), undone=undone)
        except CommentRefused as refused:
            refusals.append(refused)
        else:
            fitting.append(now)
    return fitting, refusals


def _last_decisions(comments: Iterable[Comment]) -> dict[int, Decision]:
    """What was decided last about each comment and is not taken back, by its number."""
    decisions = Decision.objects.filter(comment__in=comments, undone=False).exclude(from_state="")
    return {each.comment_id: each for each in decisions.order_by("at", "pk")}
