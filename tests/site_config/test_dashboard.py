"""The first page of the desk: what waits for whom, what is late and why, how it goes."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles import editing, reports, reviews, schedules, workflow
from articles.models import Category, Change, ErrorReport
from articles.status import LATE_AFTER
from site_config.dashboard import discussions, panels_for
from site_config.dashboard.charts import DAYS, HEIGHT, WEEKS, charts_for
from site_config.dashboard.panel import SHOWN, Panel
from site_config.kit.heartbeat.beating import CLOCK, LOST_AFTER, WORKER, beat, last_beats
from site_config.kit.outbox import letters
from site_config.kit.outbox.models import Letter
from tests.builders import DAY, HOUR, NOW, articles, comments, faqs, labels, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.row("U1")]

LATER = NOW + HOUR


@pytest.fixture(autouse=True)
def _running() -> None:
    for program in (WORKER, CLOCK):
        beat(program, now=LATER)


def strict() -> Category:
    """A category that wants a medical sign-off."""
    category = labels.category("Heart")
    category.requires_medical_sign_off = True
    category.save()
    return category


def a_busy_desk() -> None:
    articles.draft(title="My draft")
    articles.changes_requested(title="To be changed")
    articles.draft(title="Draft of another", by=people.writer("other"))
    articles.in_review(title="To be read")
    articles.in_review(title="To be signed", category=strict())
    signed = articles.in_review(title="Signed", category=strict())
    workflow.sign_off(editing.latest_revision(signed), by=people.reviewer(), now=NOW)
    articles.approved(title="To be published")
    faqs.draft(question="A question of mine?")
    live = articles.live(title="Live")
    articles.scheduled(title="Planned", at=NOW + 9 * DAY)
    reviews.move_review([live], to=NOW.date(), by=people.editor(), now=NOW)
    reports.report(live.pk, reports.Message(ErrorReport.Sort.WRONG, "No."), now=NOW)
    comments.pending(live)
    comments.pending(live, email="lee@reader.example")
    comments.published(live)


def lists(user: User | AnonymousUser, now: dt.datetime = LATER) -> dict[str, list[str]]:
    return {p.title: [row.title for row in p.rows] for p in panels_for(user, now=now)}


def test_each_role_sees_its_own_work() -> None:
    a_busy_desk()
    mine = {"Given back to you": ["To be changed"], "Your drafts": ["My draft"]}
    reading = ["Signed", "To be signed", "To be read"]
    desk = {
        "Waiting for your approval": reading,
        "Approved, to be published": ["To be published"],
        "Reported by readers": ["Live"],
        "Overdue reviews": ["Live"],
        "Scheduled": ["Planned"],
    }
    queue = {"Waiting for a moderator": ["2 comments"]}
    unsigned = {"Waiting for your medical sign-off": ["To be signed", "To be read"]}
    tomorrow = NOW + DAY
    for program in (WORKER, CLOCK):
        beat(program, now=tomorrow)
    assert lists(people.writer(), tomorrow) == mine
    assert lists(people.editor(), tomorrow) == desk
    assert lists(people.moderator(), tomorrow) == queue
    assert lists(people.reviewer(), tomorrow) == {**unsigned, "Overdue reviews": ["Live"]}
    assert lists(people.administrator(), tomorrow) == {
        **desk,
        **queue,
        "Waiting for your medical sign-off": ["To be signed"],
        "Running": ["The task worker", "The clock"],
    }
    assert lists(people.account("no role")) == lists(AnonymousUser()) == {}


@pytest.mark.row("E1")
def test_nobody_is_asked_to_approve_their_own_words() -> None:
    articles.in_review(title="Mine", by=people.editor())
    articles.in_review(title="Theirs")
    assert lists(people.editor())["Waiting for your approval"] == ["Theirs"]


def test_the_age_of_the_oldest_comment_is_told() -> None:
    article = articles.live()
    comments.pending(article, now=NOW - 3 * DAY)
    comments.pending(article, email="lee@reader.example")
    [queue] = panels_for(people.moderator(), now=LATER)
    assert queue.rows[0].detail == "the oldest was written 3\xa0days ago"


@pytest.mark.row("E6")
def test_work_that_is_late_is_red_comes_first_and_says_why() -> None:
    articles.scheduled(title="Planned", at=NOW + DAY)
    articles.in_review()
    moment = NOW + DAY + LATE_AFTER
    for program in (WORKER, CLOCK):
        beat(program, now=moment + HOUR)
    assert not [p for p in panels_for(people.editor(), now=moment) if p.is_late]
    late = panels_for(people.editor(), now=moment + HOUR)[0]
    assert late.is_late
    assert [row.title for row in late.rows] == ["Planned"]
    assert "tick" in late.explanation
    schedules.follow_up(now=moment + HOUR)
    assert not [p for p in panels_for(people.editor(), now=moment + HOUR) if p.is_late]


@pytest.mark.row("O2")
def test_programs_that_are_not_heard_of_are_told_with_the_way_out(
    time_machine: TimeMachineFixture,
) -> None:
    lost = LATER + LOST_AFTER + HOUR
    [panel] = panels_for(people.editor(), now=lost)
    assert (panel.title, panel.is_late) == ("Not running", True)
    assert [row.title for row in panel.rows] == ["The task worker", "The clock"]
    assert "Last heard of 1 hour ago" in panel.rows[0].detail.replace("\xa0", " ")
    assert "manage.py serve" in panel.rows[0].detail
    assert lists(people.writer(), lost) == {}
    time_machine.move_to(lost, tick=False)
    call_command("tick")
    assert last_beats()[CLOCK] == lost
    assert lists(people.editor(), lost) == {"Not running": ["The task worker"]}


def test_every_link_can_be_followed(client: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW + DAY, tick=False)
    a_busy_desk()
    faq = faqs.draft(question="Why?")
    articles.approve(faq)
    for who in (people.writer, people.editor, people.reviewer, people.moderator):
        client.force_login(who())
        index = read(client.get("/admin/"))
        urls = [row.url for panel in panels_for(who(), now=NOW + DAY) for row in panel.rows]
        for url in {*filter(None, urls), *(u for u in index.links() if "calendar" in u)}:
            assert url in index.links()
            assert client.get(url).status_code == 200, url


def test_it_costs_the_same_however_much_waits(client: Client) -> None:
    people.administrator()

    def asked() -> list[str]:
        client.force_login(User.objects.get(username="administrator"))
        client.get("/admin/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/admin/").status_code == 200
        return [query["sql"] for query in queries]

    a_busy_desk()
    before = asked()
    for number in range(SHOWN + 2):
        articles.in_review(title=f"To be read {number}")
        articles.draft(title=f"Draft {number}", by=people.administrator())
    assert len(asked()) == len(before) <= 24
    [reading] = [
        panel
        for panel in panels_for(people.editor(), now=LATER)
        if panel.title == "Waiting for your approval"
    ]
    assert (len(reading.rows), reading.has_more) == (SHOWN, True)
    assert reading.more_url.startswith("/admin/articles/article/?stage__exact=")


def test_a_long_queue_is_not_counted_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discussions, "COUNTED", 2)
    article = articles.live()
    for number in range(3):
        comments.pending(article, email=f"{number}@reader.example")
    [queue] = panels_for(people.moderator(), now=NOW)
    assert [row.title for row in queue.rows] == ["More than 2 comments"]


class TestCharts:
    def test_they_count_weeks_and_days(
        self, django_assert_num_queries: Callable[[int], object]
    ) -> None:
        old = articles.live(title="Old", now=NOW - 90 * DAY)
        articles.live(title="New", now=NOW)
        articles.live(title="Weeks ago", now=NOW - 8 * DAY)
        articles.republish(old, now=NOW, change=Change.MINOR, title="Older")
        faqs.live()
        for days in (0, 0, 29, 30):
            comments.pending(old, email=f"{days}@reader.example", now=NOW - days * DAY)
        user = User.objects.get(pk=people.administrator().pk)
        user.has_perm("x")
        with django_assert_num_queries(2):  # type: ignore[attr-defined]
            publications, written = charts_for(user, now=LATER)
        assert [bar.value for bar in publications.bars] == [*[0] * (WEEKS - 3), 1, 0, 1]
        assert [bar.value for bar in written.bars] == [1, *[0] * (DAYS - 2), 2]
        assert (publications.bars[-1].label, written.bars[0].label) == ("5 Jan", "7 Dec")
        assert written.bars[-1].height == HEIGHT
        assert "3 comments in 30 days" in written.summary

    def test_each_role_sees_its_own(self) -> None:
        def names(user: User) -> list[str]:
            return [chart.name for chart in charts_for(user, now=NOW)]

        assert names(people.writer()) == ["publications"]
        assert names(people.moderator()) == ["comments"]
        assert names(people.account("no role")) == []

    @pytest.mark.row("U10")
    def test_the_numbers_are_there_as_a_table_too(self, client: Client) -> None:
        client.force_login(people.editor())
        figure = read(client.get("/admin/")).one(class_="chart")
        drawing = figure.one("svg")
        assert drawing["role"] == "img"
        assert drawing["aria-label"] == (
            "Publications: 0 publications in 12 weeks, minor edits left out."
        )
        assert len(figure.one("tbody").all("tr")) == WEEKS


@pytest.mark.row("CM19")
class TestAgeOfTheQueue:
    def waiting(self, hours: int) -> Panel | None:
        return discussions.pending(people.moderator(), now=NOW + hours * HOUR)

    def test_it_tells_the_age_of_the_oldest_and_alerts_above_some_hours(
        self, settings: Settings
    ) -> None:
        settings.COMMENTS_ALERT_HOURS = 5
        article = articles.live()
        assert self.waiting(0) is None
        comments.pending(article, now=NOW)
        comments.pending(article, now=NOW + 4 * HOUR)
        punctual, late = self.waiting(5), self.waiting(6)
        assert punctual is not None
        assert late is not None
        assert "5\xa0hours ago" in punctual.rows[0].detail
        assert (punctual.is_late, punctual.explanation) == (False, "")
        assert (late.is_late, late.explanation) == (
            True,
            "Somebody has waited for more than 5 hours.",
        )

    def test_who_wants_no_alert_gets_none(self, settings: Settings) -> None:
        settings.COMMENTS_ALERT_HOURS = 0
        comments.pending(articles.live())
        found = self.waiting(9_999)
        assert found is not None
        assert not found.is_late

    def test_what_comes_first_is_what_is_late(self) -> None:
        comments.pending(articles.live(title="Live"))
        articles.in_review()
        titles = list(lists(people.administrator(), now=NOW + 25 * HOUR))
        assert titles.index("Waiting for a moderator") < titles.index("Waiting for your approval")

    def test_two_queries_go_by_an_index(self) -> None:
        comments.pending(articles.live())
        moderator = people.moderator()
        moderator.has_perm("comments.moderate_comment")
        with CaptureQueriesContext(connection) as queries:
            discussions.pending(moderator, now=NOW)
        assert len(queries) == 2


@pytest.mark.row("N7")
def test_administrators_are_told_of_mail_that_failed() -> None:
    letters.put(to="gone@x.example", subject="Lost", text="", now=NOW)
    assert "Mail that could not be sent" not in lists(people.administrator())
    Letter.objects.update(failed_at=NOW)
    assert lists(people.administrator())["Mail that could not be sent"] == ["Lost"]
    assert lists(people.editor()) == {}
