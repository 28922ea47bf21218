"""Searches without results: counted for editors, without a trace of who searched."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import missed_searches
from articles.models import MissedSearch
from tests.builders import DAY, NOW, articles, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.row("Q5")]

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def noted() -> dict[str, int]:
    return dict(MissedSearch.objects.values_list("words", "times"))


def test_what_is_not_found_is_counted_by_its_words(client: Client) -> None:
    articles.live(title="Sleeping better")
    for query in ("Kidney  STONES!", "kidney stones", "sleeping", "sleping", ""):
        client.get("/search/", {"q": query}, headers={"User-Agent": BROWSER})
    assert noted() == {"kidney stones": 2}
    kept = {field.name for field in MissedSearch._meta.get_fields()}
    assert kept == {"id", "words", "times", "last_on", "dismissed_at"}


@pytest.mark.parametrize(
    "query",
    [
        "lee@reader.example", "call 0171 23 45 67", "+34 600-123-456", "born 03.05.1971",
        "12345678Z", "https://example.org/x", "www.example.org", "word " * 13, "x" * 61, "x", "?!",
    ],
)  # fmt: skip
def test_what_may_be_about_a_person_is_not_kept(query: str) -> None:
    missed_searches.note(query, now=NOW)
    assert noted() == {}


def test_only_people_are_counted(client: Client) -> None:
    for headers in (
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": BROWSER, "Sec-Purpose": "prefetch;prerender"},
    ):
        client.get("/search/?q=zebra", headers=headers)
    client.head("/search/?q=zebra", headers={"User-Agent": BROWSER})
    client.get("/search/?q=zebra&category=sleep&page=1", headers={"User-Agent": BROWSER})
    assert noted() == {"zebra": 1}


def test_it_takes_one_statement_once_known(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    missed_searches.note("zebra", now=NOW)
    with django_assert_max_num_queries(1):
        missed_searches.note("zebra", now=NOW)
    assert noted() == {"zebra": 2}


def test_editors_see_the_most_wanted_first_and_dismiss_them(client: Client) -> None:
    for query in ("zebra", "kidney", "kidney"):
        missed_searches.note(query, now=NOW)
    client.force_login(people.editor())
    address = "/admin/articles/missedsearch/"
    rows = [row.text for row in read(client.get(address)).one("tbody").all("tr")]
    assert ["kidney" in row for row in rows] == [True, False]
    chosen = MissedSearch.objects.get(words="kidney")
    client.post(address, {"action": "dismiss_selected", "_selected_action": [chosen.pk]})
    # For good: whoever looks for it again does not bring it back.
    missed_searches.note("kidney", now=NOW)
    shown = client.get(address).content.decode()
    assert "zebra" in shown
    assert "kidney" not in shown
    client.force_login(people.writer())
    assert client.get(address).status_code == 403


def test_what_is_old_or_too_much_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed_searches, "MAX_ROWS", 2)
    missed_searches.note("old", now=NOW - missed_searches.KEPT - DAY)
    for query in ("one", "two", "two", "three", "three"):
        missed_searches.note(query, now=NOW)
    missed_searches.forget_old(now=NOW)
    assert noted() == {"two": 2, "three": 2}
