"""The weekly mail about published articles whose review is due."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from articles.models import Article, Edition, Outcome
from articles.notifications import addresses_of, choose_address
from articles.permissions import REVIEW
from site_config.kit.outbox import letters

MONDAY = 0
# The hour of the site's own time from which the mail goes out.
HOUR = 6
AHEAD = dt.timedelta(days=14)
LISTED = 50


def send_weekly(*, now: dt.datetime) -> None:
    """On Mondays, write to those who may review what is due: once each, however often it is called.

    Nobody is written to while nothing is due.
    """
    local = timezone.localtime(now)
    if local.weekday() != MONDAY or local.hour < HOUR:
        return
    addresses = addresses_of(User.objects.with_perm(REVIEW), "review_due")
    drafts = {to: f"reviews due {local.date()}, told {to}" for to in addresses}
    missing = letters.not_yet(drafts.values())
    if not missing:
        return
    due = list(_due(local.date(), now)[: LISTED + 1])
    if due:
        subject, text = _words(due, local.date())
        with transaction.atomic():
            letters.put_all(
                (
                    letters.Draft(to, subject, text, once=once)
                    for to, once in drafts.items()
                    if once in missing
                ),
                now=now,
            )


def _due(today: dt.date, now: dt.datetime) -> QuerySet[Article]:
    """Live articles whose review is due within AHEAD, or that readers report; the worst first."""
    live = Edition.objects.live(now).filter(outcome=Outcome.CONTENT, article=OuterRef("pk"))
    urgent = Q(review_due_on__lte=today + AHEAD) | Q(open_reports__gt=0)
    found = Article.objects.on_desk().filter(urgent).filter(Exists(live))
    return found.order_by("-open_reports", "review_due_on", "pk")


def _words(due: list[Article], today: dt.date) -> tuple[str, str]:
    shown = due[:LISTED]
    rows = [
        {
            "article": article,
            "is_overdue": article.review_due_on is not None and article.review_due_on < today,
            "address": settings.SITE_URL
            + reverse(f"admin:articles_{article.kind}_change", args=[article.pk]),
        }
        for article in shown
    ]
    subject = ngettext("%(count)d review is due", "%(count)d reviews are due", len(shown)) % {
        "count": len(shown)
    }
    context = {"rows": rows, "more": len(due) > LISTED, "choose": choose_address()}
    return subject, render_to_string("mail/reviews_due.txt", context)
