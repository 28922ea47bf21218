"""What a verb of the discussion says when it refuses; nothing changed."""

from django.utils.functional import Promise


class CommentRefused(Exception):
    """`message` is a sentence for the person who asked; `field` the form field, or ""."""

    def __init__(self, message: str | Promise, *, field: str = "") -> None:
        super().__init__(str(message))
        self.message = str(message)
        self.field = field


class DiscussionClosed(CommentRefused):
    """The discussion takes no comments any more."""


class Banned(CommentRefused):
    """The writer, the network or a host that was linked to is banned."""


class DuplicateComment(CommentRefused):
    """The same text stands in the same place already (409)."""


class ParentGone(CommentRefused):
    """The comment to be answered is not public, or belongs to another article."""


class NotPermitted(CommentRefused):
    """The person is not a moderator."""


class WrongState(CommentRefused):
    """The comment's state does not allow this decision."""


class TooManyRequests(CommentRefused):
    """Somebody's network has asked too often (429)."""
