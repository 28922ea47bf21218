"""Readers report comments; enough of them hold one, and a moderator decides."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from comments import bans, moderation, reports
from comments.errors import Banned, NotPermitted, TooManyRequests, WrongState
from comments.models import Ban, Comment, Report, State
from comments.reports import Complaint
from site_config.kit.site.present import site
from tests.builders import HOUR, NOW, articles, comments, people
from tests.comments.posting_form import OWN_PAGE
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CM11")]


def complaint(number: int, *, network: str | None = None, note: str = "") -> Complaint:
    whence = f"network {number}" if network is None else network
    return Complaint(Report.Sort.ABUSE, note, device=f"device {number}", network=whence)


def report(comment: Comment, *numbers: int, **more: Any) -> None:
    for number in numbers:
        reports.report(comment, complaint(number, **more), now=NOW)
    comment.refresh_from_db()


def send(comment: Comment, *, headers: dict[str, str] = OWN_PAGE, **fields: str) -> Any:
    words = {"sort": "abuse", "note": "", "nickname": "", **fields}
    return Client().post(f"{comment.get_absolute_url()}report/", words, headers=headers)


def test_a_reader_reports_without_an_account_and_is_thanked() -> None:
    article = articles.live()
    comment = comments.published(article, name="Ada", body="Buy my pills.")
    item = page(Client().get(article.desk_path)).one("li", id=comment.anchor)
    [link] = [each for each in item.all("a") if each.text == "Report"]
    form = Client().get(link["href"])
    assert form["Cache-Control"] == "no-store"
    assert page(form).one("meta", name="robots")["content"] == "noindex"
    assert "Buy my pills." in page(form).text
    response = send(comment, sort="advertising", note="Third time today.")
    assert response.status_code == 303
    assert page(Client().get(response["Location"])).one("h1").text == "Thank you"
    written = Report.objects.get()
    assert (written.sort, written.note) == ("advertising", "Third time today.")
    assert len(written.reporter) == 32
    comment.refresh_from_db()
    assert (comment.state, comment.open_reports) == (State.PUBLISHED, 1)


def test_a_device_reports_once_and_everybody_gets_the_same_thanks(settings: Settings) -> None:
    comment = comments.published(articles.live())
    answers = [send(comment), send(comment, note="Again.")]
    settings.REPORTS_PER_HOUR = 1
    answers.append(send(comments.published(articles.live(title="Another"))))
    assert {(answer.status_code, answer["Location"].split("?")[1]) for answer in answers} == {
        (303, "sent")
    }
    assert Report.objects.count() == 1


def test_three_networks_hold_a_comment_with_a_reason_in_words() -> None:
    comment = comments.published(articles.live(), body="Awful.")
    people.moderator()
    report(comment, 1, 2)
    assert comment.state == State.PUBLISHED
    report(comment, 3)
    assert comment.state == State.PENDING
    assert comment.reasons[-1]["clue"] == "reports"
    assert comment.reasons[-1]["words"] == "3 readers reported it."
    assert comment.decisions.first().note == "3 readers reported it."
    assert comment.discussion.__class__.objects.get().pending_count == 1


def test_one_network_holds_nothing_however_many_devices_it_claims() -> None:
    comment = comments.published(articles.live())
    report(comment, 1, 2, 3, 4, network="the same")
    assert (comment.state, comment.open_reports) == (State.PUBLISHED, 4)


def test_the_number_is_a_setting_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = comments.published(articles.live())
    monkeypatch.setattr(reports, "site", lambda: replace(site(), reports_hold=1))
    report(comment, 1)
    assert comment.state == State.PENDING


def test_what_the_staff_wrote_waits_for_nobody() -> None:
    comment = comments.posted(articles.live(), by=people.editor())
    report(comment, 1, 2, 3)
    assert (comment.state, comment.open_reports) == (State.PUBLISHED, 3)


def test_moderators_are_told_of_what_readers_held() -> None:
    comment = comments.published(articles.live())
    before = DBTaskResult.objects.count()
    report(comment, 1, 2, 3)
    assert DBTaskResult.objects.count() == before + 1


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_a_decision_settles_what_was_reported(verb: str) -> None:
    comment = comments.published(articles.live())
    report(comment, 1, 2, 3)
    getattr(moderation, verb)(comment, by=people.moderator(), now=NOW + HOUR)
    comment.refresh_from_db()
    assert comment.open_reports == 0
    assert set(Report.objects.values_list("settled_at", "network")) == {(NOW + HOUR, "")}


def test_who_finds_it_right_settles_it_and_it_takes_as_many_others_again() -> None:
    comment = comments.published(articles.live())
    report(comment, 1, 2)
    with pytest.raises(NotPermitted):
        reports.settle(comment, by=people.writer(), now=NOW)
    reports.settle(comment, by=people.moderator(), now=NOW)
    report(comment, 1, 2, 3, 4)
    assert (comment.state, comment.open_reports) == (State.PUBLISHED, 2)
    report(comment, 5)
    assert comment.state == State.PENDING


@pytest.mark.row("CM12")
def test_who_is_banned_or_reports_without_end_changes_nothing(settings: Settings) -> None:
    settings.REPORTS_PER_HOUR = 2
    article = articles.live()
    three = [comments.published(article) for _ in range(3)]
    for comment in three[:2]:
        report(comment, 1)
    with pytest.raises(TooManyRequests):
        report(three[2], 1)
    reports.report(three[2], complaint(1), now=NOW + 2 * HOUR)
    bans.ban(Ban.Sort.NETWORK, "b" * 32, reason="x", ends_at=None, by=people.moderator(), now=NOW)
    with pytest.raises(Banned):
        report(three[2], 2, network="b" * 32)
    assert Report.objects.count() == 3


@pytest.mark.parametrize("state", ["pending", "rejected", "spam", "removed"])
def test_only_what_readers_see_can_be_reported(state: str) -> None:
    comment = getattr(comments, state)(articles.live())
    assert Client().get(f"{comment.get_absolute_url()}report/").status_code == 404
    assert send(comment).status_code == 404
    with pytest.raises(WrongState):
        report(comment, 1)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"sort": "nonsense"}, 422),
        ({"sort": ""}, 422),
        ({"note": "x" * 501}, 422),
        ({"nickname": "bot"}, 422),
        ({"note": "\x00\u202e\u200b" + "e" + "\u0301" * 400}, 303),
    ],
)
def test_what_is_sent_by_hand_gets_a_clear_answer(fields: dict[str, str], status: int) -> None:
    comment = comments.published(articles.live())
    response = send(comment, **fields)
    assert response.status_code == status
    assert Report.objects.count() == (status == 303)
    if status == 422:
        assert page(response).one(class_="error-summary")


def test_another_site_cannot_report() -> None:
    comment = comments.published(articles.live())
    response = send(comment, headers={"Origin": "https://evil.example"}, note="Kept.")
    assert (response.status_code, Report.objects.count()) == (403, 0)
    assert page(response).one("textarea").text == "Kept."
