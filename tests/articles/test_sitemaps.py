"""The sitemap: live addresses only, each with the date of its last change of substance."""

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import reviews, sitemaps
from articles.models import Change, Edition
from tests.builders import DAY, NOW, articles, faqs, images, labels, pages, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

IMAGES = {"i": "http://www.google.com/schemas/sitemap-image/1.1"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(client: Client, path: str) -> dict[str, str | None]:
    """The addresses of a sitemap (or of an index) with their dates."""
    response = client.get(path)
    assert response.status_code == 200
    root = ET.fromstring(response.content)  # noqa: S314 - our own document
    found = {}
    for entry in [*root.findall("m:url", MAP), *root.findall("m:sitemap", MAP)]:
        found[entry.findtext("m:loc", "", MAP)] = entry.findtext("m:lastmod", None, MAP)
    return found


def everything(client: Client) -> set[str]:
    """The paths of all sitemaps that the index names."""
    maps = [urlsplit(address).path for address in entries(client, "/sitemap.xml")]
    return {urlsplit(a).path for path in maps for a in entries(client, path)}


def test_it_names_what_is_live_and_nothing_else(client: Client) -> None:
    articles.live(slug="live")
    articles.draft(slug="draft")
    articles.scheduled(slug="planned")
    articles.withdrawn(slug="gone", now=NOW - 9 * DAY)
    faqs.live(slug="nap")
    faqs.draft(slug="secret")
    pages.live(slug="about")
    pages.draft(slug="plans")
    labels.category("Sleep")
    assert everything(client) == {
        "/", "/articles/", "/faq/", "/categories/sleep/", "/articles/live/", "/faq/nap/", "/about/",
    }  # fmt: skip


def test_every_address_that_it_names_answers(client: Client) -> None:
    articles.live(slug="schläfrig")
    faqs.live()
    pages.live()
    for path in everything(client):
        assert client.get(path).status_code == 200, path


def test_addresses_are_spelt_for_machines(client: Client) -> None:
    articles.live(slug="schläfrig")
    [address] = entries(client, "/sitemap-articles.xml")
    assert urlsplit(address).path == "/articles/schl%C3%A4frig/"


def test_dates_are_of_changes_of_substance(client: Client) -> None:
    article = articles.live(slug="sleep", now=NOW - 5 * DAY)
    articles.republish(article, now=NOW - 2 * DAY, change=Change.UPDATE, title="More")
    articles.republish(article, now=NOW - DAY, change=Change.MINOR, title="Comma")
    [date] = entries(client, "/sitemap-articles.xml").values()
    assert date == (NOW - 2 * DAY).date().isoformat()
    articles.live()
    assert entries(client, "/sitemap-front.xml")


@pytest.mark.parametrize("path", ["/sitemap-none.xml", "/sitemap-articles.xml?p=9"])
def test_a_map_that_does_not_exist_answers_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.row("S5")
class TestManyAddresses:
    @pytest.fixture(autouse=True)
    def _short_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemaps.EditionSitemap, "limit", 2)

    def test_files_are_short_and_together_hold_everything(self, client: Client) -> None:
        for number in range(5):
            articles.live(slug=f"nap-{number}", now=NOW - number * DAY)
        maps = [a for a in entries(client, "/sitemap.xml") if "sitemap-articles" in a]
        paths = [f"{urlsplit(a).path}?{urlsplit(a).query}" for a in maps]
        files = [[urlsplit(a).path for a in entries(client, path)] for path in paths]
        # A new article changes the last one only.
        assert files == [
            ["/articles/nap-4/", "/articles/nap-3/"],
            ["/articles/nap-2/", "/articles/nap-1/"],
            ["/articles/nap-0/"],
        ]

    def test_the_protocol_allows_as_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.undo()
        assert sitemaps.EditionSitemap.limit <= 50_000

    def test_the_index_loads_no_edition(self, client: Client) -> None:
        for number in range(5):
            articles.live(slug=f"nap-{number}", now=NOW - number * DAY)
        with CaptureQueriesContext(connection) as queries:
            dates = entries(client, "/sitemap.xml")
        assert {date for a, date in dates.items() if "articles" in a} == {NOW.isoformat()}
        loaded = f'"{Edition._meta.db_table}"."path"'
        assert not any(loaded in query["sql"] for query in queries)


@pytest.mark.row("S5")
def test_what_is_kept_off_search_engines_is_not_named_until_its_review(client: Client) -> None:
    wary = labels.category("Hearts", is_health=True, noindex_unreviewed=True)
    article = articles.live(slug="heart", category=wary)
    articles.live(slug="sleep")
    named = [urlsplit(a).path for a in entries(client, "/sitemap-articles.xml")]
    assert named == ["/articles/sleep/"]
    reviews.review(article, by=people.reviewer(), now=NOW)
    assert len(entries(client, "/sitemap-articles.xml")) == 2


@pytest.mark.row("S5")
def test_pictures_are_named_with_their_article(client: Client) -> None:
    lead, inside = images.image(title="One"), images.image(title="Two", colour="red")
    body = f'<figure><img src="{inside.reference}" alt="Two"></figure>'
    articles.live(slug="sleep", picture=lead, body=body)
    root = ET.fromstring(client.get("/sitemap-articles.xml").content)  # noqa: S314 - our own
    found = [element.text or "" for element in root.iterfind(".//i:loc", IMAGES)]
    assert len(found) == 2
    for address in found:
        assert client.get(urlsplit(address).path).status_code == 200
