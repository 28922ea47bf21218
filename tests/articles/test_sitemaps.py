"""The sitemap: live addresses only, each with the date of its last change of substance."""

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from articles.models import Change
from tests.builders import DAY, NOW, articles, faqs, labels, pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

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
