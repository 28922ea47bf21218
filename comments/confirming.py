"""Proving that an address is its writer's: a mail with a link, a page with a button.

The mail goes to whatever address somebody typed, so it tells nothing that a visitor wrote and is
kept rare: for each mailbox, for each network, and where it decides something at all.
"""

import datetime as dt
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from comments import second_look, subscriptions, trust
from comments.errors import WrongState
from comments.letters import as_html, closing, title_of
from comments.models import Comment, Moderation, ProvedAddress, State
from comments.screening.clues import trap
from site_config.kit import signed_links
from site_config.kit.outbox import letters
from site_config.kit.site.present import site

PURPOSE = "comments.confirm"
LINK_LASTS = dt.timedelta(days=14)
HOUR = dt.timedelta(hours=1)


def ask(comment: Comment, *, moderation: str = "") -> None:
    """Queue the mail that asks its writer to confirm the address, where that decides something.

    That is where only trusted readers publish at once (`moderation` is "first"), or where the
    writer wants mail: nobody gets any before. Nothing is sent where a machine typed the address.
    """
    if any(reason["clue"] == trap.CLUE for reason in comment.reasons):
        return
    waits = comment.state == State.PENDING
    matters = waits and (moderation == Moderation.FIRST or comment.tells_decision)
    if _is_open(comment) and (matters or comment.tells_replies):
        mail_confirmation.enqueue(comment.pk)


@task()
@transaction.atomic
def mail_confirmation(comment_id: int) -> int:
    """Write the mail, unless its mailbox or network had enough; return the number of letters."""
    now = timezone.now()
    comment = Comment.objects.select_related("discussion").filter(pk=comment_id).first()
    if comment is None or not _is_open(comment) or _had_enough(comment, now):
        return 0
    context = {
        "title": title_of(comment, now),
        "link": f"{settings.SITE_URL}{confirm_path(comment, now=now)}",
        "days": LINK_LASTS.days,
        **closing(comment, now),
    }
    subject = _("Confirm your address for %(site)s") % {"site": site().name}
    text = render_to_string("mail/comments/confirm.txt", context)
    once = _names(comment.author_email, now)[0]
    whole = letters.Draft(
        comment.author_email, subject, text, once=once, html=as_html(subject, text)
    )
    letters.put_all([whole], now=now)
    return 1


def confirm_path(comment: Comment, *, now: dt.datetime) -> str:
    """The secret path at which the writer of `comment` confirms the address."""
    token = signed_links.make(PURPOSE, str(comment.pk), now + LINK_LASTS)
    return reverse("comments:confirm", args=[token])


def unconfirmed(email: str, *, now: dt.datetime) -> QuerySet[Comment]:
    """What was written under the address lately and may still be confirmed, newest first."""
    lately = Comment.objects.by_address(email).filter(created_at__gt=now - LINK_LASTS)
    open_ones = lately.filter(
        user=None, confirmed_at=None, state__in=[State.PENDING, State.PUBLISHED]
    )
    return open_ones.order_by("-created_at", "-pk")


def offered(comment: Comment, *, now: dt.datetime) -> QuerySet[Comment]:
    """What the link mailed about `comment` may confirm: that comment first, then the newest.

    A link that was used still confirms what was left out then, but nothing that was written since.
    """
    comments = unconfirmed(comment.author_email, now=now)
    if comment.confirmed_at is not None:
        comments = comments.filter(created_at__lte=comment.confirmed_at)
    is_other = Case(When(pk=comment.pk, then=0), default=1)
    return comments.order_by(is_other, "-created_at", "-pk")


def proved_at(email: str) -> dt.datetime | None:
    """When the owner of the address confirmed it last, if ever."""
    found = ProvedAddress.objects.filter(email=email.lower())
    return found.values_list("proved_at", flat=True).first()


def confirm(email: str, *, own: Collection[int], now: dt.datetime) -> None:
    """Write down that the address is proved, and that the comments numbered in `own` are its own.

    What waited for nothing else is published then, each comment in a transaction of its own: a
    decision locks the discussion before the comment.
    """
    with transaction.atomic():
        numbers = list(unconfirmed(email, now=now).filter(pk__in=own).values_list("pk", flat=True))
        Comment.objects.filter(pk__in=numbers).update(confirmed_at=now)
        ProvedAddress.objects.update_or_create(email=email.lower(), defaults={"proved_at": now})
        trust.reckon(email, now=now)
    for comment in Comment.objects.filter(pk__in=numbers).order_by("pk"):
        try:
            second_look.look_again(comment, now=now)
        except WrongState:
            continue  # A moderator was faster.


def _is_open(comment: Comment) -> bool:
    """Whether there is anything to confirm: accounts and remembered devices have proved it."""
    proved = comment.confirmed_at is not None or comment.user_id is not None
    return not proved and comment.state in {State.PENDING, State.PUBLISHED}


def _had_enough(comment: Comment, now: dt.datetime) -> bool:
    if subscriptions.refused_all(comment.author_email):
        return True
    names = _names(comment.author_email, now)
    unused = letters.not_yet(names)
    # Two neighbouring hours are always more than one whole hour.
    if not unused.issuperset(names[:2]):
        return True
    written = len(names) - len(unused)
    return written >= settings.COMMENTS_CONFIRMATIONS_PER_DAY or _is_busy(comment.network, now)


def _names(email: str, now: dt.datetime) -> list[str]:
    """What letters to this mailbox are called in the outbox, of this hour and of a day before it.

    Many providers put `kim+1@` and `k.im@` into the mailbox of `kim@`.
    """
    local, _at, domain = email.lower().rpartition("@")
    mailbox = f"{local.partition('+')[0].replace('.', '')}@{domain}"
    hour = int(now.timestamp() // HOUR.total_seconds())
    return [f"confirm {mailbox} {hour - ago}" for ago in range(25)]


def _is_busy(network: str, now: dt.datetime) -> bool:
    """Whether more was written from there within an hour than may lead to such mails."""
    most = settings.COMMENTS_CONFIRMATIONS_PER_NETWORK
    lately = Comment.objects.filter(network=network, created_at__gt=now - HOUR)
    return bool(network) and lately.order_by()[: most + 1].count() > most
