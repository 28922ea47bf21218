"""What whoever decides about comments has seen of them, so that nobody decides about other words.

A page that asks for a decision carries the `mark` of its comment; a list carries its own time.
"""

import datetime as dt
import hashlib

from django.db.models import Q
from django.utils.translation import gettext as _

from comments.errors import ChangedMeanwhile, DecidedMeanwhile
from comments.models import Comment


def mark(comment: Comment) -> str:
    """The state and the text of the comment as it is at hand, for an address: "pending.0a1b…"."""
    return f"{comment.state}.{mark_of_text(comment.body)}"


def mark_of_text(body: str) -> str:
    """The text alone, for the form of its writer, whom a decision does not keep from writing."""
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def refuse_unseen(comment: Comment, seen: str) -> None:
    """Raise DecidedMeanwhile or ChangedMeanwhile if `comment` is not what had the mark `seen`."""
    if seen.partition(".")[0] != comment.state:
        last = comment.decisions.first()
        raise DecidedMeanwhile(
            _("%(who)s has decided meanwhile: the comment of %(name)s is “%(state)s” now.")
            % {
                "who": last.by_name if last else _("Somebody else"),
                "name": comment.author_name,
                "state": comment.get_state_display(),
            }
        )
    if seen != mark(comment):
        raise ChangedMeanwhile(
            _("%(name)s has changed this comment meanwhile; read it again.")
            % {"name": comment.author_name}
        )


def not_in_list_of(moment: dt.datetime | None) -> Q:
    """What came or was changed after a list was shown at `moment`; nothing where that is None."""
    if moment is None:
        return Q(pk__in=[])
    return Q(edited_at__gt=moment) | Q(created_at__gt=moment)
