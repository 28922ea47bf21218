"""What somebody is writing."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Article, Kind, Stage
from articles.models.article import ArticleQuerySet
from articles.permissions import SUBMIT
from site_config.dashboard.panel import SHOWN, Panel, ago, list_url, panel, row_of


def given_back(user: Any, *, now: dt.datetime) -> Panel | None:
    return _mine(user, Stage.CHANGES_REQUESTED, _("Given back to you"), now=now)


def drafts(user: Any, *, now: dt.datetime) -> Panel | None:
    return _mine(user, Stage.DRAFT, _("Your drafts"), now=now)


def _mine(user: Any, stage: Stage, title: str, *, now: dt.datetime) -> Panel | None:
    if not user.has_perm(SUBMIT):
        return None
    more = list_url("articles_article", f"?stage__exact={stage}")
    rows = (
        row_of(article, _("changed %(ago)s") % {"ago": ago(article.updated_at, now=now)})
        for article in _own(user).filter(stage=stage)[: SHOWN + 1]
    )
    return panel(title, rows, more_url=more)


def _own(user: Any) -> ArticleQuerySet:
    """Articles; the questions that are written along with them are too many to be listed."""
    own = Article.objects.on_desk().filter(created_by=user.pk, kind=Kind.ARTICLE)
    return own.only("title", "kind", "updated_at")
