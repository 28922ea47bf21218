"""Nobody decides about words that were not shown: a text that changed meanwhile is read again."""

import json

import pytest
import time_machine
from django.test import Client

from articles.models import Article
from comments import editing, redacting
from comments.models import Comment, State
from tests.builders import MINUTE, NOW, articles, comments, people
from tests.comments.posting_form import signed_in
from tests.support.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.row("CM9")]

QUEUE = "/admin/comments/comment/"
CHANGED = "Kim has changed this comment meanwhile; read it again."
LEFT_OUT = "1 comment came or was changed meanwhile and was left out"


def state_of(comment: Comment) -> State:
    return State(Comment.objects.get(pk=comment.pk).state)


def change(comment: Comment) -> None:
    editing.edit(comment, "Quite other words than these.", now=NOW + 2 * MINUTE)
    assert state_of(comment) == State.PENDING


def opened(client: Client, path: str) -> Element:
    with time_machine.travel(NOW + MINUTE, tick=False):
        return read(client.get(path))


def pending(article: Article, **fields: str) -> Comment:
    return comments.pending(article, name="Kim", **fields)


def test_a_card_of_an_old_text_publishes_no_new_one() -> None:
    comment = pending(articles.live())
    client = signed_in(people.moderator())
    buttons = opened(client, QUEUE).one("article", id=comment.anchor).all("button", name="decision")
    change(comment)
    approve = next(each for each in buttons if each["value"] == "approve")
    answer = client.post(
        approve["formaction"], {"decision": "approve"}, headers={"accept": "application/json"}
    )
    assert (answer.status_code, json.loads(answer.content)["message"]) == (409, CHANGED)
    assert state_of(comment) == State.PENDING


@pytest.mark.parametrize("page", ["change/", "decide/approve/"])
def test_a_page_of_an_old_text_publishes_no_new_one(page: str) -> None:
    comment = pending(articles.live())
    client = signed_in(people.moderator())
    form = opened(client, f"{QUEUE}{comment.pk}/{page}").one("form", class_="decide")
    change(comment)
    answer = client.post(form["action"], {"decision": "approve"}, follow=True)
    assert CHANGED in read(answer).text
    assert state_of(comment) == State.PENDING
    form = opened(client, f"{QUEUE}{comment.pk}/{page}").one("form", class_="decide")
    client.post(form["action"], {"decision": "approve"})
    assert state_of(comment) == State.PUBLISHED


def test_the_page_of_a_comment_decides_nothing_that_somebody_else_decided() -> None:
    comment = pending(articles.live())
    client = signed_in(people.moderator())
    form = opened(client, f"{QUEUE}{comment.pk}/change/").one("form", class_="decide")
    signed_in(people.moderator("other")).post(form["action"], {"decision": "spam"})
    answer = client.post(form["action"], {"decision": "approve"}, follow=True)
    assert "Other has decided meanwhile" in read(answer).text
    assert state_of(comment) == State.SPAM


def test_the_page_of_a_comment_decides_after_a_redaction() -> None:
    comment = pending(articles.live(), body="Call Mr Smith about honey.")
    redacting.redact(comment, ["Mr Smith"], by=people.moderator(), now=NOW)
    client = signed_in(people.moderator())
    form = opened(client, f"{QUEUE}{comment.pk}/change/").one("form", class_="decide")
    client.post(form["action"], {"decision": "approve"})
    assert state_of(comment) == State.PUBLISHED


def test_the_answer_to_the_script_undoes_its_decision_and_no_other() -> None:
    comment = pending(articles.live())
    client = signed_in(people.moderator())
    address, script = f"{QUEUE}{comment.pk}/decide/", {"accept": "application/json"}
    said = json.loads(client.post(address, {"decision": "spam"}, headers=script).content)
    Comment.objects.filter(pk=comment.pk).update(body="Other words.")
    undo = f"{address}?seen={said['seen']}"
    assert client.post(undo, {"decision": "undo"}, headers=script).status_code == 409
    Comment.objects.filter(pk=comment.pk).update(body=comment.body)
    assert client.post(undo, {"decision": "undo"}, headers=script).status_code == 200
    assert state_of(comment) == State.PENDING


def test_an_action_on_many_leaves_out_what_was_changed_since_the_list_was_shown() -> None:
    article = articles.live()
    changed, same = pending(article), pending(article, body="It helped me.", email="b@b.example")
    client = signed_in(people.moderator())
    moment = opened(client, QUEUE).one("input", name="listed_at")["value"]
    change(changed)
    ticked = {"action": "approve_selected", "_selected_action": [changed.pk, same.pk]}
    answer = client.post(QUEUE, {**ticked, "listed_at": moment}, follow=True)
    assert "Approve: 1 done." in read(answer).text
    assert LEFT_OUT in read(answer).text
    assert (state_of(changed), state_of(same)) == (State.PENDING, State.PUBLISHED)


def test_what_comes_into_a_cluster_later_is_left_out_and_shown() -> None:
    article, body = articles.live(), "See https://honey.example now."
    first = pending(article, body=body, email="a@a.example")
    client, query = signed_in(people.moderator()), "?cluster=host%3Ahoney.example"
    moment = opened(client, QUEUE + query).one("input", name="listed_at")["value"]
    later = comments.pending(article, body=body, email="b@b.example", now=NOW + 2 * MINUTE)
    answer = client.post(
        f"{QUEUE}cluster/{query}", {"decision": "approve", "listed_at": moment}, follow=True
    )
    assert LEFT_OUT in read(answer).text
    assert "is left." not in read(answer).text
    assert (state_of(first), state_of(later)) == (State.PUBLISHED, State.PENDING)
    assert read(answer).one("article", id=later.anchor)


@pytest.mark.parametrize("nonsense", ["", "x", "nan", "inf", "-1e300", "1e12", "\0"])
def test_a_forged_time_of_the_list_is_answered(nonsense: str) -> None:
    comment = pending(articles.live())
    client = signed_in(people.moderator())
    ticked = {"action": "spam_selected", "_selected_action": [comment.pk], "listed_at": nonsense}
    assert client.post(QUEUE, ticked).status_code == 302
