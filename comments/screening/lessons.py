"""What the classifier learns from moderators, and unlearns when they change their minds.

Written in the transaction of the decision. Those who learn at the same time wait in line at the
row that counts the lessons, so that two of them never wait for each other.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db.models import F

from comments.models import Comment, Lesson, RejectionReason, State, Token
from comments.screening import features
from comments.screening.verdict import Submission

LESSONS = ""
"""The word of the row that counts the lessons themselves."""


def follow(comments: Sequence[Comment], *, reason: str, now: dt.datetime) -> None:
    """Have learned what a person has just decided about `comments`, and nothing else of them.

    Published is good; spam is spam, and so is what was rejected as advertising. Any other rejection
    says something about the words, but not that they advertise.
    """
    learned = {each.comment_id: each for each in Lesson.objects.filter(comment__in=comments)}
    forgotten, taught = [], []
    for comment in comments:
        before, is_spam = learned.get(comment.pk), _lesson_of(comment, reason)
        if before is not None and before.is_spam == is_spam:
            continue
        if before is not None:
            forgotten.append(before)
        if is_spam is not None:
            words = features.of(submission_of(comment))
            taught.append(Lesson(comment=comment, is_spam=is_spam, words=words, at=now))
    if forgotten:
        _count_all(forgotten, step=-1)
        Lesson.objects.filter(pk__in=[each.pk for each in forgotten]).delete()
    if taught:
        _count_all(taught, step=+1)
        Lesson.objects.bulk_create(taught)


def unlearn_removed(comment: Comment) -> None:
    """Unlearn the words of `comment` that it no longer has, as if they had never stood there.

    To be called in the transaction that took them out. A word that no other lesson has is gone.
    """
    lesson = Lesson.objects.select_for_update().filter(comment=comment).first()
    if lesson is None:
        return
    left = set(features.of(submission_of(comment)))
    removed = [word for word in lesson.words if word not in left]
    _count_all([lesson], step=-1)
    lesson.words = [word for word in lesson.words if word in left]
    lesson.save(update_fields=["words"])
    _count_all([lesson], step=+1)
    Token.objects.filter(word__in=removed, good=0, spam=0).delete()


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


def _count_all(lessons: Sequence[Lesson], *, step: int) -> None:
    for column, is_spam in (("good", False), ("spam", True)):
        found = [each.words for each in lessons if each.is_spam == is_spam]
        if found:
            _count(column, found, step=step)


def _count(column: str, lessons: Sequence[list[str]], *, step: int) -> None:
    """Step the counts of words: one statement for all that stand in as many of the lessons."""
    change = {column: F(column) + step * len(lessons)}
    if not Token.objects.filter(word=LESSONS).update(**change):
        Token.objects.bulk_create([Token(word=LESSONS)], ignore_conflicts=True)
        Token.objects.filter(word=LESSONS).update(**change)
    times = Counter(word for words in lessons for word in set(words))
    if step > 0:
        Token.objects.bulk_create((Token(word=word) for word in times), ignore_conflicts=True)
    for number in set(times.values()):
        as_often = [word for word, found in times.items() if found == number]
        Token.objects.filter(word__in=as_often).update(**{column: F(column) + step * number})
