"""What other apps may know about articles."""

import datetime as dt

from django.http import HttpRequest, HttpResponse

from articles.addresses import current_path
from articles.models import Article, Edition, Kind, path_of
from articles.models.edition import EditionQuerySet
from articles.page_keys import card as card_key
from articles.structured_data import article_id
from articles.views.articles import show_article
from site_config.kit.prepared import prepared

_SHOWN = ("category", "team", "lead_image")


def live_edition(article_id: int, *, now: dt.datetime) -> Edition | None:
    """What readers see of an article at `now`, or None when it is not public."""
    editions = Edition.objects.listed(now).select_related("article")
    return editions.filter(article_id=article_id).first()


def live_edition_at(path: str, *, now: dt.datetime) -> Edition | None:
    """The article that readers find at `path` at `now`, or None."""
    editions = Edition.objects.listed(now).select_related("article", *_SHOWN)
    return editions.filter(path=path).first()


def live_article_at(path: str, *, now: dt.datetime) -> int | None:
    """The number of the article that readers find at `path` at `now`, or None.

    For those who need no text: a tenth of the time of `live_edition_at`.
    """
    edition = next(iter(_numbers_at(now, path)), None)
    return edition.article_id if edition else None


@prepared
def _numbers_at(now: dt.datetime, path: str) -> EditionQuerySet:
    return Edition.objects.listed(now).filter(path=path).only("article_id")[:1]


def article_page(
    request: HttpRequest, edition: Edition, *, status: int = 200, **context: object
) -> HttpResponse:
    """Render the page of `edition` as its own address would, with more context for its template."""
    return show_article(request, edition, status=status, **context)


__all__ = [
    "Article",
    "Edition",
    "Kind",
    "article_id",
    "article_page",
    "card_key",
    "current_path",
    "live_article_at",
    "live_edition",
    "live_edition_at",
    "path_of",
]
