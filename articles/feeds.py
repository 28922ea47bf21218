"""Atom and RSS of the newest articles."""

import datetime as dt

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from articles import listings, page_keys
from articles.models import Edition
from site_config.kit.pagecache.carrying import carry
from site_config.kit.site.present import site

NEWEST = 30


class RssFeed(Feed):
    feed_type: type[SyndicationFeed] = Rss201rev2Feed
    link = f"{settings.SITE_URL}/"

    def title(self) -> str:
        return site().name

    def description(self) -> str:
        return site().tagline

    subtitle = description

    def feed_url(self) -> str:
        return f"{settings.SITE_URL}/rss.xml"

    def get_object(self, request: HttpRequest) -> list[Edition]:
        """What the feed is about: the newest articles."""
        newest = listings.articles(timezone.now())[:NEWEST]
        carry(request, page_keys.ARTICLES, *page_keys.of_cards(newest, pictures=False))
        carry(request, *(page_keys.updated(edition.article_id) for edition in newest))
        return newest

    def items(self, newest: list[Edition]) -> list[Edition]:
        return newest

    def item_title(self, item: Edition) -> str:
        return item.title

    def item_description(self, item: Edition) -> str:
        return item.summary

    def item_link(self, item: Edition) -> str:
        return f"{settings.SITE_URL}{item.path}"

    def item_guid(self, item: Edition) -> str:
        """A name that survives a change of slug."""
        return f"{settings.SITE_URL}/#article-{item.article_id}"

    item_guid_is_permalink = False

    def item_author_name(self, item: Edition) -> str:
        return ", ".join(str(author) for author in item.writers) or site().name

    def item_pubdate(self, item: Edition) -> dt.datetime:
        return item.first_published_at

    def item_updateddate(self, item: Edition) -> dt.datetime:
        return item.modified_at

    def item_categories(self, item: Edition) -> list[str]:
        return [str(item.category)] if item.category else [_("Articles")]


class AtomFeed(RssFeed):
    feed_type = Atom1Feed

    def feed_url(self) -> str:
        return f"{settings.SITE_URL}/feed.xml"
