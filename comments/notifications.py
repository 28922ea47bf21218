"""Mail about comments: queued in the transaction of its cause, sent by the worker."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from comments.models import Comment, State

MODERATE = "comments.moderate_comment"


def tell_moderators(comment: Comment) -> None:
    """Queue a mail to every moderator about a comment that waits."""
    mail_moderators.enqueue(comment.pk)


@task()
def mail_moderators(comment_id: int) -> int:
    """Send the mail, unless somebody decided meanwhile; return how many were told."""
    found = Comment.objects.select_related("discussion__article").filter(pk=comment_id)
    comment = found.filter(state=State.PENDING).first()
    if comment is None:
        return 0
    article = comment.discussion.article
    change = reverse("admin:comments_comment_change", args=[comment.pk])
    context = {"comment": comment, "article": article, "link": f"{settings.SITE_URL}{change}"}
    text = render_to_string("mail/comment_waits.txt", context)
    told = 0
    for moderator in User.objects.with_perm(MODERATE).filter(is_active=True).exclude(email=""):
        subject = _("A comment waits on “%(title)s”") % {"title": article.title}
        EmailMessage(subject, text, to=[moderator.email]).send()
        told += 1
    return told
