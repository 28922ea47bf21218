"""Choosing a moment at the desk: buttons that say what they do, and clocks that change."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles.models import Article, Change, Edition, Outcome
from tests.articles.admin.desk_forms import change_url, step_url, take_step
from tests.builders import DAY, HOUR, NOW, articles, faqs, people
from tests.support.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def editor(client: Client, settings: Settings) -> User:
    """An editor in Paris who has signed in to the client of the test."""
    settings.TIME_ZONE = "Europe/Paris"
    client.force_login(people.editor())
    return people.editor()


def publish(client: Client, article: Article, **fields: str) -> Any:
    whole = {"change": "new", "note": "", "at_0": "", "at_1": "", "with_faqs": "on", **fields}
    return take_step(client, article, "publish", whole)


def buttons(response: Any) -> list[str]:
    return [each.text for each in read(response).one("timed-buttons").all("button")]


def said(client: Client, article: Article) -> str:
    return read(client.get(change_url(article))).one(class_="messagelist").text


def errors(response: Any) -> str:
    assert response.status_code == 422
    return " ".join(each.text for each in read(response).all(class_="errorlist"))


@pytest.mark.row("E5")
def test_the_button_says_what_it_will_do(client: Client) -> None:
    article = articles.approved()
    empty = client.get(step_url(article, "publish"))
    assert buttons(empty) == ["Publish now", "Schedule for the moment above"]
    element = read(empty).one("timed-buttons")
    assert element["data-later"] == "Schedule for {moment}"
    assert element["data-zone"] == "Europe/Paris"
    unsure = publish(client, article, at_0="2027-03-14", at_1="09:00", when="now")
    assert "You chose a moment" in errors(unsure)
    chosen = publish(client, article, at_0="2027-03-14", at_1="09:00", change="nothing")
    assert buttons(chosen)[0] == "Schedule for 14 Mar 2027 09:00 Europe/Paris"


@pytest.mark.row("E5")
@pytest.mark.row("E16")
def test_one_step_schedules_and_says_so(client: Client) -> None:
    article = articles.approved()
    done = publish(client, article, at_0="2027-03-14", at_1="09:00", when="later")
    assert done.status_code == 302
    words = "Scheduled for 14 Mar 2027 09:00 Europe/Paris; nothing more is needed."
    assert words in said(client, article)
    edition = Edition.objects.get()
    assert edition.live_from.isoformat() == "2027-03-14T08:00:00+00:00"
    assert "scheduled for 14 Mar 2027, 09:00" in client.get(change_url(article)).content.decode()


@pytest.mark.row("E5")
@pytest.mark.parametrize(
    ("day", "time", "message"),
    [
        ("2027-03-28", "02:30", "go forward and leave out 02:30. Choose a time an hour earlier"),
        ("2027-10-31", "02:30", "go back, so that 02:30 comes twice. Choose a time an hour"),
        ("2026-01-04", "09:00", "This moment has passed."),
        ("2027-02-30", "09:00", "Enter a valid date."),
        ("2027-03-14", "", "Enter a valid time."),
        ("", "", "Choose the day and the time."),
    ],
)
@pytest.mark.parametrize("step", ["publish", "withdraw"])
def test_a_moment_that_cannot_be_is_explained_at_its_field(
    client: Client, step: str, day: str, time: str, message: str
) -> None:
    article = articles.approved() if step == "publish" else articles.live()
    fields = {"at_0": day, "at_1": time, "when": "later", "reason": "Kept words"}
    before = article.history.count()
    response = take_step(client, article, step, {"change": "new", "note": "", **fields})
    assert message in errors(response)
    group = next(each for each in read(response).all("fieldset") if "Moment" in each.text[:6])
    assert message in group.text
    assert group.one("input", name="at_0")["value"] in {day, None}
    assert article.history.count() == before


@pytest.mark.row("E6")
def test_the_hours_around_a_clock_change_are_what_they_say(client: Client) -> None:
    for day, time, moment in (
        ("2027-03-28", "01:59", "2027-03-28T00:59:00+00:00"),
        ("2027-03-28", "03:00", "2027-03-28T01:00:00+00:00"),
        ("2027-10-31", "03:00", "2027-10-31T02:00:00+00:00"),
    ):
        article = articles.approved()
        publish(client, article, at_0=day, at_1=time)
        assert Edition.objects.get(article=article).live_from.isoformat() == moment


@pytest.mark.row("E18")
def test_a_first_publication_is_new_and_a_later_one_is_asked_about(client: Client) -> None:
    article = articles.approved()
    form = read(client.get(step_url(article, "publish")))
    assert form.one("input", name="change")["type"] == "hidden"
    publish(client, article)
    articles.revise(article, title="New")
    articles.approve(article)
    form = read(client.get(step_url(article, "publish")))
    choices = [each["value"] for each in form.all("input", name="change")]
    assert choices == ["minor", "update", "correction"]
    assert "Tell readers in a sentence" in errors(publish(client, article, change="correction"))
    assert "Select a valid choice" in errors(publish(client, article, change="new"))
    assert publish(client, article, change="minor").status_code == 302
    assert Edition.objects.live(NOW).get(article=article).change == Change.MINOR


@pytest.mark.row("E6")
@pytest.mark.row("E16")
def test_a_withdrawal_is_planned_and_kept(client: Client) -> None:
    better, article = articles.live(title="Better"), articles.live()
    form = read(client.get(step_url(article, "withdraw")))
    assert form.one("select", name="replacement")["data-ajax--url"] == "/admin/autocomplete/"
    fields = {"reason": "Old.", "replacement": str(better.pk), "at_0": "2026-02-01"}
    take_step(client, article, "withdraw", {**fields, "at_1": "09:00", "when": "later"})
    assert "It will be withdrawn at 1 Feb 2026 09:00 Europe/Paris" in said(client, article)
    articles.revise(article, title="New")
    articles.approve(article)
    publish(client, article, change="minor")
    assert "It will be withdrawn at 1 Feb 2026 09:00 Europe/Paris, as planned." in said(
        client, article
    )
    articles.revise(article, title="Newer")
    articles.approve(article)
    publish(client, article, change="minor", at_0="2026-03-01", at_1="09:00")
    assert "The withdrawal that was planned for 1 Feb 2026 09:00 Europe/Paris is cancelled." in (
        said(client, article)
    )
    [ahead] = Edition.objects.ahead(NOW)
    assert ahead.outcome == Outcome.CONTENT
    take_step(client, article, "withdraw", {"reason": "Wrong."})
    assert "What was scheduled for 1 Mar 2026 09:00 Europe/Paris is cancelled." in (
        said(client, article)
    )


@pytest.mark.row("E16")
def test_questions_are_asked_about_where_there_are_some(client: Client) -> None:
    without, with_one = articles.approved(), articles.approved(faqs=[faqs.draft()])
    assert not read(client.get(step_url(without, "publish"))).all(name="with_faqs")
    publish(client, with_one)
    assert "1 question went along." in said(client, with_one)


@pytest.mark.row("E6")
def test_what_is_late_is_red_beside_the_form(client: Client, clock: TimeMachineFixture) -> None:
    def shown(article: Article) -> list[Element]:
        return read(client.get(change_url(article))).all(class_="late")

    article = articles.scheduled(at=NOW + DAY)
    assert shown(article) == []
    clock.move_to(NOW + DAY + HOUR, tick=False)
    [late] = shown(article)
    assert "the command “tick” has not run" in late.text
