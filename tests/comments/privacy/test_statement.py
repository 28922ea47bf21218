"""The privacy page says what is kept and for how long, from the settings in force."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from comments.privacy.statement import statement
from site_config.kit.outbox import letters
from tests.builders import pages
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("P6")]


def shown(path: str = "/privacy/") -> str:
    return page(Client().get(path)).one("main").text


def test_it_stands_below_the_words_of_the_editors() -> None:
    pages.live(title="Privacy", slug="privacy", body="<p>We are careful.</p>")
    words = shown()
    assert words.index("We are careful.") < words.index("What is kept, and how long")
    assert f"{letters.KEPT.days} days" in words
    assert "/privacy/my-data/" in page(Client().get("/privacy/")).one("main").links()


def test_it_stands_where_readers_ask_on_a_site_without_such_a_page() -> None:
    assert "What is kept, and how long" in shown("/privacy/my-data/")


def test_no_other_page_has_it() -> None:
    pages.live(title="About", slug="about")
    assert "What is kept" not in shown("/about/")


def test_it_changes_with_the_settings(settings: Settings) -> None:
    pages.live(title="Privacy", slug="privacy")
    before = shown()
    settings.NETWORKS_KEPT_DAYS = 44
    settings.COMMENTS_SPAM_KEPT_DAYS = 55
    settings.COMMENTS_UNCONFIRMED_KEPT_DAYS = 0
    settings.COMMENTS_TRUST_LASTS = 77
    settings.COMMENTS_TRUST_REMEMBERS = 66
    settings.SESSION_COOKIE_AGE = 88 * 24 * 60 * 60
    settings.AKISMET_KEY = "key"
    settings.AKISMET_URL = "https://second.example/check"
    settings.MEDIA_ORIGIN = "https://pictures.example"
    settings.CDN_PURGE_URL = "https://cdn.example/purge"
    words = shown()
    for told in (
        "44 days",
        "55 days",
        "77 days",
        "66 days",
        "88 days",
        "second.example",
        "pictures.example",
        "delivery",
    ):
        assert told in words
        assert told not in before
    assert "not confirmed the address" in before
    assert "not confirmed the address" not in words
    assert "nothing from anywhere else" in before
    assert "nothing from anywhere else" not in words


def test_networks_that_are_never_stored(settings: Settings) -> None:
    settings.NETWORKS_KEPT_DAYS = 0
    assert "came from It is never stored." in shown("/privacy/my-data/")


def test_it_asks_no_database() -> None:
    with CaptureQueriesContext(connection) as queries:
        statement()
    assert len(queries) == 0
