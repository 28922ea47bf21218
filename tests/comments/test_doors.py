"""What no browser would send, to each of the doors through which writers come.

The form has tests of its own for what only it has (test_hostile_input.py, test_safe_posting.py).
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.core import mail
from django.test import Client

from comments.models import Comment, Edit, State
from comments.status import LINK_LASTS, status_path
from tests.builders import MINUTE, NOW, articles, comments
from tests.comments.posting_form import OWN_PAGE, WORDS, send
from tests.support.reading import read as page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("publish_at_once"),
    pytest.mark.row("S4"),
]

FORM = "application/x-www-form-urlencoded"
BEFORE = "What stood there before."


def _post_door(_comment: Comment) -> str:
    return f"{articles.live(title='Other').desk_path}comments/"


def _edit_door(comment: Comment) -> str:
    return f"{status_path(comment)}edit/"


def _withdraw_door(comment: Comment) -> str:
    return f"{status_path(comment)}withdraw/"


DOORS = {"post": _post_door, "edit": _edit_door, "withdraw": _withdraw_door}

# By name: what is sent, and what each door may answer; a text that says something may be taken.
INPUTS: dict[str, tuple[bytes, set[int]]] = {
    "NUL": (urlencode({**WORDS, "body": "a\x00b"}).encode(), {303}),
    "only NUL": (urlencode({**WORDS, "body": "\x00"}).encode(), {303, 422}),
    "control characters": (urlencode({**WORDS, "body": "\x1b[31mRed\x08"}).encode(), {303}),
    "turned direction": (urlencode({**WORDS, "body": "\u202eabc\u2066 d"}).encode(), {303}),
    "1 000 marks": (urlencode({**WORDS, "body": "x" + "\u0301" * 1000}).encode(), {303}),
    "look-alikes": (urlencode({**WORDS, "body": "Ed\u200bit\u200dors"}).encode(), {303}),
    "forged fields": (
        urlencode({**WORDS, "state": "published", "status": "published", "user": "1"}).encode(),
        {303},
    ),
    "half a letter": (b"name=Kim&email=kim%40reader.example&body=%ed%a0%80x", {303, 422}),
    "no form": (b"\xff\xfe\x00", {303, 422}),
    "10 MB": (b"body=" + b"x" * 10_000_000, {400, 413}),
    "1 001 fields": (urlencode({f"f{n}": "x" for n in range(1001)}).encode(), {400}),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize(("raw", "answers"), INPUTS.values(), ids=INPUTS)
def test_every_door_gives_a_clear_answer(
    door: Callable[[Comment], str], raw: bytes, answers: set[int]
) -> None:
    with time_machine.travel(NOW + MINUTE):
        comment = comments.posted(articles.live(), body=BEFORE)
        response = Client().generic("POST", door(comment), raw, FORM, headers=OWN_PAGE)
        assert response.status_code in answers
        if response.status_code == 303:
            assert Client().get(response["Location"]).status_code == 200
    for stored in Comment.objects.all():
        assert not set(stored.body) & set("\x00\x08\x1b")
        assert stored.user is None


@pytest.mark.parametrize("door", ["edit", "withdraw"])
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}], ids=str
)
def test_a_form_of_another_site_changes_nothing(door: str, headers: dict[str, str]) -> None:
    with time_machine.travel(NOW + MINUTE):
        comment = comments.posted(articles.live(), body=BEFORE)
        address = DOORS[door](comment)
        response = Client().post(address, {"body": "Mine & <b>kept</b>"}, headers=headers)
    assert response.status_code == 403
    assert "another website" in page(response).one(class_="error-summary").text
    if door == "edit":
        assert page(response).one("textarea").text == "Mine & <b>kept</b>"
    assert Comment.objects.values_list("body", "state").get() == (BEFORE, State.PUBLISHED)


@pytest.mark.parametrize("door", ["edit", "withdraw"])
def test_a_token_that_is_forged_or_expired_opens_no_door(door: str) -> None:
    comment = comments.posted(articles.live(), body=BEFORE)
    address = DOORS[door](comment)
    forged = address.replace("status/", "status/x", 1)
    with time_machine.travel(NOW + MINUTE):
        assert Client().post(forged, WORDS, headers=OWN_PAGE).status_code == 404
    with time_machine.travel(NOW + LINK_LASTS):
        assert Client().post(address, WORDS, headers=OWN_PAGE).status_code == 404
    assert not Edit.objects.exists()


@pytest.mark.parametrize("door", ["edit", "withdraw"])
def test_a_form_that_is_sent_again_changes_nothing_more(door: str) -> None:
    with time_machine.travel(NOW + MINUTE):
        comment = comments.posted(articles.live(), body=BEFORE)
        address = DOORS[door](comment)
        answers = [Client().post(address, WORDS, headers=OWN_PAGE) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Edit.objects.count() + comment.decisions.filter(to_state="removed").count() == 1


INJECTED = [
    {"name": "Kim\r\nBcc: all@reader.example"},
    {"email": "kim@reader.example\r\nBcc: all@reader.example"},
    {"email": "kim@reader.example\nBcc:all@reader.example"},
    {"email": '"kim\r\n"@reader.example'},
]


@pytest.mark.parametrize("fields", INJECTED, ids=str)
def test_no_line_gets_into_a_header(fields: dict[str, Any]) -> None:
    response = send(articles.live(), **fields)
    assert response.status_code in {303, 422}
    for stored in Comment.objects.all():
        assert not set(stored.author_name + stored.author_email) & set("\r\n")
    assert mail.outbox == []


def test_an_answer_to_a_comment_elsewhere_is_refused_and_kept() -> None:
    elsewhere = comments.posted(articles.live(title="Other"))
    response = send(articles.live(), parent=str(elsewhere.pk), body="Words to keep.")
    assert (response.status_code, Comment.objects.count()) == (422, 1)
    assert page(response).one("textarea", name="body").text == "Words to keep."


SECONDS = {"86400": 86_400, "": None, "-1": None, "1e9": None, "nan": None, "9" * 400: None}


@pytest.mark.row("CP6")
@pytest.mark.parametrize("typed", SECONDS, ids=ascii)
def test_a_form_may_have_been_open_for_a_day_or_forever(typed: str) -> None:
    assert send(articles.live(), filled_in=typed).status_code == 303
    assert Comment.objects.get().state == State.PUBLISHED
