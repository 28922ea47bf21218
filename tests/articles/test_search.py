"""Search: every word, nothing unpublished, and no input makes it fail."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.search import MAX_CHARACTERS, MAX_WORDS, find, words_of
from tests.builders import DAY, NOW, articles, pages
from tests.support.reading import read


def titles(query: str) -> list[str]:
    return [edition.title for edition in find(words_of(query), now=NOW)]


class TestWords:
    @given(st.text(st.characters()))
    def test_whatever_is_typed_gives_words_that_can_be_looked_for(self, query: str) -> None:
        words = words_of(query)
        assert len(words) <= MAX_WORDS
        assert sum(map(len, words)) <= MAX_CHARACTERS
        for word in words:
            assert word
            assert "\x00" not in word
            word.encode()

    def test_they_are_parted_by_white_space_of_any_kind(self) -> None:
        assert words_of(" sleep\u00a0well\nat\x00night ") == ["sleep", "well", "at", "night"]


@pytest.mark.django_db
class TestFinding:
    def test_every_word_must_occur_somewhere(self) -> None:
        articles.live(
            title="Sleeping better", summary="At night.", body="<p>Lie <em>down</em>.</p>"
        )
        articles.live(title="Walking", summary="By day.", body="<p>Get up.</p>")
        for query in ("sleeping", "NIGHT", "down", "better down night", "leep"):
            assert titles(query) == ["Sleeping better"], query
        assert titles("sleeping walking") == []
        assert titles("") == []

    def test_titles_come_first_and_then_the_newest(self) -> None:
        articles.live(title="About naps", now=NOW - 3 * DAY)
        articles.live(title="Newest", body="<p>On naps.</p>", now=NOW - DAY)
        articles.live(title="Older", body="<p>On naps.</p>", now=NOW - 2 * DAY)
        assert titles("naps") == ["About naps", "Newest", "Older"]

    def test_markup_is_not_text(self) -> None:
        articles.live(body='<p>Text <a href="https://example.org/hidden">link</a></p>')
        assert titles("href") == titles("hidden") == []

    @pytest.mark.parametrize("query", ["%", "_", "\\", "100%", "'", '"', "*", "(", "a_b"])
    def test_signs_mean_themselves(self, query: str) -> None:
        articles.live(title="Nothing of that kind", summary="Plain", body="<p>Plain</p>")
        assert titles(query) == []
        articles.live(title=f"With {query} in it")
        assert titles(query) == [f"With {query} in it"]

    def test_nothing_unpublished_is_found(self) -> None:
        articles.draft(title="Secret nap")
        articles.scheduled(title="Planned nap")
        articles.withdrawn(title="Gone nap", now=NOW - 9 * DAY)
        live = articles.live(title="Known", body="<p>Text</p>")
        articles.revise(live, title="Known nap", body="<p>nap</p>")
        assert titles("nap") == []

    def test_pages_are_not_articles(self) -> None:
        pages.live(title="About naps")
        assert titles("naps") == []


@pytest.mark.django_db
class TestPage:
    def test_it_shows_what_was_asked_and_found(self, client: Client) -> None:
        articles.live(title="Sleeping better", slug="sleep", summary="At night.")
        shown = read(client.get("/search/?q=sleeping"))
        assert "1 result for “sleeping”" in shown.text
        [hit] = shown.one("main").all(class_="card-hit")
        assert hit.one("h2").links() == ["/articles/sleep/"]
        assert "At night." in hit.text
        assert shown.one("main").one("input", type="search").attributes["value"] == "sleeping"
        assert shown.one("meta", name="robots").attributes["content"] == "noindex"

    def test_a_search_without_words_is_a_form(self, client: Client) -> None:
        articles.live()
        for path in ("/search/", "/search/?q=", "/search/?q=+"):
            assert read(client.get(path)).all(class_="card-hit") == [], path

    def test_a_long_question_is_cut_and_says_so(self, client: Client) -> None:
        response = client.get("/search/", {"q": "sleep " * 2000})
        assert response.status_code == 200
        assert "Only the first 200 characters" in response.content.decode()
        assert len(response.content) < 20_000

    @pytest.mark.parametrize(
        "raw",
        [
            "%ED%A0%80", "%FF%FE", "%C0%AF", "%F0%9F%92%A4", '"', "*", "-", "AND", "OR NOT",
            "%", "%25", "%5C", "'%3B+DROP+TABLE+articles_edition%3B--", "((((", "a" * 10_000,
            "%22unclosed", "%E2%80%8B", "sleep&q=again", "sleep&page=", "%0D%0AX-Injected:+1",
        ],
    )  # fmt: skip
    def test_no_input_makes_it_fail(self, client: Client, raw: str) -> None:
        for place in ("/search/", "/faq/"):
            response = client.get(f"{place}?q={raw}")
            assert response.status_code == 200
            assert "X-Injected" not in response.headers

    def test_what_was_asked_is_shown_as_text(self, client: Client) -> None:
        shown = read(client.get("/search/", {"q": "<script>alert(1)</script>"}))
        assert shown.all("script") == []
        assert "<script>alert(1)</script>" in shown.one("title").text


class TestAnyInput(TestCase):
    @settings(deadline=None, max_examples=60)
    @given(st.text(max_size=60) | st.binary(max_size=40))
    @example("\x00")
    @example(b"\xff\xfe\x00")
    @example("\x01")
    def test_search_and_hub_answer(self, query: str | bytes) -> None:
        for place in ("/search/", "/faq/"):
            response = self.client.get(f"{place}?q={quote(query)}&category={quote(query)}")
            # No text holds a null character, so no honest reader asks for one.
            assert response.status_code == (400 if "%00" in quote(query) else 200)
