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
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from comments import consequences, counts, letters, page_keys, transitions, trust
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
from comments.seen import refuse_unseen
from site_config.kit.pagecache.purging import purge


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
        raise nothing_to_undo()
    decision = _decide(
        comment, State(last.from_state), by=by, now=now, note=_("Undone"), undone=True, seen=seen
    )
    Decision.objects.filter(pk=last.pk).update(undone=True)
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
    """Write a new comment down as screening found it: published, pending or spam.

    Its discussion is locked by `counts.enter`, which has counted it and said its number.
    """
    consequences.turn(comment, state, now=now)
    comment.shown = state == State.PUBLISHED
    consequences.record_first(comment, now=now)
    letters.tell_answer([comment])
    if comment.confirmed_at is not None:
        trust.reckon(comment.author_email, now=now)


def count_new(comment: Comment) -> None:
    """Enter a comment that has just been written into its discussion's counters."""
    counts.change({State(comment.state): +1}, comment.discussion_id)


def count_gone(comment: Comment) -> None:
    """Take a comment that is about to be removed out of its discussion's counters."""
    counts.change({State(comment.state): -1}, comment.discussion_id)


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
    locked = found(next(iter(lock([comment])), None))
    refuse_step(locked, to, seen=seen, undone=undone)
    [decision] = consequences.carry_out(
        [locked], to, by=by, now=now, reason=reason, undone=undone, **details
    )
    comment.state, comment.published_at = locked.state, locked.published_at
    return decision


def lock(comments: Sequence[Comment]) -> list[Comment]:
    """The comments as they are now, for this transaction alone, in the order of their numbers."""
    # Discussions are locked first, as posting does, so that two verbs cannot wait for each other.
    concerned = {comment.discussion_id for comment in comments}
    rows = Discussion.objects.select_for_update().filter(pk__in=concerned).order_by("pk")
    discussions = {each.pk: each for each in rows}
    numbers = [comment.pk for comment in comments]
    locked = Comment.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    for comment in locked:
        comment.discussion = discussions[comment.discussion_id]
    return list(locked)


def found(comment: Comment | None) -> Comment:
    """The comment, where there is one. Raises WrongState."""
    if comment is None:
        raise WrongState(_("This comment is no longer kept."))
    return comment


def nothing_to_undo() -> WrongState:
    return WrongState(_("There is no decision to undo."))


def refuse_step(comment: Comment, to: State, *, seen: str | None, undone: bool) -> None:
    """Raise CommentRefused where a comment that is locked may not become `to`."""
    if not comment.body:
        raise WrongState(_("This comment was erased; nothing is left to be decided about."))
    if comment.withdrawn_at is not None:
        raise WrongState(_("%(name)s took this comment back.") % {"name": comment.author_name})
    if seen is not None:
        refuse_unseen(comment, seen)
    before = State(comment.state)
    if before == to or not (undone or transitions.may_become(before, to)):
        raise WrongState(
            _("The comment of %(name)s is “%(before)s”; from there it cannot become “%(after)s”.")
            % {"name": comment.author_name, "before": before.label, "after": to.label}
        )


def require_moderator(by: User | None) -> None:
    """Screening, which is nobody, may decide as well. Raises NotPermitted."""
    if by is not None and not (by.is_active and by.has_perm(MODERATE)):
        raise NotPermitted(_("Your role does not include moderating comments."))
