"""Mail about comments: queued in the transaction of its cause, sent by the worker."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles import api
from comments.models import Comment
from comments.permissions import MODERATE


def tell_moderators(comment: Comment) -> None:
    """Queue a mail to every moderator about a comment that waits."""
    mail_moderators.enqueue(comment.pk)


@task()
def mail_moderators(comment_id: int) -> int:
    """Queue a mail for each moderator, unless somebody decided meanwhile; return how many.

    Each is a task of its own, so that an address that is refused keeps nobody else uninformed.
    """
    if not Comment.objects.pending().filter(pk=comment_id).exists():
        return 0
    moderators = User.objects.with_perm(MODERATE).filter(is_active=True).exclude(email="")
    numbers = list(moderators.values_list("pk", flat=True))
    for number in numbers:
        mail_moderator.enqueue(comment_id, number)
    return len(numbers)


@task()
def mail_moderator(comment_id: int, moderator_id: int) -> None:
    """Send one moderator the comment with the reasons why it waits."""
    comment = Comment.objects.select_related("discussion__article").get(pk=comment_id)
    article = comment.discussion.article
    edition = api.live_edition(article.pk, now=timezone.now())
    change = reverse("admin:comments_comment_change", args=[comment.pk])
    context = {
        "comment": comment,
        "article": edition or article,
        "link": f"{settings.SITE_URL}{change}",
    }
    subject = _("A comment waits on “%(title)s”") % {"title": context["article"]}
    text = render_to_string("mail/comment_waits.txt", context)
    EmailMessage(subject, text, to=[User.objects.get(pk=moderator_id).email]).send()
