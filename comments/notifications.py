"""Mail to moderators about comments that wait: queued while posting, written by the worker.

A quiet site gets a mail a comment. Above COMMENTS_MAILS_PER_HOUR the comments of an hour stand in
one digest, which is written by `tick`.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from articles import api
from comments import news
from comments.models import Comment, Decision, Notice
from comments.permissions import MODERATE
from comments.screening.clues import second_opinion
from site_config.kit.outbox import letters
from site_config.kit.prepared import prepared

HOUR = dt.timedelta(hours=1)
# Longer than a task may be queued again after its worker was killed.
KEPT = dt.timedelta(days=1)
LISTED = 50
BATCH = 200

DECISIONS = ("approve", "reject", "spam")
"""What a mail offers; each link opens a page of the desk that asks once more."""


def tell_moderators(comment: Comment) -> None:
    """Queue the news that a comment waits; one that is held again is news once more."""
    mail_moderators.enqueue(comment.pk)


def tell_of_new(comment: Comment, *, is_expected: bool) -> None:
    """The same for a comment just written, unless a task that no worker has begun will find it.

    That task begins long after the comment is committed, as is known of one that `is_expected`, or
    it stays locked until then.
    """
    if not (is_expected or _not_begun()):
        mail_of_new.enqueue(comment.created_at.isoformat())


@prepared
def _not_begun() -> QuerySet[DBTaskResult, tuple[UUID]]:
    return news.queued().select_for_update(skip_locked=True).values_list("pk").order_by()[:1]


@task()
def mail_moderators(comment_id: int) -> int:
    """Tell of one comment; return how many letters were written."""
    return _mail(comment_id, now=timezone.now())


@task()
def mail_of_new(since: str) -> int:
    """Tell of every comment that waits, was written `since` and nobody was told of.

    Comments are committed in another order than they are written in, so some earlier ones too.
    While more come than there may be mails, one task every two minutes notes the rest of them.
    """
    written = Comment.objects.pending().filter(
        ~Exists(Notice.objects.filter(comment=OuterRef("pk"))),
        created_at__gte=dt.datetime.fromisoformat(since) - HOUR,
    )
    waiting = list(written.order_by("pk").values_list("pk", "reasons"))
    ready = [pk for pk, reasons in waiting if not second_opinion.is_all(reasons)]
    now = timezone.now()
    room = _room_for_mails(now)
    count = sum(_mail(pk, now=now) for pk in ready[:room])
    for start in range(room, len(ready), BATCH):
        _note(Comment.objects.pending().filter(pk__in=ready[start : start + BATCH]), at=now)
    if len(ready) > room:
        mail_of_new.using(run_after=now + news.TOGETHER).enqueue(now.isoformat())
    return count


def tell_nobody(*, now: dt.datetime) -> None:
    """Take everything that waits as told, where a site begins with comments."""
    _note(Comment.objects.pending(), at=now - HOUR, told_at=now)


@transaction.atomic
def _note(
    waiting: QuerySet[Comment], *, at: dt.datetime, told_at: dt.datetime | None = None
) -> None:
    """Write down at once that moderators are to be told of these, or were; the digest has them."""
    decisions = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk").values("pk")
    causes = waiting.annotate(cause=Subquery(decisions[:1])).order_by("pk")
    notices = [
        Notice(comment_id=pk, cause=cause or 0, at=at, told_at=told_at)
        for pk, cause in causes.values_list("pk", "cause")
    ]
    Notice.objects.bulk_create(notices, batch_size=BATCH, ignore_conflicts=True)


def _room_for_mails(now: dt.datetime) -> int:
    """How many more mails about one comment each a moderator may get within this hour."""
    most = settings.COMMENTS_MAILS_PER_HOUR
    return most - Notice.objects.filter(at__gt=now - HOUR)[:most].count()


@transaction.atomic
def _mail(comment_id: int, *, now: dt.datetime) -> int:
    """Write a letter to each moderator, or leave the comment to the next digest; return how many.

    Nothing is written if somebody decided meanwhile, nor twice about the same.
    """
    waiting = Comment.objects.pending().select_related("discussion__article")
    comment = waiting.filter(pk=comment_id).first()
    if comment is None:
        return 0
    notice, is_new = Notice.objects.get_or_create(
        comment=comment, cause=_cause(comment), defaults={"at": now}
    )
    lately = Notice.objects.filter(at__gt=now - HOUR)
    most = settings.COMMENTS_MAILS_PER_HOUR
    if not is_new or lately[: most + 1].count() > most:
        return 0
    notice.told_at = now
    notice.save(update_fields=["told_at"])
    subject, text = _words(comment, now)
    drafts = [
        letters.Draft(to, subject, text, once=f"comment {comment_id} waits, told {pk}, {notice.pk}")
        for pk, to in _moderators().values_list("pk", "email")
    ]
    letters.put_all(drafts, now=now)
    return len(drafts)


@transaction.atomic
def send_digest(*, now: dt.datetime) -> int:
    """Write one letter about all that was left to it, an hour after the first; return to how many.

    May be called at any time, and twice at once.
    """
    untold = Notice.objects.filter(told_at__isnull=True)
    first = untold.order_by("at").first()
    if first is None or now - first.at < HOUR:
        return 0
    news = list(untold.order_by("pk").values_list("pk", "comment_id"))
    # Whoever comes second finds that there is nothing left to tell.
    if not untold.filter(pk__lte=news[-1][0]).update(told_at=now):
        return 0
    comments = Comment.objects.pending().filter(
        pk__in=Notice.objects.filter(told_at=now).values("comment")
    )
    count = comments.count()
    if not count:
        return 0
    shown = comments.select_related("discussion__article").order_by("pk")[:LISTED]
    context = {
        "comments": [_listed(comment) for comment in shown],
        "more": count - min(count, LISTED),
        "queue": _address("comments_comment_changelist"),
        "choose": _address("my_mails"),
    }
    subject = ngettext("%(count)d comment waits", "%(count)d comments wait", count)
    text = render_to_string("mail/comments_wait.txt", context)
    drafts = [
        letters.Draft(to, subject % {"count": count}, text)
        for to in _moderators().values_list("email", flat=True)
    ]
    letters.put_all(drafts, now=now)
    return len(drafts)


def forget_old(*, now: dt.datetime) -> None:
    """Remove what moderators were told of long ago."""
    Notice.objects.filter(told_at__lt=now - KEPT).delete()


def _cause(comment: Comment) -> int:
    """The decision after which the comment waits, 0 for a new one."""
    return comment.decisions.order_by("-pk").values_list("pk", flat=True).first() or 0


def _moderators() -> QuerySet[User]:
    """Those who can be mailed and want to be."""
    able = User.objects.with_perm(MODERATE).filter(is_active=True, is_staff=True)
    return able.exclude(email="").exclude(moderator_mails__waiting=False)


def _words(comment: Comment, now: dt.datetime) -> tuple[str, str]:
    """Subject and text of the mail: the comment with the reasons why it waits."""
    article = comment.discussion.article
    edition = api.live_edition(article.pk, now=now)
    context = {
        "comment": comment,
        "article": edition or article,
        "article_link": f"{settings.SITE_URL}{edition.path}" if edition else "",
        "links": {name: _address("comments_comment_ask", comment.pk, name) for name in DECISIONS},
        "link": _address("comments_comment_change", comment.pk),
        "choose": _address("my_mails"),
    }
    subject = _("A comment waits on “%(title)s”") % {"title": context["article"]}
    return subject, render_to_string("mail/comment_waits.txt", context)


def _listed(comment: Comment) -> dict[str, Any]:
    return {
        "comment": comment,
        "article": comment.discussion.article,
        "link": _address("comments_comment_change", comment.pk),
    }


def _address(name: str, *arguments: object) -> str:
    return f"{settings.SITE_URL}{reverse(f'admin:{name}', args=arguments)}"
