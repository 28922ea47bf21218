"""Asking Akismet about comments that wait: by the task worker, and no answer changes nothing."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles import api
from comments import moderation, notifications
from comments.errors import WrongState
from comments.models import Comment
from comments.screening import akismet
from comments.screening.clues.second_opinion import CLUE, is_all
from comments.screening.verdict import Evidence

logger = logging.getLogger(__name__)


def ask(comment: Comment) -> None:
    """Have Akismet asked about a comment that waits."""
    ask_about.enqueue(comment.pk)


def waits_for_nothing_else(comment: Comment) -> bool:
    return is_all(comment.reasons)


@task()
def ask_about(comment_id: int) -> None:
    """Put the comment with the spam, or publish it if it waits for nothing else.

    Without an answer it goes on waiting, and moderators are told of it.
    """
    now = timezone.now()
    comment = Comment.objects.pending().filter(pk=comment_id).first()
    if comment is None:
        return
    alone = waits_for_nothing_else(comment)
    edition = api.live_edition(comment.discussion.article_id, now=now)
    try:
        is_spam = akismet.takes_for_spam(comment, permalink=edition.path if edition else "/")
    except akismet.NoAnswer as reason:
        logger.warning("Akismet decides about no comment: %s", reason)
        if alone:
            _leave_to_moderators(comment)
        return
    if not (is_spam or alone):
        return
    verb = moderation.mark_spam if is_spam else moderation.approve
    try:
        verb(comment, by=None, now=now, note=_("Akismet"))
    except WrongState:
        return  # A moderator was faster.


def _leave_to_moderators(comment: Comment) -> None:
    unanswered = Evidence(CLUE, _("Akismet did not answer."))
    with transaction.atomic():
        moderation.explain(comment, [unanswered.stored])
        notifications.tell_moderators(comment)
