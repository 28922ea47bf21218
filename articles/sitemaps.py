"""What search engines are told about: live content and the lists that lead to it."""

import datetime as dt
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles import listings
from articles.images.pictures import largest_address
from articles.models import Category, Edition, Image, Kind
from articles.models.edition import EditionQuerySet

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
            Edition.objects.listed(now, self.kind)
            .indexable()
            .order_by("first_published_at", "article_id"),
            load=_with_pictures,
            count=lambda: self._number(now),
        )

    def _number(self, now: dt.datetime) -> int:
        listed = listings.number_of(self.kind, now)
        if self.kind != Kind.ARTICLE:
            return listed
        return listed - Edition.objects.listed(now).kept_off().count()

    def location(self, item: Edition) -> str:
        return iri_to_uri(item.path)

    def lastmod(self, item: Edition) -> dt.datetime:
        return item.modified_at

    def get_latest_lastmod(self) -> dt.datetime | None:
        """The latest of all; Django's own asks every item."""
        found = Edition.objects.listed(timezone.now(), self.kind)
        return found.order_by("-modified_at").values_list("modified_at", flat=True).first()


def _with_pictures(cut: EditionQuerySet) -> list[Edition]:
    """Editions with what the map tells, among it the addresses of their `pictures`."""
    editions = list(
        cut.select_related("lead_image").only(
            "path", "modified_at", "image_ids", "lead_image__renditions"
        )
    )
    inside = {pk for edition in editions for pk in edition.image_ids}
    images = Image.objects.only("renditions").in_bulk(inside) if inside else {}
    for edition in editions:
        named = [edition.lead_image, *map(images.get, edition.image_ids)]
        files = [largest_address(image) for image in named if image is not None]
        edition.pictures = [  # type: ignore[attr-defined]
            urljoin(settings.SITE_URL, file) for file in dict.fromkeys(files) if file
        ]
    return editions


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
