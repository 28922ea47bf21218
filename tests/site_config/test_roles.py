"""What roles may not do in ways that no table shows; the table is in tests/house."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import State
from tests.builders import articles, comments, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("U5")]

WHO: dict[str, Callable[[], User]] = {
    "W": people.writer,
    "E": people.editor,
    "R": people.reviewer,
    "M": people.moderator,
    "A": people.administrator,
    "-": lambda: people.account("no role"),
}


def test_only_moderators_decide(client: Client) -> None:
    comment = comments.pending(articles.live())
    url = f"/admin/comments/comment/{comment.pk}/decide/"
    bulk = {"action": "approve_selected", "_selected_action": [comment.pk]}
    for letter, who in WHO.items():
        if letter in "MA":
            continue
        client.force_login(who())
        client.post(url, {"decision": "approve"})
        client.post("/admin/comments/comment/", bulk)
        comment.refresh_from_db()
        assert comment.state == State.PENDING, letter
    client.force_login(people.moderator())
    assert client.get(url).status_code == 405
    client.post(url, {"decision": "approve"})
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


def test_an_administrator_is_no_superuser(client: Client) -> None:
    """Nobody makes themselves more than they are, nor takes over who is more."""
    root, me = people.superuser(), people.administrator()
    password = root.password
    client.force_login(me)
    form = {"username": me.username, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    form |= {"date_joined_0": "2026-01-01", "date_joined_1": "09:00"}
    client.post(f"/admin/auth/user/{me.pk}/change/", form)
    me.refresh_from_db()
    assert not me.is_superuser
    base = f"/admin/auth/user/{root.pk}"
    new = {"password1": "stolen horse battery", "password2": "stolen horse battery"}
    new |= {"usable_password": "true"}
    assert client.post(f"{base}/change/", {**form, "username": "root"}).status_code == 403
    assert client.post(f"{base}/password/", new).status_code == 403
    assert client.post(f"{base}/delete/", {"post": "yes"}).status_code == 403
    delete = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    client.post("/admin/auth/user/", delete)
    root.refresh_from_db()
    assert root.password == password
    assert root.is_superuser


def test_signing_in(client: Client) -> None:
    people.editor()
    wrong = client.post("/admin/login/", {"username": "editor", "password": "wrong"})
    assert wrong.status_code == 422
    fields = {"username": "editor", "password": people.PASSWORD, "next": "https://evil.example/"}
    response = client.post("/admin/login/?next=https://evil.example/", fields)
    assert response.status_code == 302
    assert "evil" not in response["Location"]
    assert response.cookies["sessionid"]["httponly"]
    assert response.cookies["sessionid"]["samesite"] == "Lax"
