"""What search engines are told about: live content and the lists that lead to it."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles import listings
from articles.models import Category, Edition, Kind

_PROTOCOL = urlsplit(settings.SITE_URL).scheme


class EditionSitemap(Sitemap[Edition]):
    """Live editions of one kind, with the date of their last change of substance."""

    protocol = _PROTOCOL
    # Far below the 50 000 that the protocol allows: a file is made in one piece in memory.
    limit = 2_000

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def items(self) -> listings.Listing:
        """The oldest first, so that a new article changes the last file only."""
        now = timezone.now()
        return listings.Listing(
            Edition.objects.listed(now, self.kind).order_by("first_published_at", "article_id"),
            load=lambda cut: cut.only("path", "modified_at"),
            count=lambda: listings.number_of(self.kind, now),
        )

    def location(self, item: Edition) -> str:
        return iri_to_uri(item.path)

    def lastmod(self, item: Edition) -> dt.datetime:
        return item.modified_at

    def get_latest_lastmod(self) -> dt.datetime | None:
        """The latest of all; Django's own asks every item."""
        found = Edition.objects.listed(timezone.now(), self.kind)
        return found.order_by("-modified_at").values_list("modified_at", flat=True).first()


class CategorySitemap(Sitemap[Category]):
    protocol = _PROTOCOL

    def items(self) -> list[Category]:
        return list(Category.objects.all()[:10_000])

    def location(self, item: Category) -> str:
        return item.get_absolute_url()


class FrontSitemap(Sitemap[str]):
    """The pages that exist on every site."""

    protocol = _PROTOCOL

    def items(self) -> list[str]:
        return ["/", "/articles/", "/faq/"]

    def location(self, item: str) -> str:
        return item


SITEMAPS: dict[str, Sitemap[Any] | type[Sitemap[Any]]] = {
    "front": FrontSitemap,
    "articles": EditionSitemap(Kind.ARTICLE),
    "faq": EditionSitemap(Kind.FAQ),
    "pages": EditionSitemap(Kind.PAGE),
    "categories": CategorySitemap,
}
