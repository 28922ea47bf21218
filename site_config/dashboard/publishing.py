"""What waits for an approval, a sign-off or its publication."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Kind, Outcome, SignOff, Stage
from articles.models.article import ArticleQuerySet
from articles.permissions import PUBLISH, REVIEW, SIGN_OFF
from site_config.dashboard.panel import SHOWN, Panel, Row, ago, list_url, panel, row_of

# What was approved before that and never published is no news; the list of articles has it.
RECENT = dt.timedelta(days=30)


def to_approve(user: Any, *, now: dt.datetime) -> Panel | None:
    """Submitted by others; nobody approves what they wrote as long as four eyes are required."""
    if not user.has_perm(REVIEW):
        return None
    found = _in_review()
    if settings.EDITORIAL_FOUR_EYES:
        found = found.exclude(created_by=user.pk)
    more = list_url("articles_article", f"?stage__exact={Stage.IN_REVIEW}")
    return panel(_("Waiting for your approval"), _rows(found, now=now), more_url=more)


def to_sign_off(user: Any, *, now: dt.datetime) -> Panel | None:
    """In review without a medical sign-off of what was saved last.

    Editors who may also sign off see only what has to have one.
    """
    if not user.has_perm(SIGN_OFF):
        return None
    signed = SignOff.objects.filter(
        sort=SignOff.Sort.MEDICAL,
        revision__article=OuterRef("pk"),
        revision__created_at__gte=OuterRef("updated_at"),
    )
    found = _in_review().exclude(Exists(signed))
    if user.has_perm(REVIEW):
        found = found.filter(category__requires_medical_sign_off=True)
    more = list_url("articles_article", f"?stage__exact={Stage.IN_REVIEW}")
    return panel(_("Waiting for your medical sign-off"), _rows(found, now=now), more_url=more)


def to_publish(user: Any, *, now: dt.datetime) -> Panel | None:
    if not user.has_perm(PUBLISH):
        return None
    coming = Edition.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=now),
        article=OuterRef("pk"),
        outcome=Outcome.CONTENT,
        revision__created_at__gte=OuterRef("updated_at"),
    )
    approved = Article.objects.on_desk().filter(stage=Stage.APPROVED, updated_at__gt=now - RECENT)
    found = approved.exclude(Exists(coming.not_cancelled()))
    more = list_url("articles_article", f"?stage__exact={Stage.APPROVED}")
    return panel(_("Approved, to be published"), _rows(found, now=now), more_url=more)


def scheduled(user: Any, *, now: dt.datetime) -> Panel | None:
    if not user.has_perm(PUBLISH):
        return None
    ahead = Edition.objects.ahead(now).exclude(article_kind=Kind.FAQ)
    ahead = ahead.select_related("article").only(
        "live_from", "outcome", "article__title", "article__kind"
    )
    rows = (_row_of_edition(edition) for edition in ahead.order_by("live_from")[: SHOWN + 1])
    return panel(_("Scheduled"), rows)


def _row_of_edition(edition: Edition) -> Row:
    moment = formats.date_format(timezone.localtime(edition.live_from), "DATETIME_FORMAT")
    if edition.outcome != Outcome.CONTENT:
        moment = _("withdrawn from %(moment)s on") % {"moment": moment}
    return row_of(edition.article, moment)


def _in_review() -> ArticleQuerySet:
    return Article.objects.on_desk().filter(stage=Stage.IN_REVIEW)


def _rows(articles: ArticleQuerySet, *, now: dt.datetime) -> list[Row]:
    return [
        row_of(article, _("changed %(ago)s") % {"ago": ago(article.updated_at, now=now)})
        for article in articles.only("title", "kind", "updated_at")[: SHOWN + 1]
    ]
