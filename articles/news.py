"""What follows for everybody outside when readers get something else at an address."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils.encoding import iri_to_uri

from articles import page_keys
from articles.models import Edition, Kind
from site_config.kit import telling
from site_config.kit.feeds import FORMATS
from site_config.kit.pagecache.purging import purge


def spread(edition: Edition, changed: set[str], *, at: dt.datetime | None) -> None:
    """Purge what `changed`, and have who wants to know told of `edition`: after commit, or at `at`.

    `edition` begins or ends then. Belongs inside the transaction of the change.
    """
    purge(changed, at=at)
    if settings.WEBSUB_HUB or settings.INDEXNOW_KEY:
        telling.tell(
            feeds=[_address(path) for path in _feeds(edition)],
            addresses=[_address(edition.path)],
            at=at,
        )


def _feeds(edition: Edition) -> Iterator[str]:
    """The feeds in which an edition stands."""
    if edition.article_kind != Kind.ARTICLE:
        return
    category = edition.category
    families = [each for each in (category, category and category.parent) if each]
    authors = (each.author for each in edition.contributions.select_related("author"))
    labels: list[page_keys.Label] = [*families, *edition.tags.all(), *authors]
    for page in ["/", *dict.fromkeys(label.get_absolute_url() for label in labels)]:
        yield from (page + file for file in FORMATS)


def _address(path: str) -> str:
    return iri_to_uri(f"{settings.SITE_URL}{path}")
