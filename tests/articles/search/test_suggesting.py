"""What is suggested to who has begun to type."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.search import MAX_CHARACTERS, suggest, words_of
from articles.search.suggesting import MAX_SUGGESTIONS
from tests.builders import DAY, NOW, articles, faqs, people

pytestmark = pytest.mark.django_db


def suggested(query: str) -> list[str]:
    return [each.title for each in suggest(words_of(query), now=NOW)]


@pytest.mark.row("Q3")
def test_beginnings_of_words_find_titles_questions_and_authors() -> None:
    articles.live(title="Botox at forty", authors=[people.author("Bota Berg")])
    faqs.live(question="Does botox hurt?")
    articles.live(title="Walking", body="<p>Not about botox.</p>")
    assert suggested("bot") == ["Botox at forty", "Does botox hurt?", "Bota Berg"]
    assert suggested("forty BOTO") == ["Botox at forty"]
    assert suggested("berg") == ["Bota Berg"]
    assert suggested("bo") == suggested("") == suggested("*") == []


@pytest.mark.row("Q4")
def test_nothing_is_suggested_that_readers_cannot_see() -> None:
    articles.draft(title="Botox draft", authors=[people.author("Botan Draft")])
    articles.scheduled(title="Botox soon", at=NOW + DAY)
    articles.withdrawn(title="Botox withdrawn")
    assert suggested("botox") == suggested("botan") == []


def test_there_are_few_in_three_queries() -> None:
    for number in range(MAX_SUGGESTIONS + 2):
        articles.live(title=f"Nap {number}", authors=[people.author(f"Nap Author {number}")])
    with CaptureQueriesContext(connection) as queries:
        assert len(suggested("nap")) == MAX_SUGGESTIONS
    assert len(queries) <= 3


def test_the_answer_is_text_that_nobody_keeps(client: Client) -> None:
    articles.live(title="<b>Naps</b> at noon", slug="naps")
    faqs.live(question="Naps?", slug="naps")
    response = client.get("/search/suggest/?q=naps")
    assert response.json() == {
        "number": "2 suggestions",
        "suggestions": [
            {"title": "<b>Naps</b> at noon", "path": "/articles/naps/", "kind": ""},
            {"title": "Naps?", "path": "/faq/naps/", "kind": "Question"},
        ],
    }
    assert "no-store" in response["Cache-Control"]
    assert client.get("/search/suggest/", {"q": "a" * 10_000}).json()["suggestions"] == []
    assert client.post("/search/suggest/").status_code == 405
    assert MAX_CHARACTERS < 10_000
