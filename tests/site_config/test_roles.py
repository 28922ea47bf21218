"""The permission matrix: five roles, an account without one, and nobody, on every admin address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from comments.models import State
from site_config.models import Redirect
from tests.builders import NOW, articles, comments, faqs, images, labels, pages, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("U5")]

WHO: dict[str, Callable[[], User]] = {
    "W": people.writer,
    "E": people.editor,
    "R": people.reviewer,
    "M": people.moderator,
    "A": people.administrator,
    "-": lambda: people.account("no role"),
}

# By hand, from what each role is for. For each model: who sees its list, who may add, who may
# change a row that somebody else made, who may delete one.
MATRIX = {
    "articles/article": ("WERA", "WEA", "EA", ""),
    "articles/faq": ("WERA", "WEA", "EA", ""),
    "articles/page": ("ERA", "EA", "EA", ""),
    "articles/image": ("WERA", "WEA", "EA", ""),
    "articles/category": ("WEA", "EA", "EA", "EA"),
    "articles/tag": ("WEA", "WEA", "EA", "EA"),
    "articles/author": ("WEA", "EA", "EA", "EA"),
    "articles/team": ("WEA", "EA", "EA", "EA"),
    "comments/comment": ("MA", "", "", ""),
    "comments/discussion": ("MA", "", "MA", ""),
    "site_config/redirect": ("EA", "EA", "EA", "EA"),
    "auth/user": ("A", "A", "A", "A"),
    "auth/group": ("A", "A", "A", "A"),
}


@pytest.fixture
def rows() -> dict[str, int]:
    """One row of each model, none of them made by an account of WHO."""
    other = people.writer("other")
    article = articles.draft(by=other)
    comment = comments.pending(article)
    redirect = Redirect.objects.create(old_path="/old", target="/new/", made_at=NOW)
    return {
        "articles/article": article.pk,
        "articles/faq": faqs.draft(by=other).pk,
        "articles/page": pages.draft(by=people.editor("other editor")).pk,
        "articles/image": images.image(by=other).pk,
        "articles/category": labels.category("Unused").pk,
        "articles/tag": labels.tag("Unused").pk,
        "articles/author": people.author("Unused").pk,
        "articles/team": people.team("Unused").pk,
        "comments/comment": comment.pk,
        "comments/discussion": comment.discussion_id,
        "site_config/redirect": redirect.pk,
        "auth/user": people.account("bystander").pk,
        "auth/group": Group.objects.create(name="Unused").pk,
    }


def allowed(ask: Callable[[], Any]) -> bool:
    """Whether the answer is more than a refusal."""
    status = ask().status_code
    assert status in {200, 302, 403, 404, 422}, status
    return status in {200, 302, 422}


@pytest.mark.parametrize("model", MATRIX)
def test_each_role_does_only_its_job(client: Client, rows: dict[str, int], model: str) -> None:
    listed, adds, changes, deletes = MATRIX[model]
    base, row = f"/admin/{model}/", f"/admin/{model}/{rows[model]}/"
    expected, found = {}, {}
    for letter, who in WHO.items():
        client.force_login(who())
        expected[letter] = (
            letter in listed, letter in listed, letter in adds, letter in adds, letter in changes,
            letter in deletes,
        )  # fmt: skip
        found[letter] = (
            allowed(lambda: client.get(base)),
            client.get(f"{row}change/").status_code == 200,
            allowed(lambda: client.get(f"{base}add/")),
            allowed(lambda: client.post(f"{base}add/", {})),
            # With nothing filled in nothing changes; the refusal comes before the form is read.
            allowed(lambda: client.post(f"{row}change/", {"title": "", "slug": "!"})),
            allowed(lambda: client.get(f"{row}delete/")),
        )
    assert found == expected


@pytest.mark.parametrize("model", MATRIX)
def test_nobody_gets_in_without_signing_in(
    client: Client, rows: dict[str, int], model: str
) -> None:
    base = f"/admin/{model}/"
    tails = ["", "add/", f"{rows[model]}/change/", f"{rows[model]}/delete/"]
    tails += [f"{rows[model]}/history/", f"{rows[model]}/steps/publish/", f"{rows[model]}/decide/"]
    outsider = people.account("outsider", is_staff=False, role="Administrator")
    for who in (None, outsider):
        if who:
            client.force_login(who)
        for tail in tails:
            for ask in (client.get, client.post):
                response = ask(base + tail)
                assert response.status_code in {302, 404}, tail
                if response.status_code == 302:
                    assert response["Location"].startswith("/admin/login/")


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
