"""Comments that the editors put on top of a discussion."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from comments import moderation, page_keys
from comments.errors import WrongState
from comments.models import Comment, Decision, Discussion, State
from comments.pages import PINNED
from comments.readers import display_name
from site_config.kit.pagecache.purging import purge


@transaction.atomic
def pin(comment: Comment, *, by: User, now: dt.datetime) -> Decision:
    """Show a published comment on top of its discussion, where PINNED may stand.

    It keeps its place in the thread as well. Raises NotPermitted or WrongState.
    """
    locked = _locked(comment, by)
    if locked.state != State.PUBLISHED:
        raise WrongState(_("Only a published comment can be pinned. Approve it first."))
    if locked.pinned_at is not None:
        raise WrongState(_("This comment is pinned already."))
    if Comment.objects.pinned().filter(discussion=locked.discussion).count() >= PINNED:
        raise WrongState(
            _("%(most)s comments are pinned here already. Unpin one of them first.")
            % {"most": PINNED}
        )
    return _turn(locked, comment, pinned_at=now, by=by, now=now, note=_("Pinned"))


@transaction.atomic
def unpin(comment: Comment, *, by: User, now: dt.datetime) -> Decision:
    """Leave a comment to its place in the thread. Raises NotPermitted or WrongState."""
    locked = _locked(comment, by)
    if locked.pinned_at is None:
        raise WrongState(_("This comment is not pinned."))
    return _turn(locked, comment, pinned_at=None, by=by, now=now, note=_("Unpinned"))


def _locked(comment: Comment, by: User) -> Comment:
    """The comment, with its discussion locked as every verb locks it."""
    moderation.require_moderator(by)
    discussion = Discussion.objects.select_for_update().get(pk=comment.discussion_id)
    locked = Comment.objects.get(pk=comment.pk)
    locked.discussion = discussion
    return locked


def _turn(
    locked: Comment,
    comment: Comment,
    *,
    pinned_at: dt.datetime | None,
    by: User,
    now: dt.datetime,
    **details: Any,
) -> Decision:
    locked.pinned_at = comment.pinned_at = pinned_at
    locked.save(update_fields=["pinned_at"])
    if locked.state == State.PUBLISHED:
        purge([page_keys.thread(locked.discussion.article_id)])
    # From nowhere: its state stays, and there is nothing for `moderation.undo`.
    return Decision.objects.create(
        comment=locked,
        from_state="",
        to_state=locked.state,
        at=now,
        by=by,
        by_name=display_name(by),
        **details,
    )
