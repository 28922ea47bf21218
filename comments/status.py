"""What the writer of a comment is told about it, on a private page behind a signed link."""

import datetime as dt

from django.utils.translation import gettext as _

from comments.models import Comment, RejectionReason, State
from comments.screening.clues.health import SEEING_HELP
from site_config.kit import signed_links

PURPOSE = "comments.status"
LINK_LASTS = dt.timedelta(days=365)


def status_path(comment: Comment) -> str:
    """The secret path of this comment's status page; the same each time it is asked for."""
    token = signed_links.make(PURPOSE, str(comment.pk), comment.created_at + LINK_LASTS)
    # Written out, because reverse() takes longer than the signature and a post waits for it.
    return f"/comments/status/{token}/"


def heading(comment: Comment) -> str:
    """The state in a few words."""
    if comment.withdrawn_at is not None:
        return _("You have withdrawn your comment")
    return {
        State.PENDING: _("Thank you. Your comment waits for a moderator"),
        State.PUBLISHED: _("Your comment is published"),
        State.REJECTED: _("Your comment was not published"),
        State.SPAM: _("Your comment was not published"),
        State.REMOVED: _("Your comment was removed"),
    }[State(comment.state)]


def explanation(comment: Comment) -> str:
    """What the state means, in words for its writer."""
    if comment.withdrawn_at is not None:
        return _("Readers do not see it any more. Answers to it stay, below an empty place.")
    return {
        State.PENDING: _(
            "Come back to this page to see what becomes of it. It is yours alone: keep its address."
        ),
        State.PUBLISHED: _(
            "Everybody can read it now. This page is yours alone: keep its address to come back."
        ),
        State.REJECTED: _("A moderator decided not to publish your comment."),
        State.SPAM: _("Your comment was taken for advertising and is not published."),
        State.REMOVED: _("A moderator took it out of the discussion."),
    }[State(comment.state)]


def sees_help(comment: Comment) -> bool:
    """Whether its words sound as if somebody were in danger."""
    return any(reason["clue"] in SEEING_HELP for reason in comment.reasons)


def reasons(comment: Comment) -> list[str]:
    """Why it was rejected, in words for its writer; what screening matched stays with the staff."""
    if comment.state != State.REJECTED:
        return []
    last = comment.decisions.filter(to_state=State.REJECTED, undone=False).first()
    return [str(RejectionReason(last.reason).label)] if last and last.reason else []
