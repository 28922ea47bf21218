"""A withdrawal that is planned comes true by itself; what is done meanwhile does not lose it."""

from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from articles import publishing, schedules
from articles.errors import BadSchedule
from articles.models import Action, Article, Change, Edition, OpenCount, Outcome
from articles.status import next_step, standing
from comments.models import Comment
from tests.builders import DAY, HOUR, NOW, articles, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LATER = NOW + 2 * DAY
COMMENT = {"name": "Kim", "email": "kim@reader.example", "body": "Too late?"}


def planned(article: Article, **more: Any) -> Edition:
    fields = {"reason": "The offer has ended.", "at": LATER, **more}
    return publishing.withdraw(article, by=people.editor(), now=NOW, **fields)


@pytest.mark.row("E6")
def test_readers_see_it_at_its_moment_without_a_clock_that_runs(
    client: Client, clock: TimeMachineFixture
) -> None:
    article = articles.live(slug="sleep")
    planned(article)
    clock.move_to(LATER - HOUR, tick=False)
    assert client.get("/articles/sleep/").status_code == 200
    assert "/articles/sleep/" in client.get("/articles/").content.decode()
    clock.move_to(LATER, tick=False)
    gone = client.get("/articles/sleep/")
    assert gone.status_code == 410
    assert "The offer has ended." in gone.content.decode()
    assert "/articles/sleep/" not in client.get("/articles/").content.decode()


@pytest.mark.row("E7")
def test_it_is_followed_up_once_and_the_article_can_go_on() -> None:
    article = articles.live()
    notice = planned(article)
    assert standing(article, now=NOW).words == "Live; withdrawn from 7 Jan 2026, 09:00 on"
    assert [schedules.follow_up(now=LATER), schedules.follow_up(now=LATER)] == [1, 0]
    line = article.history.first()
    assert line is not None
    assert (line.action, line.by, line.at, line.edition) == (Action.WITHDRAWN, None, LATER, notice)
    stands = standing(article, now=LATER)
    assert (stands.words, stands.ahead) == ("Withdrawn", None)
    back = articles.republish(article, now=LATER + HOUR, title="Back")
    assert standing(article, now=LATER + HOUR).live == back


@pytest.mark.row("E7")
def test_after_a_publication_the_schedule_is_cleared_and_the_article_can_be_edited() -> None:
    article = articles.scheduled(at=LATER)
    schedules.follow_up(now=LATER)
    stands = standing(article, now=LATER)
    assert (stands.ahead, stands.is_up_to_date) == (None, True)
    assert next_step(article, stands) == "Nothing is waiting."
    assert articles.revise(article, now=LATER, title="At once").number == 2


def test_a_planned_withdrawal_is_no_newer_text() -> None:
    article = articles.live()
    articles.revise(article, title="New")
    planned(article)
    stands = standing(article, now=NOW)
    assert stands.ends
    assert not stands.is_up_to_date


def test_what_is_published_meanwhile_is_withdrawn_as_planned(
    client: Client, clock: TimeMachineFixture
) -> None:
    article = articles.live(slug="sleep")
    planned(article)
    articles.revise(article, slug="slumber", title="Slumber")
    articles.approve(article)
    done = publishing.publish(
        article.revisions.first(),  # type: ignore[arg-type]
        by=people.editor(),
        now=NOW + HOUR,
        change=Change.MINOR,
    )
    assert (done.ends_at, done.replaced) == (LATER, None)
    assert Edition.objects.ahead(NOW + HOUR).count() == 1
    clock.move_to(LATER, tick=False)
    gone = client.get("/articles/slumber/")
    assert gone.status_code == 410
    assert "The offer has ended." in gone.content.decode()
    assert OpenCount.objects.get(article_kind="article").editions == 0


def test_a_publication_ahead_takes_its_place() -> None:
    article = articles.live()
    notice = planned(article)
    articles.revise(article, title="New")
    articles.approve(article)
    done = publishing.publish(
        article.revisions.first(),  # type: ignore[arg-type]
        by=people.editor(),
        now=NOW,
        at=LATER + DAY,
        change=Change.MINOR,
    )
    assert (done.replaced, done.ends_at) == (notice, None)
    assert list(Edition.objects.ahead(NOW)) == [done.edition]
    assert Edition.objects.live(LATER).get(article=article).outcome == Outcome.CONTENT


@pytest.mark.parametrize("at", [None, LATER])
def test_what_was_scheduled_is_cancelled_and_history_says_so(at: Any) -> None:
    article = articles.live()
    articles.revise(article, title="New")
    articles.approve(article)
    new = publishing.publish(
        article.revisions.first(),  # type: ignore[arg-type]
        by=people.editor(),
        now=NOW,
        at=LATER + DAY,
        change=Change.MINOR,
    )
    notice = planned(article, at=at)
    withdrawal, cancelled = article.history.all()[:2]
    assert (cancelled.action, cancelled.edition) == (Action.UNSCHEDULED, new.edition)
    assert withdrawal.edition == notice
    assert list(Edition.objects.ahead(NOW)) == ([notice] if at else [])
    shown = Edition.objects.live(LATER + 2 * DAY).get(article=article)
    assert shown.outcome == Outcome.NOTICE


def test_it_is_cancelled_like_any_schedule() -> None:
    article = articles.live()
    planned(article)
    publishing.cancel_schedule(article, by=people.editor(), now=NOW)
    live = Edition.objects.live(LATER + DAY).get(article=article)
    assert (live.outcome, live.live_until) == (Outcome.CONTENT, None)
    assert not Edition.objects.ahead(NOW).exists()
    with pytest.raises(BadSchedule, match="This moment has passed"):
        planned(article, at=NOW)


@pytest.mark.row("R12")
@pytest.mark.parametrize("at", [None, LATER])
def test_nobody_comments_on_what_is_withdrawn(
    client: Client, clock: TimeMachineFixture, at: Any
) -> None:
    article = articles.live(slug="sleep")
    assert client.post("/articles/sleep/comments/", COMMENT).status_code == 303
    planned(article, at=at)
    clock.move_to(LATER, tick=False)
    assert client.post("/articles/sleep/comments/", {**COMMENT, "body": "Now?"}).status_code == 404
    page = client.get("/articles/sleep/").content.decode()
    assert "leave-a-comment" not in page
    assert Comment.objects.count() == 1


@pytest.mark.row("R12")
@pytest.mark.parametrize("at", [None, LATER])
def test_readers_are_sent_on_to_its_replacement(
    client: Client, clock: TimeMachineFixture, at: Any
) -> None:
    better, article = articles.live(slug="better"), articles.live(slug="worse")
    planned(article, at=at, replacement=better, redirect=True)
    clock.move_to(LATER, tick=False)
    sent_on = client.get("/articles/worse/")
    assert (sent_on.status_code, sent_on["Location"]) == (301, "/articles/better/")
