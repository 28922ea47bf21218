"""Comments from staff accounts: prefilled, published at once, and under their own name only."""

import pytest
from django.test import Client

from comments.models import Comment, State
from comments.status import status_path
from tests.builders import articles, people
from tests.comments.posting_form import OWN_PAGE, SILENT, send, signed_in
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db


@pytest.mark.row("CP1")
def test_the_form_of_a_staff_member_is_filled_in_and_fixed() -> None:
    article = articles.live()
    editor = people.editor()
    editor.first_name, editor.last_name = "Edgar", "Stone"
    editor.save()
    form = page(signed_in(editor).get(article.desk_path)).one("section", id="leave-a-comment")
    for name, value in {"name": "Edgar Stone", "email": editor.email}.items():
        control = form.one("input", name=name)
        assert (control["value"], control["disabled"]) == (value, "")


@pytest.mark.row("CP1")
def test_a_staff_member_writes_under_no_other_name() -> None:
    article = articles.live()
    editor = people.editor()
    response = send(article, client=signed_in(editor), name="Kim", email="kim@reader.example")
    comment = Comment.objects.get()
    assert response["Location"] == status_path(comment)
    assert (comment.author_name, comment.author_email) == ("editor", editor.email)
    assert (comment.user, comment.state, comment.is_staff) == (editor, State.PUBLISHED, True)
    shown = page(Client().get(article.desk_path)).one("li", id=comment.anchor)
    assert shown.one(class_="comment-badge").text == "Editors"


def test_a_staff_member_with_a_long_name_and_no_address_can_comment() -> None:
    article = articles.live()
    editor = people.editor()
    editor.first_name, editor.last_name, editor.email = "E" * 75, "S" * 75, ""
    editor.save()
    assert send(article, client=signed_in(editor)).status_code == 303
    assert Comment.objects.get().author_name == "E" * 75 + " " + "S" * 4


@pytest.mark.row("O4")
@pytest.mark.parametrize("headers", [SILENT, {"Origin": "https://evil.example"}])
def test_a_session_must_say_where_the_form_stood(headers: dict[str, str]) -> None:
    article = articles.live()
    response = send(article, client=signed_in(people.editor()), headers=headers, body="My words.")
    assert (response.status_code, Comment.objects.count()) == (403, 0)
    assert page(response).one("textarea").text == "My words."


@pytest.mark.parametrize("kind", ["not staff", "switched off"])
def test_any_other_account_comments_as_a_guest(kind: str) -> None:
    article = articles.live()
    account = people.account("someone", is_staff=kind != "not staff")
    client = signed_in(account)
    account.is_active = kind != "switched off"
    account.save()
    form = page(client.get(article.desk_path)).one("section", id="leave-a-comment")
    assert form.one("input", name="name")["disabled"] is None
    send(article, client=client, headers=OWN_PAGE, name="Kim")
    comment = Comment.objects.get()
    assert (comment.author_name, comment.user, comment.state) == ("Kim", None, State.PENDING)


def test_a_staff_member_with_mistakes_finds_the_text_again() -> None:
    article = articles.live()
    response = send(article, client=signed_in(people.editor()), website="not a site", body="Mine.")
    assert response.status_code == 422
    assert page(response).one("textarea", name="body").text == "Mine."
    assert page(response).one("input", name="name")["value"] == "editor"
