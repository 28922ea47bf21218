from comments.models.comment import MAX_CHARACTERS, Comment, State
from comments.models.decision import Decision, Edit, RejectionReason
from comments.models.discussion import (
    CategoryModeration,
    Discussion,
    DiscussionChange,
    Mode,
    Moderation,
    PageStart,
    Panic,
)
from comments.models.imports import ImportedComment
from comments.models.readers import MailRefusal, ProvedAddress, Question, Report, Vote
from comments.models.requests import DataRequest
from comments.models.screening import Ban, Lesson, LinkedHost, Rule, Token
from comments.models.shown import ShownComment
from comments.models.telling import ModeratorMails, Notice

__all__ = [
    "MAX_CHARACTERS",
    "Ban",
    "CategoryModeration",
    "Comment",
    "DataRequest",
    "Decision",
    "Discussion",
    "DiscussionChange",
    "Edit",
    "ImportedComment",
    "Lesson",
    "LinkedHost",
    "MailRefusal",
    "Mode",
    "Moderation",
    "ModeratorMails",
    "Notice",
    "PageStart",
    "Panic",
    "ProvedAddress",
    "Question",
    "RejectionReason",
    "Report",
    "Rule",
    "ShownComment",
    "State",
    "Token",
    "Vote",
]
