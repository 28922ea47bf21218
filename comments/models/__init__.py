from comments.models.comment import MAX_CHARACTERS, Comment, State
from comments.models.decision import Decision, RejectionReason
from comments.models.discussion import Discussion, Mode

__all__ = [
    "MAX_CHARACTERS",
    "Comment",
    "Decision",
    "Discussion",
    "Mode",
    "RejectionReason",
    "State",
]
