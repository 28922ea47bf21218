"""What the classifier learns from moderators, and unlearns when they change their minds.

Written in the transaction of the decision. Those who learn at the same time wait in line at the
row that counts the lessons, so that two of them never wait for each other.
"""

import datetime as dt

from django.db.models import F

from comments.models import Comment, Lesson, RejectionReason, State, Token
from comments.screening import features
from comments.screening.verdict import Submission

LESSONS = ""
"""The word of the row that counts the lessons themselves."""


def follow(comment: Comment, *, reason: str, now: dt.datetime) -> None:
    """Have learned what a person has just decided about `comment`, and nothing else of it.

    Published is good; spam is spam, and so is what was rejected as advertising. Any other rejection
    says something about the words, but not that they advertise.
    """
    before = Lesson.objects.filter(comment=comment).first()
    is_spam = _lesson_of(comment, reason)
    if before is not None and before.is_spam == is_spam:
        return
    if before is not None:
        _count(before.words, is_spam=before.is_spam, step=-1)
        before.delete()
    if is_spam is not None:
        words = features.of(submission_of(comment))
        _count(words, is_spam=is_spam, step=+1)
        Lesson.objects.create(comment=comment, is_spam=is_spam, words=words, at=now)


def submission_of(comment: Comment) -> Submission:
    """What its writer sent, as far as it is kept."""
    return Submission(
        name=comment.author_name,
        email=comment.author_email,
        website=comment.author_website,
        body=comment.body,
    )


def _lesson_of(comment: Comment, reason: str) -> bool | None:
    """Whether a decision says that the comment is spam; None where it says neither."""
    if comment.state == State.PUBLISHED:
        return False
    if comment.state == State.SPAM or reason == RejectionReason.ADVERTISING:
        return True
    return None


def _count(words: list[str], *, is_spam: bool, step: int) -> None:
    column = "spam" if is_spam else "good"
    change = {column: F(column) + step}
    if not Token.objects.filter(word=LESSONS).update(**change):
        Token.objects.bulk_create([Token(word=LESSONS)], ignore_conflicts=True)
        Token.objects.filter(word=LESSONS).update(**change)
    if step > 0:
        Token.objects.bulk_create((Token(word=word) for word in words), ignore_conflicts=True)
    Token.objects.filter(word__in=words).update(**change)
