"""Mail about comments: queued in the transaction of its cause, sent by the worker."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles import api
from comments.models import Comment
from comments.permissions import MODERATE
from site_config.kit.outbox import letters


def tell_moderators(comment: Comment) -> None:
    """Queue a mail to every moderator about a comment that waits."""
    mail_moderators.enqueue(comment.pk)


@task()
@transaction.atomic
def mail_moderators(comment_id: int) -> int:
    """Write a letter to each moderator, unless somebody decided meanwhile; return how many.

    Safe to run twice: nobody gets two letters about one comment.
    """
    waiting = Comment.objects.pending().select_related("discussion__article")
    comment = waiting.filter(pk=comment_id).first()
    if comment is None:
        return 0
    subject, text = _words(comment)
    moderators = User.objects.with_perm(MODERATE).filter(is_active=True).exclude(email="")
    drafts = [
        letters.Draft(to, subject, text, once=f"comment {comment_id} waits, told {pk}")
        for pk, to in moderators.values_list("pk", "email")
    ]
    letters.put_all(drafts, now=timezone.now())
    return len(drafts)


def _words(comment: Comment) -> tuple[str, str]:
    """Subject and text of the mail: the comment with the reasons why it waits."""
    article = comment.discussion.article
    change = reverse("admin:comments_comment_change", args=[comment.pk])
    context = {
        "comment": comment,
        "article": api.live_edition(article.pk, now=timezone.now()) or article,
        "link": f"{settings.SITE_URL}{change}",
    }
    subject = _("A comment waits on “%(title)s”") % {"title": context["article"]}
    return subject, render_to_string("mail/comment_waits.txt", context)
