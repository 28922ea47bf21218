"""No guest writes under the name or the address of somebody who works here."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import names
from comments.errors import NameTaken
from comments.models import Comment
from site_config.kit.site.models import SiteSettings
from tests.builders import articles, people
from tests.comments.posting_form import send, signed_in
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP12")]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What a process remembers for a minute must reach no other test."""
    names.forget()
    yield
    names.forget()


def staff() -> None:
    account = people.account("orla.quinn")
    account.first_name, account.last_name = "Orla", "Quinn"
    account.save()
    people.author("Dr. O. Quinn", user=account)
    people.account("frontdesk")


@pytest.mark.parametrize(
    "name", ["Orla Quinn", "\u041erl\u0430 Quinn", "ORLA.QUINN", "Dr O Quinn", "Frontdesk"]
)
def test_a_name_of_the_staff_is_taken(name: str) -> None:
    staff()
    article = articles.live()
    response = send(article, name=name, body="Kept words.")
    assert (response.status_code, Comment.objects.count()) == (422, 0)
    form = page(response).one("section", id="leave-a-comment")
    assert "choose another name or sign in" in form.text
    assert form.one("input", name="name")["aria-invalid"] == "true"
    assert form.one("textarea").text == "Kept words."


@pytest.mark.parametrize(
    "name",
    [
        "Dr Orla Quinn",
        "Quinn Orla",
        "Orla Quinn (staff)",
        "Orla\u3164Quinn\u3164editor",
        "\u0585rla Quinn",
        "orla_quinn",
        "The Wire Desk",
        "the wire desk (official)",
    ],
)
def test_a_name_that_reads_as_staff_or_as_the_site_is_taken(name: str) -> None:
    staff()
    SiteSettings.objects.create(pk=1, name="The Wire Desk")
    with pytest.raises(NameTaken):
        names.refuse_disguise(name=name, email="kim@reader.example")


def test_a_user_name_of_one_word_is_free_where_readers_read_another_name() -> None:
    for username, (first, last) in {
        "anna": ("Anna", "Lind"),
        "night-desk": ("Otto", "Berg"),
    }.items():
        account = people.account(username)
        account.first_name, account.last_name = first, last
        account.save()
    names.refuse_disguise(name="Anna", email="kim@reader.example")
    for taken in ("Anna Lind", "\u0410nna L\u0456nd", "Night Desk"):
        with pytest.raises(NameTaken):
            names.refuse_disguise(name=taken, email="kim@reader.example")


@pytest.mark.parametrize("name", ["Orla", "Orla Quincy", "Karla Quinn", "A Wire", "At a frontdesk"])
def test_a_name_that_shares_a_word_is_free(name: str) -> None:
    staff()
    SiteSettings.objects.create(pk=1, name="The Wire Desk")
    names.refuse_disguise(name=name, email="kim@reader.example")


@pytest.mark.parametrize(
    "name", ["Iris Vane", "Vane, Iris", "The Sleep Team", "Admin", "the editors"]
)
def test_a_byline_a_team_and_a_role_are_taken(name: str) -> None:
    people.author("Iris Vane")
    people.team("The Sleep Team")
    assert send(articles.live(), name=name).status_code == 422


def test_a_byline_of_one_word_is_free() -> None:
    people.author("Iris")
    assert send(articles.live(), name="Iris").status_code == 303


def test_an_address_of_the_staff_is_taken() -> None:
    staff()
    response = send(articles.live(), name="Kim", email="Orla.Quinn@Desk.example")
    assert (response.status_code, Comment.objects.count()) == (422, 0)
    assert "choose another address or sign in" in page(response).text


def test_the_account_itself_writes_under_its_name() -> None:
    staff()
    account = people.account("orla.quinn")
    assert send(articles.live(), client=signed_in(account)).status_code == 303
    assert Comment.objects.get().author_name == "Orla Quinn"


@pytest.mark.parametrize("left", ["is_active", "is_staff"])
def test_the_name_of_who_left_is_free(left: str) -> None:
    staff()
    account = people.account("orla.quinn")
    setattr(account, left, False)
    account.save()
    assert send(articles.live(), name="Orla Quinn").status_code == 303


def test_it_costs_two_queries_a_minute() -> None:
    staff()
    with CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            names.refuse_disguise(name="Kim", email="kim@reader.example")
        with pytest.raises(NameTaken):
            names.refuse_disguise(name="Orla Quinn", email="kim@reader.example")
    assert len(queries) == 2
