"""Feeds in three formats, each of which names the hub that tells readers of news (WebSub)."""

import datetime as dt
import json
from typing import IO, Any

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator

# The date of a feed in which nothing has happened yet: that of the moment would change for ever.
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class OurFeed(SyndicationFeed):
    """Takes `hub`, the address of a hub or an empty text."""

    content_type: str

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else NEVER


class Atom(OurFeed, Atom1Feed):
    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})


class Rss(OurFeed, Rss201rev2Feed):
    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", "", {"rel": "hub", "href": self.feed["hub"]})


class Json(OurFeed):
    """Version 1.1 of jsonfeed.org. Items may have `authors`, a list of names and addresses."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[str], encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "hubs": [{"type": "WebSub", "url": self.feed["hub"]}] if self.feed["hub"] else [],
            "items": [_json_item(item) for item in self.items],
        }
        # The list of items stands there even where nothing does.
        known = {name: value for name, value in feed.items() if value or name == "items"}
        json.dump(known, outfile, ensure_ascii=False)


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    told = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_text": item["description"] or item["title"],
        "date_published": item["pubdate"].isoformat(timespec="seconds"),
        "date_modified": item["updateddate"].isoformat(timespec="seconds"),
        "authors": item.get("authors"),
        "tags": list(item["categories"]),
    }
    return {name: value for name, value in told.items() if value}


# By the name of the file, below the page that a feed belongs to.
FORMATS: dict[str, type[OurFeed]] = {"feed.xml": Atom, "rss.xml": Rss, "feed.json": Json}


def answer(feed: OurFeed) -> HttpResponse:
    response = HttpResponse(content_type=feed.content_type)
    response.write(feed.writeString("utf-8"))
    return response
