from comments.models.comment import MAX_CHARACTERS, Comment, State
from comments.models.decision import Decision, RejectionReason
from comments.models.discussion import Discussion, DiscussionChange, Mode, PageStart
from comments.models.imports import ImportedComment
from comments.models.shown import ShownComment

__all__ = [
    "MAX_CHARACTERS",
    "Comment",
    "Decision",
    "Discussion",
    "DiscussionChange",
    "ImportedComment",
    "Mode",
    "PageStart",
    "RejectionReason",
    "ShownComment",
    "State",
]
