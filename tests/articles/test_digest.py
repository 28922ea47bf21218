"""The weekly mail about reviews that are due."""

import datetime as dt

import pytest

from articles import digest
from articles.models import Article, MailPreference
from site_config.kit.outbox.models import Letter
from tests.builders import DAY, HOUR, NOW, articles, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("E13"), pytest.mark.row("N8")]


def due(title: str, in_days: int | None, reports: int = 0, *, live: bool = True) -> Article:
    article = articles.live(title=title, now=NOW - DAY) if live else articles.draft(title=title)
    article.review_due_on = None if in_days is None else NOW.date() + dt.timedelta(days=in_days)
    article.open_reports = reports
    article.save(update_fields=["review_due_on", "open_reports"])
    return article


@pytest.fixture
def site() -> None:
    due("Overdue", -3)
    due("Soon", 14)
    due("Later", 15)
    due("Reported", None, 2)
    due("Unpublished", -3, live=False)
    Letter.objects.all().delete()


@pytest.mark.usefixtures("site")
def test_it_lists_what_is_due_the_worst_first() -> None:
    people.editor()
    digest.send_weekly(now=NOW)
    [letter] = Letter.objects.all()
    assert (letter.to, letter.subject) == ("editor@desk.example", "3 reviews are due")
    order = [letter.text.index(title) for title in ("Reported", "Overdue", "Soon")]
    assert order == sorted(order)
    assert "Overdue since 2 January 2026." in letter.text
    assert "Due on 19 January 2026." in letter.text
    assert "2 readers report errors." in letter.text
    assert "Later" not in letter.text
    assert "Unpublished" not in letter.text


@pytest.mark.usefixtures("site")
def test_each_editor_gets_it_once_a_week() -> None:
    MailPreference.objects.create(user=people.editor("silent"), review_due=False)
    people.editor()
    people.writer()
    digest.send_weekly(now=NOW)
    digest.send_weekly(now=NOW + HOUR)
    people.editor("late")
    digest.send_weekly(now=NOW + 2 * HOUR)
    addresses = ["editor@desk.example", "late@desk.example"]
    assert sorted(letter.to for letter in Letter.objects.all()) == addresses
    digest.send_weekly(now=NOW + 7 * DAY)
    assert Letter.objects.count() == 4


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (dt.datetime(2026, 1, 5, 5, 59, tzinfo=dt.UTC), 0),
        (dt.datetime(2026, 1, 5, 6, 0, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 1, 6, 9, 0, tzinfo=dt.UTC), 0),
    ],
)
def test_it_goes_out_on_monday_morning(moment: dt.datetime, sent: int) -> None:
    people.editor()
    digest.send_weekly(now=moment)
    assert Letter.objects.count() == sent


def test_nothing_due_is_no_mail() -> None:
    people.editor()
    digest.send_weekly(now=NOW)
    assert not Letter.objects.exists()
