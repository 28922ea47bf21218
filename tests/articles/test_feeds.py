"""Atom and RSS: well-formed, of what is live, under names that stay."""

from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from time_machine import TimeMachineFixture

from articles import feeds
from articles.models import Change
from tests.builders import DAY, HOUR, NOW, articles, faqs, labels, pages, people
from tests.kit.pagecache import workers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def atom(client: Client, path: str = "/feed.xml") -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    return ET.fromstring(response.content)  # noqa: S314 - our own document


def values(feed: ET.Element, path: str) -> list[str | None]:
    return [element.text for element in feed.findall(path, ATOM)]


def test_both_hold_the_live_articles_newest_first(client: Client) -> None:
    articles.live(title="Old", slug="old", now=NOW - DAY)
    articles.live(
        title="New & <better>",
        slug="new",
        summary="In short.",
        authors=[people.author("Ana"), people.author("Ben")],
        category=labels.category("Night"),
    )
    faqs.live()
    pages.live()
    feed = atom(client)
    assert values(feed, "a:entry/a:title") == ["New & <better>", "Old"]
    links = [link.attrib["href"] for link in feed.findall("a:entry/a:link", ATOM)]
    assert links == [f"{settings.SITE_URL}/articles/{slug}/" for slug in ("new", "old")]
    assert values(feed, "a:entry/a:published")[0] == NOW.isoformat()
    assert values(feed, "a:entry/a:author/a:name")[0] == "Ana, Ben"
    assert values(feed, "a:entry/a:summary")[0] == "In short."
    rss = atom(client, "/rss.xml")
    assert values(rss, "channel/item/title") == ["New & <better>", "Old"]
    assert values(rss, "channel/item/category")[0] == "Night"
    types = [client.get(path)["Content-Type"] for path in ("/feed.xml", "/rss.xml")]
    assert types == ["application/atom+xml; charset=utf-8", "application/rss+xml; charset=utf-8"]


def test_ids_survive_a_new_address(client: Client, clock: TimeMachineFixture) -> None:
    article = articles.live(slug="first")
    before = values(atom(client), "a:entry/a:id"), values(atom(client, "/rss.xml"), ".//guid")
    articles.republish(article, slug="second", title="Renamed", now=NOW + HOUR)
    clock.move_to(NOW + DAY, tick=False)
    after = values(atom(client), "a:entry/a:id"), values(atom(client, "/rss.xml"), ".//guid")
    assert after == before
    assert len(before[0]) == len(before[1]) == 1


def test_dates_tell_substance_from_commas(client: Client, clock: TimeMachineFixture) -> None:
    article = articles.live()
    articles.republish(article, now=NOW + DAY, change=Change.MINOR, title="Comma")
    clock.move_to(NOW + 3 * DAY, tick=False)
    assert values(atom(client), "a:entry/a:updated") == [NOW.isoformat()]
    articles.republish(article, now=NOW + 2 * DAY, change=Change.UPDATE, title="More")
    assert values(atom(client), "a:entry/a:updated") == [(NOW + 2 * DAY).isoformat()]
    assert values(atom(client), "a:updated") == [(NOW + 2 * DAY).isoformat()]
    assert values(atom(client), "a:entry/a:published") == [NOW.isoformat()]


def test_the_site_has_one_name_whoever_asks(client: Client) -> None:
    """The host of a request is not part of what the feed is called."""
    articles.live()
    asked_by = [
        client.get("/feed.xml", headers={"host": h}).content for h in ("localhost", "127.0.0.1")
    ]
    assert asked_by[0] == asked_by[1]
    feed = atom(client)
    [name] = values(feed, "a:id")
    assert (name or "").startswith(settings.SITE_URL)
    for link in feed.findall("a:link", ATOM):
        assert link.attrib["href"].startswith(settings.SITE_URL)


def test_an_empty_site_has_feeds(client: Client) -> None:
    assert values(atom(client), "a:title") == [settings.SITE_NAME]
    assert values(atom(client, "/rss.xml"), "channel/title") == [settings.SITE_NAME]


def test_no_text_breaks_the_document(client: Client) -> None:
    """XML has no control characters, whatever somebody pasted."""
    articles.live(
        title="A\x02title]]>",
        summary="A\x0bsummary\x1f &amp; \U0001f4a4",
        authors=[people.author("Ana <b>")],
    )
    for path in ("/feed.xml", "/rss.xml"):
        assert len(atom(client, path).findall(".//a:entry", ATOM)) == (path == "/feed.xml")


def test_only_the_newest_are_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "NEWEST", 2)
    for number in range(3):
        articles.live(title=f"Number {number}", now=NOW - (3 - number) * HOUR)
    assert values(atom(client), "a:entry/a:title") == ["Number 2", "Number 1"]


def test_readers_that_know_it_get_304() -> None:
    articles.live()
    reader = workers.start()
    first = reader.get("/feed.xml")
    assert reader.get("/feed.xml", HTTP_IF_NONE_MATCH=first["ETag"]).status == 304
    assert "set-cookie" not in first.headers
