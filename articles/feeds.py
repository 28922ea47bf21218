"""What feeds tell: the newest articles of the site, a category, a tag or an author."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from articles import listings, page_keys
from articles.models import Author, Category, Edition, Tag
from site_config.kit.feeds import FORMATS, OurFeed
from site_config.kit.site.present import site

NEWEST = 30
LISTS: dict[type[page_keys.Label], Callable[..., listings.Listing]] = {
    Category: listings.in_category,
    Tag: listings.tagged,
    Author: listings.by_author,
}


@dataclass(frozen=True)
class Channel:
    """A list of articles that can be followed.

    `name` is for programs and survives a change of address; `path` is the page of the list.
    """

    name: str
    title: str
    path: str
    editions: list[Edition]
    keys: set[str] = field(default_factory=set)


def of_site(now: dt.datetime) -> Channel:
    newest = listings.articles(now)[:NEWEST]
    keys = {page_keys.ARTICLES, *_keys(newest)}
    return Channel(_address("/"), site().name, "/", newest, keys)


def of_label(label: page_keys.Label, now: dt.datetime) -> Channel:
    newest = LISTS[type(label)](label, now)[:NEWEST]
    return Channel(
        name=_address(f"/#{label._meta.model_name}-{label.pk}"),
        title=f"{label} · {site().name}",
        path=label.get_absolute_url(),
        editions=newest,
        keys={page_keys.label_name(label), page_keys.label_list(label), *_keys(newest)},
    )


def _keys(editions: list[Edition]) -> Iterator[str]:
    yield from page_keys.of_cards(editions, pictures=False)
    yield from (page_keys.updated(edition.article_id) for edition in editions)


def write(channel: Channel, file: str) -> OurFeed:
    """The feed of `channel` in the format of `file`, one of FORMATS."""
    feed = FORMATS[file](
        title=channel.title,
        link=_address(channel.path),
        description=site().tagline,
        subtitle=site().tagline,
        language=settings.LANGUAGE_CODE,
        feed_url=_address(channel.path + file),
        feed_guid=channel.name,
        hub=settings.WEBSUB_HUB,
    )
    for edition in channel.editions:
        _add(feed, edition)
    return feed


def _add(feed: OurFeed, edition: Edition) -> None:
    writers = edition.writers
    feed.add_item(
        title=edition.title,
        link=_address(edition.path),
        description=edition.summary,
        unique_id=_address(f"/#article-{edition.article_id}"),
        unique_id_is_permalink=False,
        author_name=", ".join(map(str, writers)) or site().name,
        authors=[{"name": each.name, "url": _address(each.get_absolute_url())} for each in writers],
        pubdate=edition.first_published_at,
        updateddate=edition.modified_at,
        categories=[str(edition.category) if edition.category else _("Articles")],
    )


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
