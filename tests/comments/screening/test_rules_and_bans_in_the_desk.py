"""Moderators make rules and bans in the desk, and see first what a rule would have caught."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Ban, Comment, Rule, State
from comments.status import status_path
from tests.builders import DAY, HOUR, articles, comments, people
from tests.comments.posting_form import signed_in
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db
RULES, BANS = "/admin/comments/rule/", "/admin/comments/ban/"
RULE = {"words": "casino", "whole_word": "on", "effect": "hold", "note": "", "is_active": "on"}


@pytest.fixture
def desk() -> Client:
    return signed_in(people.moderator())


@pytest.mark.row("CM4")
def test_a_rule_shows_what_it_would_have_caught_before_it_is_saved(desk: Client) -> None:
    article, now = articles.live(), timezone.now()
    comments.published(article, body="The Casino of the clinic", now=now - HOUR)
    comments.pending(article, name="Casino", now=now - 2 * HOUR)
    comments.pending(article, body="casinos", now=now - HOUR)
    comments.pending(article, body="An old casino", now=now - 31 * DAY)
    response = desk.post(f"{RULES}add/", RULE)
    text = page(response).text
    assert (response.status_code, Rule.objects.count()) == (200, 0)
    assert "would have caught 2 of 3 comments of the last 30 days" in text
    rows = [row.text for row in page(response).one("tbody").all("tr")]
    assert ["Published" in rows[0], "Pending" in rows[1]] == [True, True]
    assert desk.post(f"{RULES}add/", {**RULE, "tried": "1"}).status_code == 302
    rule = Rule.objects.get()
    assert (rule.words, rule.created_by) == ("casino", people.moderator())
    held = comments.posted(article, body="casino", now=now)
    assert "words" in [reason["clue"] for reason in held.reasons]


@pytest.mark.row("CM4")
def test_a_rule_is_changed_the_same_way(desk: Client) -> None:
    rule = Rule.objects.create(words="casino", created_at=timezone.now())
    address = f"{RULES}{rule.pk}/change/"
    sent = {**RULE, "words": "bingo"}
    assert "bingo" in desk.post(address, sent).content.decode()
    rule.refresh_from_db()
    assert rule.words == "casino"
    desk.post(address, {**sent, "tried": "1"})
    rule.refresh_from_db()
    assert rule.words == "bingo"


@pytest.mark.parametrize("words", ["", "a", "\u200b\u200b", "x" * 201])
def test_a_rule_that_would_catch_everything_is_refused(desk: Client, words: str) -> None:
    assert desk.post(f"{RULES}add/", {**RULE, "words": words}).status_code == 422
    assert not Rule.objects.exists()


@pytest.mark.row("CM12")
def test_a_comment_leads_to_a_ban_and_the_ban_to_what_was_written(desk: Client) -> None:
    comment = comments.published(articles.live(), network="abc", body="www.ads.example")
    for sort, value in (
        ("address", "kim@reader.example"),
        ("network", "abc"),
        ("host", "ads.example"),
    ):
        form = page(desk.get(f"{BANS}add/?comment={comment.pk}&sort={sort}"))
        assert form.one("input", name="value")["value"] == value
    sent = {"sort": "network", "value": "abc", "reason": "Ads", "ends_at_0": "", "ends_at_1": ""}
    response = desk.post(f"{BANS}add/", sent, follow=True)
    assert "1 comment of the banned is published or waits" in page(response).text
    chosen = {"_selected_action": [str(Ban.objects.get().pk)]}
    desk.post(BANS, {"action": "remove_previous", **chosen})
    assert Comment.objects.get().state == State.REMOVED
    desk.post(BANS, {"action": "lift", **chosen})
    assert not Ban.objects.in_force(timezone.now()).exists()


@pytest.mark.parametrize(
    "fields",
    [{"value": "kim"}, {"value": ""}, {"sort": "x"}, {"sort": "host", "value": "nohost"}],
)
def test_a_ban_that_bans_nobody_is_refused(desk: Client, fields: dict[str, str]) -> None:
    sent = {"sort": "address", "value": "k@r.example", "reason": "Ads", **fields}
    assert desk.post(f"{BANS}add/", sent).status_code == 422
    assert not Ban.objects.exists()


@pytest.mark.row("CM12")
@pytest.mark.parametrize(
    ("sort", "value", "why"),
    [
        ("address", "Editor@desk.example", "somebody who works here"),
        ("address", "editors@testserver", "address of this site itself"),
        ("host", "https://www.testserver.example/page", "address of this site:"),
        ("host", "testserver.example", "address of this site:"),
    ],
)
def test_neither_the_staff_nor_the_site_is_banned(
    desk: Client, settings: Any, sort: str, value: str, why: str
) -> None:
    settings.SITE_URL = "https://news.testserver.example"
    settings.DEFAULT_FROM_EMAIL = "The desk <editors@testserver>"
    people.editor()
    answer = desk.post(f"{BANS}add/", {"sort": sort, "value": value, "reason": "Ads"})
    assert (answer.status_code, Ban.objects.exists()) == (422, False)
    assert why in page(answer).text


@pytest.mark.parametrize("query", ["comment=x&sort=host", "comment=9&sort=host", "sort=%00"])
def test_a_ban_of_a_comment_that_is_not_there_is_an_empty_form(desk: Client, query: str) -> None:
    assert desk.get(f"{BANS}add/?{query}").status_code in {200, 400}


@pytest.mark.parametrize("address", [RULES, f"{RULES}add/", BANS, f"{BANS}add/"])
def test_rules_and_bans_are_for_moderators(address: str) -> None:
    assert signed_in(people.editor()).get(address).status_code == 403
    assert signed_in(people.administrator()).get(address).status_code == 200


@pytest.mark.row("CM18")
@pytest.mark.parametrize(("body", "sees_help"), [("I want to die", True), ("It helped", False)])
def test_who_sounds_in_danger_is_shown_help(body: str, sees_help: bool, client: Client) -> None:
    comment = comments.posted(articles.live(), body=body, now=timezone.now())
    text = page(client.get(status_path(comment))).text
    assert ("If you or somebody else is in danger" in text, "112" in text) == (sees_help,) * 2
