"""Keys that no row can have, sent by hand: each gets an answer in words."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.articles.admin.desk_forms import add_url, change_url, fields_at, rows
from tests.builders import articles, people

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]

BIG = "9" * 30
IMPOSSIBLE = [BIG, "9" * 5000, "1\x00", "abc"]


@pytest.fixture(autouse=True)
def administrator(client: Client) -> User:
    client.force_login(people.administrator())
    return people.administrator()


def test_a_form_says_that_there_is_no_such_choice(client: Client) -> None:
    fields = fields_at(client, add_url("article"))
    for key in IMPOSSIBLE:
        picked = {"category": key, "team": key, "tags": [key], "lead_image": key}
        people_picked = rows("contributions", {"author": key, "role": "writer"})
        response = client.post(add_url("article"), fields | picked | people_picked)
        assert response.status_code == 422
        assert picked.keys() <= response.context["adminform"].form.errors.keys()


def test_nobody_gets_such_a_role(client: Client, administrator: User) -> None:
    url = f"/admin/auth/user/{administrator.pk}/change/"
    fields = fields_at(client, url)
    for key in IMPOSSIBLE:
        invited = {"name": "Ana", "email": "ana@x.example", "roles": [key]}
        assert client.post("/admin/auth/user/invite/", invited).status_code == 422
        assert client.post(url, fields | {"groups": [key]}).status_code == 422


@pytest.mark.parametrize(
    ("listed", "action"),
    [("articles/article", "submit_selected"), ("articles/trashedarticle", "restore_selected")],
)
def test_an_action_finds_nothing_selected(client: Client, listed: str, action: str) -> None:
    articles.draft()
    fields = {"action": action, "_selected_action": IMPOSSIBLE}
    page = client.post(f"/admin/{listed}/", fields, follow=True)
    assert "Items must be selected" in page.content.decode()


@pytest.mark.parametrize("asked", [{"category__exact": BIG}, {"category__id__in": f"1,{BIG}"}])
def test_a_list_is_shown_without_such_a_filter(client: Client, asked: dict[str, str]) -> None:
    response = client.get("/admin/articles/article/", asked, follow=True)
    assert (response.status_code, response.request["QUERY_STRING"]) == (200, "e=1")


def test_nothing_is_restored_over_such_a_version(client: Client) -> None:
    url = change_url(articles.draft()).removesuffix("change/")
    for key in IMPOSSIBLE:
        response = client.post(f"{url}revisions/1/restore/", {"base_version": key})
        assert response.status_code == 404


def test_a_role_gets_no_such_permission(client: Client) -> None:
    client.force_login(people.superuser())
    for key in IMPOSSIBLE:
        sent = {"name": "New", "permissions": [key]}
        assert client.post("/admin/auth/group/add/", sent).status_code == 422
