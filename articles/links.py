"""What links here: the paths of this site that editions name in their texts."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Q

from articles.models import Address, Article, Edition, Image, InternalLink, Outcome
from articles.models.edition import EditionQuerySet
from site_config.kit.html import StartTag, tokens

LISTED = 20
_LINKING = {"href", "src"}
_LONGEST = InternalLink._meta.get_field("path").max_length or 0


@dataclass(frozen=True)
class LinksHere:
    """The editions that name an article or a picture: the first few, and how many there are."""

    editions: list[Edition]
    count: int


def put(edition: Edition) -> None:
    """Write down where the text of a saved edition leads. The caller holds the transaction."""
    InternalLink.objects.bulk_create(
        InternalLink(edition=edition, path=path) for path in sorted(paths_in(edition.body))
    )


def paths_in(body: str) -> set[str]:
    """The paths of this site, pictures included, that clean HTML names, each with its slash."""
    found = (
        _own_path(value)
        for token in tokens(body)
        if isinstance(token, StartTag)
        for name, value in token.attributes
        if name in _LINKING
    )
    return {path for path in found if path}


def to_article(article: Article, *, now: dt.datetime) -> LinksHere:
    """The other articles whose readers are sent to `article`, by any path it ever had."""
    paths = Address.objects.filter(article=article).values("path")
    found = _shown(now).filter(links__path__in=paths).exclude(article=article)
    return _first_of(found.distinct())


def to_image(image: Image, *, now: dt.datetime) -> LinksHere:
    """The articles that show `image`, or will."""
    shows = Q(lead_image=image) | Q(links__path=image.reference)
    return _first_of(_shown(now).filter(shows).distinct())


def _shown(now: dt.datetime) -> EditionQuerySet:
    """The editions that readers have, and those that are scheduled."""
    found = Edition.objects.filter(outcome=Outcome.CONTENT).exclude(live_until__lte=now)
    return found.not_cancelled()


def _first_of(found: EditionQuerySet) -> LinksHere:
    by_title = found.order_by("title", "pk").only("title", "article", "article_kind")
    return LinksHere(list(by_title[:LISTED]), found.order_by().count())


def _own_path(address: str) -> str | None:
    path = unquote(re.split("[?#]", address.removeprefix(settings.SITE_URL))[0])
    if not re.match("/[^/]", path) or len(path) >= _LONGEST:
        return None
    return path.rstrip("/") + "/"
