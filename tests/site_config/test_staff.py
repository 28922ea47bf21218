"""Staff are invited by mail, set their own passwords, and leave without losing their bylines."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.errors import EditorialRefusal
from site_config import staff
from site_config.kit.outbox.models import Letter
from tests.builders import NOW, articles, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.row("U12")]

NEW = "a completely new passphrase"
ACCOUNTS = "/admin/auth/user/"


@pytest.fixture
def admin(client: Client) -> User:
    client.force_login(people.administrator())
    return people.administrator()


def invite(client: Client, **more: object) -> None:
    roles = [Group.objects.get(name="Editor").pk]
    fields = {"name": "Ana Maria Alonso", "email": "ana.alonso@x.example", "roles": roles, **more}
    response = client.post(f"{ACCOUNTS}invite/", fields)
    assert response.status_code == 302, response.content.decode()


def set_password(link: str) -> Client:
    """Follow the link of a letter and choose the password NEW; return who did so."""
    visitor = Client()
    form = visitor.get(link, follow=True)
    fields = {"new_password1": NEW, "new_password2": NEW}
    visitor.post(form.request["PATH_INFO"], fields, follow=True)
    return visitor


def link_in(letter: Letter) -> str:
    [path] = re.findall(r"http://[^/]+(/admin/reset/\S+)", letter.text)
    return path


def may_log_in(username: str, password: str) -> bool:
    fields = {"username": username, "password": password}
    return Client().post("/admin/login/", fields).status_code == 302


@pytest.mark.usefixtures("admin")
def test_somebody_invited_chooses_a_password_and_works(client: Client) -> None:
    invite(client)
    account = User.objects.get(email="ana.alonso@x.example")
    assert (account.username, account.first_name, account.last_name) == (
        "ana.alonso",
        "Ana",
        "Maria Alonso",
    )
    assert account.has_perm("articles.publish_article")
    assert not account.has_usable_password()
    letter = Letter.objects.get()
    assert letter.to == "ana.alonso@x.example"
    assert "administrator has made you an account" in letter.text
    set_password(link_in(letter))
    assert may_log_in("ana.alonso", NEW)
    # Once only.
    assert b"already been used" in Client().get(link_in(letter), follow=True).content


@pytest.mark.usefixtures("admin")
def test_an_invitation_is_mailed_again_until_there_is_a_password(client: Client) -> None:
    invite(client)
    account = User.objects.get(username="ana.alonso")
    again = {"action": "invite_again", "_selected_action": [account.pk]}
    client.post(ACCOUNTS, again)
    assert Letter.objects.count() == 2
    set_password(link_in(Letter.objects.all()[0]))
    page = client.post(ACCOUNTS, again, follow=True).content.decode()
    assert "has a password" in page
    assert Letter.objects.count() == 2


@pytest.mark.usefixtures("admin")
def test_mistakes_in_an_invitation_are_named(client: Client) -> None:
    people.account("ana")
    role = Group.objects.get(name="Editor").pk
    for fields in (
        {"name": "", "email": "b@x.example", "roles": [role]},
        {"name": "Ben", "email": "no address", "roles": [role]},
        {"name": "Ben", "email": "b@x.example"},
        {"name": "Ben", "email": "ANA@desk.example", "roles": [role]},
    ):
        response = client.post(f"{ACCOUNTS}invite/", fields)
        assert response.status_code == 422
        assert fields["email"] in response.content.decode()
    assert not Letter.objects.exists()


def test_only_administrators_invite(client: Client) -> None:
    client.force_login(people.editor())
    assert client.get(f"{ACCOUNTS}invite/").status_code == 403
    with pytest.raises(staff.NotPermitted):
        staff.invite(name="B", email="b@x.example", roles=[], by=people.editor(), now=NOW)


def test_user_names_are_made_of_addresses_and_never_twice() -> None:
    people.account("ana")
    found = [
        staff.invite(name="A", email=email, roles=[], by=people.administrator(), now=NOW).username
        for email in ("ana@a.example", "Ana@b.example", "j.o'neil+desk@c.example", "+@d.example")
    ]
    assert found == ["ana2", "ana3", "j.oneildesk", "user"]


def test_a_forgotten_password_is_set_anew() -> None:
    editor = people.editor()
    visitor = Client()
    assert b'href="/admin/password_reset/"' in visitor.get("/admin/login/").content
    known = visitor.post("/admin/password_reset/", {"email": "EDITOR@desk.example"}, follow=True)
    unknown = visitor.post("/admin/password_reset/", {"email": "no@desk.example"}, follow=True)
    assert known.content == unknown.content
    letter = Letter.objects.get()
    assert letter.to == "editor@desk.example"
    assert "You log in as: editor" in letter.text
    set_password(link_in(letter))
    assert may_log_in(editor.username, NEW)
    assert not may_log_in(editor.username, people.PASSWORD)


def test_the_pages_for_a_new_password_are_headed_as_the_desk(client: Client) -> None:
    for page in ("password_reset/", "password_reset/done/", "reset/x/y/", "reset/done/"):
        head = read(client.get(f"/admin/{page}")).one(id="site-name")
        assert head.text == f"{settings.SITE_NAME} desk"


def test_who_has_left_is_sent_no_link() -> None:
    gone = people.editor()
    gone.is_active = False
    gone.save()
    Client().post("/admin/password_reset/", {"email": "editor@desk.example"})
    assert not Letter.objects.exists()


@pytest.mark.usefixtures("admin")
def test_who_is_deactivated_is_out_at_once_and_keeps_the_byline(client: Client) -> None:
    writer = people.writer()
    article = articles.live(by=writer, authors=[people.author("Wanda", user=writer)])
    theirs = Client()
    theirs.force_login(writer)
    assert theirs.get("/admin/").status_code == 200
    client.post(ACCOUNTS, {"action": "deactivate", "_selected_action": [writer.pk]})
    assert theirs.get("/admin/").status_code == 302
    assert not may_log_in("writer", people.PASSWORD)
    assert b"Wanda" in theirs.get(article.desk_path).content
    assert theirs.get("/authors/wanda/").status_code == 200
    assert article.history.get(action="created").by == writer


def test_the_last_administrator_stays(client: Client, admin: User) -> None:
    other = people.administrator("other")
    other.is_active = False
    other.save()
    people.editor()
    bulk = {"action": "deactivate", "_selected_action": [admin.pk]}
    page = client.post(ACCOUNTS, bulk, follow=True).content.decode()
    assert "last account that may change accounts" in page
    fields = {"username": "administrator", "email": "new@desk.example", "is_staff": "on"}
    fields |= {"date_joined_0": "2026-01-01", "date_joined_1": "09:00"}
    editor_only = {"groups": [Group.objects.get(name="Editor").pk], "is_active": "on"}
    for change in ({}, editor_only):
        response = client.post(f"{ACCOUNTS}{admin.pk}/change/", fields | change)
        assert response.status_code == 422
        assert b"new@desk.example" in response.content
    assert client.post(f"{ACCOUNTS}{admin.pk}/delete/", {"post": "yes"}).status_code == 403
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.has_perm(staff.ADMINISTER)
    second = people.administrator("second")
    second.set_unusable_password()
    second.save()
    with pytest.raises(EditorialRefusal, match="last account"):
        staff.deactivate(admin, by=admin)
    second.set_password(NEW)
    second.save()
    client.post(ACCOUNTS, bulk)
    admin.refresh_from_db()
    assert not admin.is_active


def test_no_administrator_deactivates_a_superuser(client: Client, admin: User) -> None:
    root = people.superuser()
    client.post(ACCOUNTS, {"action": "deactivate", "_selected_action": [root.pk]})
    root.refresh_from_db()
    assert root.is_active
