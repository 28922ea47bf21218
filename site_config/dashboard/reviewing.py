"""What is published and has to be looked at again."""

import datetime as dt
from typing import Any

from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import ErrorReport, Review
from articles.permissions import REVIEW, may_plan_reviews
from site_config.dashboard.panel import SHOWN, Panel, ago, list_url, panel, row_of

EXCERPT = 80


def overdue(user: Any, *, now: dt.datetime) -> Panel | None:
    if not may_plan_reviews(user):
        return None
    late = Review.objects.filter(
        review_due_on__lt=timezone.localdate(now), trashed_at__isnull=True
    ).only("title", "kind", "review_due_on")
    # Not by what readers report, as the list has them: that is a panel of its own.
    late = late.order_by("review_due_on", "pk")
    rows = (
        row_of(each, _("due %(day)s") % {"day": _day(each)}, page="review")
        for each in late[: SHOWN + 1]
    )
    return panel(_("Overdue reviews"), rows, more_url=list_url("articles_review", "?due=overdue"))


def reported(user: Any, *, now: dt.datetime) -> Panel | None:
    if not user.has_perm(REVIEW):
        return None
    waiting = ErrorReport.objects.filter(resolved_at__isnull=True).select_related("article")
    waiting = waiting.only("body", "at", "article__title", "article__kind")
    rows = (
        row_of(
            report.article,
            f"{Truncator(report.body).chars(EXCERPT)} · {ago(report.at, now=now)}",
            page="review",
            anchor=f"#report-{report.pk}",
        )
        for report in waiting.order_by("at")[: SHOWN + 1]
    )
    return panel(_("Reported by readers"), rows, more_url=list_url("articles_errorreport"))


def _day(review: Review) -> str:
    return formats.date_format(review.review_due_on or "", "SHORT_DATE_FORMAT")
