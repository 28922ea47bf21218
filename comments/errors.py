"""What a verb of the discussion says when it refuses; nothing changed."""

from django.utils.functional import Promise


class CommentRefused(Exception):
    """`message` is a sentence for the person who asked; `field` the form field, or ""."""

    def __init__(self, message: str | Promise, *, field: str = "") -> None:
        super().__init__(str(message))
        self.message = str(message)
        self.field = field


class NoArticle(Exception):
    """Readers find no article there, so there is nothing to be said to them."""


class DiscussionClosed(CommentRefused):
    """The discussion takes no comments any more."""


class Banned(CommentRefused):
    """The writer, the network or a host that was linked to is banned."""


class NameTaken(CommentRefused):
    """A guest would be taken for somebody of the staff."""


class DuplicateComment(CommentRefused):
    """The same text stands in the same place already (409)."""


class ParentGone(CommentRefused):
    """The comment to be answered is not public, or belongs to another article."""


class TooLateToEdit(CommentRefused):
    """The comment was answered or redacted, is too old, changed too often, or no longer public."""


class NotPermitted(CommentRefused):
    """The person is not a moderator."""


class WrongState(CommentRefused):
    """The comment's state does not allow this decision."""


class DecidedMeanwhile(WrongState):
    """Somebody else has decided about the comment since the person who asks saw it."""


class ChangedMeanwhile(WrongState):
    """The text is not the one that the person who asks saw."""


class TooManyRequests(CommentRefused):
    """A network or an address has sent as much as it may for now (429)."""
