"""Deciding about comments: the machine and people use the same verbs.

| verb | from | to |
|---|---|---|
| approve | pending, rejected, spam, removed | published |
| reject | pending, published, spam | rejected, with a reason |
| mark_spam | pending, published, rejected | spam |
| remove | pending, published, rejected, spam | removed |
| hold | published (its text was changed, or readers reported it) | pending |
| withdraw | pending, published | removed, for good |
| undo | whatever the last decision made of it | what it was before |

`seen` is the mark (comments.seen) of the comment as whoever decides saw it: if it has another state
or another text by now, the verb raises DecidedMeanwhile or ChangedMeanwhile.
"""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from comments import counts, letters, open_reports, page_keys, pages, transitions, trust
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
from comments.screening import lessons
from comments.seen import refuse_unseen
from site_config.kit.pagecache.purging import purge
from site_config.kit.prepared import insert


@transaction.atomic
def approve(
    comment: Comment,
    *,
    by: User | None,
    now: dt.datetime,
    note: str = "",
    seen: str | None = None,
) -> Decision:
    """Publish the comment; `by=None` is screening. Raises NotPermitted or WrongState."""
    return _decide(comment, State.PUBLISHED, by=by, now=now, note=note, seen=seen)


@transaction.atomic
def reject(
    comment: Comment,
    *,
    by: User,
    now: dt.datetime,
    reason: RejectionReason = RejectionReason.OTHER,
    note: str = "",
    seen: str | None = None,
) -> Decision:
    """Keep the comment from readers and say why. Raises NotPermitted or WrongState."""
    return _decide(comment, State.REJECTED, by=by, now=now, reason=reason, note=note, seen=seen)


@transaction.atomic
def mark_spam(
    comment: Comment,
    *,
    by: User | None,
    now: dt.datetime,
    note: str = "",
    seen: str | None = None,
) -> Decision:
    """Put it with the spam; `by=None` is screening. Raises NotPermitted or WrongState."""
    return _decide(comment, State.SPAM, by=by, now=now, note=note, seen=seen)


@transaction.atomic
def remove(
    comment: Comment, *, by: User, now: dt.datetime, note: str = "", seen: str | None = None
) -> Decision:
    """Take the comment away; answers to it stay below a placeholder.

    Raises NotPermitted or WrongState.
    """
    return _decide(comment, State.REMOVED, by=by, now=now, note=note, seen=seen)


@transaction.atomic
def hold(comment: Comment, *, now: dt.datetime, note: str = "") -> Decision:
    """Have a published comment wait, as screening found something in what it says now.

    Raises WrongState.
    """
    return _decide(comment, State.PENDING, by=None, now=now, note=note)


@transaction.atomic
def withdraw(comment: Comment, *, now: dt.datetime) -> Decision:
    """Take the comment away because its writer wants so; nobody can bring it back.

    Raises WrongState, also for what a moderator has already kept from readers: that stays counted.
    """
    if comment.state not in {State.PENDING, State.PUBLISHED}:
        raise WrongState(_("Readers do not see this comment any more."))
    decision = _decide(comment, State.REMOVED, by=None, now=now, by_name=comment.author_name)
    Comment.objects.filter(pk=comment.pk).update(withdrawn_at=now)
    comment.withdrawn_at = now
    return decision


@transaction.atomic
def undo(comment: Comment, *, by: User, now: dt.datetime, seen: str | None = None) -> Decision:
    """Take the last decision back. Raises NotPermitted, or WrongState when there is none."""
    last = comment.decisions.filter(undone=False).exclude(from_state="").first()
    if last is None:
        raise WrongState(_("There is no decision to undo."))
    decision = _decide(
        comment, State(last.from_state), by=by, now=now, note=_("Undone"), undone=True, seen=seen
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
    before = Discussion.objects.select_for_update().get(pk=discussion.pk)
    after = Discussion(article_id=before.article_id, mode=mode, closes_at=closes_at)
    Discussion.objects.filter(pk=before.pk).update(mode=mode, closes_at=closes_at)
    purge(page_keys.of_mode(before, after, now=now))
    if after.takes_comments(now) and closes_at is not None:
        purge([page_keys.thread(before.article_id)], at=closes_at)
    return DiscussionChange.objects.create(
        discussion=discussion,
        mode=mode,
        closes_at=closes_at,
        moderation=before.moderation,
        at=now,
        by=by,
        by_name=display_name(by),
    )


def enter(comment: Comment, *, state: State, now: dt.datetime) -> None:
    """Write a new comment down as screening found it, published, pending or spam, and count it.

    The caller holds the discussion locked.
    """
    _turn(comment, state, now=now)
    comment.shown = state == State.PUBLISHED
    insert(comment)
    count_new(comment)
    if state != State.PENDING:
        _record(comment, State.PENDING, by=None, now=now)
        letters.tell_answer(comment)
    if comment.confirmed_at is not None:
        trust.reckon(comment.author_email, now=now)


def count_new(comment: Comment) -> None:
    """Enter a comment that has just been written into its discussion's counters."""
    counts.change(comment.discussion_id, {State(comment.state): +1})


def count_gone(comment: Comment) -> None:
    """Take a comment that is about to be removed out of its discussion's counters."""
    counts.change(comment.discussion_id, {State(comment.state): -1})


def explain(comment: Comment, reasons: list[dict[str, str]]) -> None:
    """Say anew why a comment waits."""
    Comment.objects.filter(pk=comment.pk).update(reasons=reasons)
    comment.reasons = reasons


def _decide(
    comment: Comment,
    to: State,
    *,
    by: User | None,
    now: dt.datetime,
    reason: str = "",
    undone: bool = False,
    seen: str | None = None,
    **details: Any,
) -> Decision:
    require_moderator(by)
    locked = _locked(comment)
    before = State(locked.state)
    if seen is not None:
        refuse_unseen(locked, seen)
    if before == to or not (undone or transitions.may_become(before, to)):
        raise WrongState(
            _("The comment of %(name)s is “%(before)s”; from there it cannot become “%(after)s”.")
            % {"name": locked.author_name, "before": before.label, "after": to.label}
        )
    _turn(locked, to, now=now)
    locked.save(update_fields=["state", "published_at"])
    comment.state, comment.published_at = locked.state, locked.published_at
    counts.change(locked.discussion_id, {before: -1, to: +1})
    pages.settle(locked)
    if by is not None:
        lessons.follow(locked, reason=reason, now=now)
        if locked.open_reports:
            open_reports.settle(locked, now=now)
    if locked.confirmed_at is not None:
        trust.reckon(locked.author_email, now=now)
    letters.tell_decision(locked)
    letters.tell_answer(locked)
    return _record(locked, before, by=by, now=now, reason=reason, undone=undone, **details)


def _locked(comment: Comment) -> Comment:
    """The comment as it is now, for this transaction alone; raises WrongState for what is final."""
    # The discussion is locked first, as posting does, so that two verbs cannot wait for each other.
    discussion = Discussion.objects.select_for_update().get(pk=comment.discussion_id)
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    locked.discussion = discussion
    if not locked.body:
        raise WrongState(_("This comment was erased; nothing is left to be decided about."))
    if locked.withdrawn_at is not None:
        raise WrongState(_("%(name)s took this comment back.") % {"name": locked.author_name})
    return locked


def _turn(comment: Comment, to: State, *, now: dt.datetime) -> None:
    comment.state = to
    if to == State.PUBLISHED and comment.published_at is None:
        comment.published_at = now


def _record(
    comment: Comment,
    before: State,
    *,
    by: User | None,
    now: dt.datetime,
    by_name: str = "",
    **details: Any,
) -> Decision:
    """Write down who brought the comment from `before` to its present state.

    Where readers see the difference, they see it at once.
    """
    if State.PUBLISHED in {before, comment.state}:
        purge(page_keys.of_discussion(comment.discussion))
    decision = Decision(
        comment=comment,
        from_state=before,
        to_state=comment.state,
        at=now,
        by=by,
        by_name=display_name(by) if by else by_name or _("Screening"),
        **details,
    )
    insert(decision)
    return decision


def require_moderator(by: User | None) -> None:
    """Screening, which is nobody, may decide as well. Raises NotPermitted."""
    if by is not None and not (by.is_active and by.has_perm(MODERATE)):
        raise NotPermitted(_("Your role does not include moderating comments."))
