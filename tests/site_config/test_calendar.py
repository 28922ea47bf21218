"""A month of the desk: published, scheduled, due for review."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles import publishing, reviews
from articles.models import Change
from site_config import calendar
from tests.builders import DAY, NOW, articles, faqs, people
from tests.support.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.row("E17")]


@pytest.fixture(autouse=True)
def _today(client: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)
    client.force_login(people.editor())


def shown(client: Client, query: str = "") -> Element:
    response = client.get(f"/admin/calendar/{query}")
    assert response.status_code == 200
    return read(response)


def entries(page: Element) -> dict[str, list[str]]:
    """What stands on each day that has something."""
    days = page.one("ol").children("li")
    found = {d.one("h2").one("time")["datetime"] or "": d.all(class_="entry") for d in days}
    return {day: [each.text for each in some] for day, some in found.items() if some}


def test_a_month_shows_what_happens_on_its_days(client: Client) -> None:
    live = articles.live(title="Live", now=NOW - DAY)
    articles.republish(live, now=NOW, change=Change.MINOR, title="Comma")
    articles.scheduled(title="Planned", at=NOW + 4 * DAY)
    cancelled = articles.scheduled(title="Cancelled", at=NOW + 4 * DAY)
    publishing.cancel_schedule(cancelled, by=people.editor(), now=NOW)
    faqs.live()
    publishing.withdraw(live, by=people.editor(), now=NOW, reason="Old", at=NOW + 5 * DAY)
    reviews.move_review([live], to=dt.date(2026, 1, 20), by=people.editor(), now=NOW)
    page = shown(client)
    assert entries(page) == {
        "2026-01-04": ["Published 09:00 Live"],
        "2026-01-09": ["Scheduled 09:00 Planned"],
        "2026-01-10": ["To be withdrawn 09:00 Comma"],
        "2026-01-20": ["Review due Comma"],
    }
    assert page.one("h1").text == "January 2026"
    for url in page.one("ol").links():
        assert client.get(url).status_code == 200
    assert len(page.one("ol").children("li")) == 35


def test_one_goes_from_month_to_month(client: Client) -> None:
    articles.scheduled(title="Planned", at=NOW + 40 * DAY)
    following = shown(client).one("a", rel="next")["href"]
    assert following == "?month=2026-02"
    page = shown(client, following)
    assert entries(page) == {"2026-02-14": ["Scheduled 09:00 Planned"]}
    assert page.one("a", rel="prev")["href"] == "?month=2026-01"


def test_days_are_those_of_the_site_s_clock(client: Client, settings: Settings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    articles.scheduled(title="Planned", at=NOW + DAY + 3 * dt.timedelta(hours=1))
    assert entries(shown(client)) == {"2026-01-07": ["Scheduled 01:00 Planned"]}


def test_a_full_day_is_cut_and_shown_whole_by_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "SHOWN_IN_MONTH", 2)

    def asked() -> int:
        client.get("/admin/calendar/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/calendar/")
        return len(queries)

    articles.live(title="Article 0")
    before = asked()
    for number in range(1, 5):
        articles.live(title=f"Article {number}")
    assert asked() == before
    page = shown(client)
    assert len(entries(page)["2026-01-05"]) == 2
    more = page.one(class_="calendar-more").one("a")
    assert (more.text, more["href"]) == ("3 more", "?day=2026-01-05")
    assert len(entries(shown(client, "?day=2026-01-05"))["2026-01-05"]) == 5


@pytest.mark.parametrize(
    "query", ["?month=2026-13", "?month=x", "?day=2026-02-30", "?day=0001-01-01"]
)
def test_a_day_that_is_none_answers_404(client: Client, query: str) -> None:
    assert client.get(f"/admin/calendar/{query}").status_code == 404


def test_who_sees_no_articles_sees_no_calendar(client: Client) -> None:
    client.force_login(people.moderator())
    assert client.get("/admin/calendar/").status_code == 403
    assert "calendar" not in client.get("/admin/").content.decode()
