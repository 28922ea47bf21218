"""Deciding about comments: the machine and people use the same verbs.

| verb | from | to |
|---|---|---|
| approve | pending, rejected, spam, removed | published |
| reject | pending, published, spam | rejected, with a reason |
| mark_spam | pending, published, rejected | spam |
| remove | pending, published, rejected, spam | removed |
| undo | whatever the last decision made of it | what it was before |
"""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments import pages
from comments.errors import NotPermitted, WrongState
from comments.models import (
    Comment,
    Decision,
    Discussion,
    DiscussionChange,
    RejectionReason,
    State,
)
from comments.permissions import MODERATE
from comments.readers import display_name

# Where a decision may start; only undo leads back to pending.
_FROM = {
    State.PUBLISHED: {State.PENDING, State.REJECTED, State.SPAM, State.REMOVED},
    State.REJECTED: {State.PENDING, State.PUBLISHED, State.SPAM},
    State.SPAM: {State.PENDING, State.PUBLISHED, State.REJECTED},
    State.REMOVED: {State.PENDING, State.PUBLISHED, State.REJECTED, State.SPAM},
}
_COUNTERS = {State.PUBLISHED: "published_count", State.PENDING: "pending_count"}


@transaction.atomic
def approve(comment: Comment, *, by: User | None, now: dt.datetime, note: str = "") -> Decision:
    """Publish the comment; `by=None` is screening. Raises NotPermitted or WrongState."""
    return _decide(comment, State.PUBLISHED, by=by, now=now, note=note)


@transaction.atomic
def reject(
    comment: Comment,
    *,
    by: User,
    now: dt.datetime,
    reason: RejectionReason = RejectionReason.OTHER,
    note: str = "",
) -> Decision:
    """Keep the comment from readers and say why. Raises NotPermitted or WrongState."""
    return _decide(comment, State.REJECTED, by=by, now=now, reason=reason, note=note)


@transaction.atomic
def mark_spam(comment: Comment, *, by: User, now: dt.datetime, note: str = "") -> Decision:
    """Raises NotPermitted or WrongState."""
    return _decide(comment, State.SPAM, by=by, now=now, note=note)


@transaction.atomic
def remove(comment: Comment, *, by: User, now: dt.datetime, note: str = "") -> Decision:
    """Take the comment away; answers to it stay below a placeholder.

    Raises NotPermitted or WrongState.
    """
    return _decide(comment, State.REMOVED, by=by, now=now, note=note)


@transaction.atomic
def undo(comment: Comment, *, by: User, now: dt.datetime) -> Decision:
    """Take the last decision back. Raises NotPermitted, or WrongState when there is none."""
    last = comment.decisions.filter(undone=False).exclude(from_state="").first()
    if last is None:
        raise WrongState(_("There is no decision to undo."))
    decision = _decide(
        comment, State(last.from_state), by=by, now=now, note=_("Undone"), undone=True
    )
    last.undone = True
    last.save(update_fields=["undone"])
    return decision


@transaction.atomic
def set_mode(
    discussion: Discussion,
    mode: str,
    *,
    closes_at: dt.datetime | None,
    by: User,
    now: dt.datetime,
) -> DiscussionChange:
    """Open, close or hide a discussion, at once or at `closes_at`. Raises NotPermitted."""
    if not (by.is_active and by.has_perm("comments.change_discussion")):
        raise NotPermitted(_("Your role does not include opening and closing discussions."))
    Discussion.objects.filter(pk=discussion.pk).update(mode=mode, closes_at=closes_at)
    return DiscussionChange.objects.create(
        discussion=discussion,
        mode=mode,
        closes_at=closes_at,
        at=now,
        by=by,
        by_name=display_name(by),
    )


def count_new(comment: Comment) -> None:
    """Enter a comment that has just been written into its discussion's counters."""
    _count(comment, State(comment.state), +1)


def _decide(
    comment: Comment,
    to: State,
    *,
    by: User | None,
    now: dt.datetime,
    reason: str = "",
    note: str = "",
    undone: bool = False,
) -> Decision:
    if by is not None and not (by.is_active and by.has_perm(MODERATE)):
        raise NotPermitted(_("Your role does not include moderating comments."))
    # The discussion is locked first, as posting does, so that two verbs cannot wait for each other.
    Discussion.objects.select_for_update().get(pk=comment.discussion_id)
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    before = State(locked.state)
    if before == to or not (undone or before in _FROM[to]):
        raise WrongState(
            _("The comment of %(name)s is “%(before)s”; from there it cannot become “%(after)s”.")
            % {"name": locked.author_name, "before": before.label, "after": to.label}
        )
    locked.state = to
    if to == State.PUBLISHED and locked.published_at is None:
        locked.published_at = now
    locked.save(update_fields=["state", "published_at"])
    comment.state, comment.published_at = locked.state, locked.published_at
    _count(locked, before, -1)
    _count(locked, to, +1)
    pages.settle(locked)
    return Decision.objects.create(
        comment=locked,
        from_state=before,
        to_state=to,
        reason=reason,
        note=note,
        at=now,
        by=by,
        by_name=display_name(by) if by else _("Screening"),
        undone=undone,
    )


def _count(comment: Comment, state: State, step: int) -> None:
    counter = _COUNTERS.get(state)
    if counter:
        discussions = Discussion.objects.filter(pk=comment.discussion_id)
        discussions.update(**{counter: F(counter) + step})
