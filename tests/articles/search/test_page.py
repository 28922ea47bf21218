"""The page of search: it shows what was asked and found, and no input makes it fail."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.search import MAX_CHARACTERS, MAX_WORDS, words_of
from tests.builders import articles, faqs, labels, pages
from tests.support.reading import programs, read


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

    def test_what_stands_around_results_is_as_new_as_they_are(self, client: Client) -> None:
        articles.live(title="Nap")
        for title in ("About us", "Imprint"):
            pages.live(title=title)
            assert title in read(client.get("/search/?q=nap")).one("footer").text

    @pytest.mark.row("Q3")
    def test_words_are_quoted_as_they_were_typed(self, client: Client) -> None:
        articles.live(title="Migraine at forty")
        shown = read(client.get("/search/?q=Migräine"))
        assert "“Migräine”" in shown.one("main").one(class_="search-count").text

    def test_what_a_category_does_not_have_is_looked_for_everywhere(self, client: Client) -> None:
        category = labels.category("Skin")
        shown = read(client.get(f"/search/?q=nap&category={category.slug}"))
        assert "/search/?q=nap" in shown.one("main").links()

    def test_a_typing_error_is_named_and_mended(self, client: Client) -> None:
        articles.live(title="Botox at forty")
        shown = read(client.get("/search/?q=botx"))
        sentence = "Nothing was found for “botx”, so this is 1 result for “botox”."
        assert shown.one("main").one(class_="search-count").text == sentence
        assert shown.one("main").one("input", type="search").attributes["value"] == "botx"

    @pytest.mark.row("Q1")
    def test_questions_are_called_so_and_lead_to_their_place(self, client: Client) -> None:
        question = faqs.live(question="Is a nap healthy?")
        articles.live(title="Nap rooms", slug="rooms", faqs=[question])
        hits = read(client.get("/search/?q=nap")).one("main").all(class_="card-hit")
        kinds = {hit.one("h2").links()[0]: bool(hit.all(class_="card-kind")) for hit in hits}
        anchor = "/articles/rooms/#question-" + question.slug
        assert kinds == {"/articles/rooms/": False, anchor: True}

    def test_results_are_narrowed_down_by_category(self, client: Client) -> None:
        child = labels.category("Naps", parent=labels.category("Sleep"))
        articles.live(title="Nap one", category=labels.category("Sleep"))
        articles.live(title="Nap two", category=child)
        articles.live(title="Nap three", category=labels.category("Work"))
        shown = read(client.get("/search/?q=nap")).one("main").one("nav")
        assert [item.text for item in shown.all("li")] == ["Sleep 2", "Naps 1", "Work 1"]
        narrowed = read(client.get(shown.links()[0])).one("main")
        assert "2 results for “nap” in Sleep" in narrowed.text
        assert len(narrowed.all(class_="card-hit")) == 2
        assert narrowed.one("nav").links() == ["/search/?q=nap"]

    def test_who_finds_nothing_is_shown_ways_out(self, client: Client) -> None:
        articles.live(title="Sleeping better", slug="sleep", category=labels.category("Sleep"))
        for query, is_missed in (("", False), ("zebra", True)):
            main = read(client.get("/search/", {"q": query})).one("main")
            assert ("Try other words" in main.text) is is_missed
            for link in ("/articles/sleep/", "/categories/sleep/", "/articles/", "/faq/"):
                assert link in main.links(), query

    def test_further_pages_hold_the_rest(self, client: Client) -> None:
        for number in range(13):
            articles.live(title=f"Nap {number}")
        assert len(read(client.get("/search/?q=nap")).all(class_="card-hit")) == 12
        assert len(read(client.get("/search/?q=nap&page=2")).all(class_="card-hit")) == 1
        assert client.get("/search/?q=nap&page=3").status_code == 404

    @pytest.mark.row("Q3")
    def test_what_is_found_is_marked_and_the_rest_is_text(self, client: Client) -> None:
        articles.live(
            title="Quiet nights",
            summary="Calm.",
            body="<p>Of 1 &lt; 2 &amp; &lt;b&gt;naps&lt;/b&gt; I write.</p>",
        )
        content = client.get("/search/?q=nap").content.decode()
        assert "Of 1 &lt; 2 &amp; &lt;b&gt;<mark>naps</mark>&lt;/b&gt; I write." in content

    def test_a_search_without_words_is_a_form(self, client: Client) -> None:
        articles.live()
        for path in ("/search/", "/search/?q=", "/search/?q=+"):
            assert read(client.get(path)).all(class_="card-hit") == [], path

    def test_a_long_question_is_cut_and_says_so(self, client: Client) -> None:
        response = client.get("/search/", {"q": "sleep " * 2000})
        assert response.status_code == 200
        assert "Only the first 200 characters" in response.content.decode()
        assert len(response.content) < 20_000

    @pytest.mark.row("Q2")
    @pytest.mark.parametrize(
        "raw",
        [
            "%ED%A0%80", "%FF%FE", "%C0%AF", "%F0%9F%92%A4", '"', "*", "-", "AND", "OR NOT",
            "NEAR(a+b,+2)", "title:sleep", "sleep*", "-sleep", "^sleep", "%22sleep+well%22",
            "%27%3A*+%7C+!",
            "%", "%25", "%5C", "'%3B+DROP+TABLE+articles_edition%3B--", "((((", "a" * 10_000,
            "%22unclosed", "%E2%80%8B", "sleep&q=again", "sleep&page=", "%0D%0AX-Injected:+1",
        ],
    )  # fmt: skip
    def test_no_input_makes_it_fail(self, client: Client, raw: str) -> None:
        for place in ("/search/", "/search/suggest/", "/faq/"):
            response = client.get(f"{place}?q={raw}")
            assert response.status_code == 200
            assert "X-Injected" not in response.headers

    def test_what_was_asked_is_shown_as_text(self, client: Client) -> None:
        shown = read(client.get("/search/", {"q": "<script>alert(1)</script>"}))
        assert [e["src"] for e in programs(shown)] == ["/static/js/site.js"]
        assert "<script>alert(1)</script>" in shown.one("title").text


@pytest.mark.row("Q2")
class TestAnyInput(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        articles.live(title="Sleeping better")

    @settings(deadline=None, max_examples=60)
    @given(st.text(max_size=60) | st.binary(max_size=40))
    @example("\x00")
    @example(b"\xff\xfe\x00")
    @example("\x01")
    @example("\ufdfa" * 60)
    @example("sleping \U0001f4a4 AND")
    def test_search_and_hub_answer(self, query: str | bytes) -> None:
        for place in ("/search/", "/search/suggest/", "/faq/"):
            response = self.client.get(f"{place}?q={quote(query)}&category={quote(query)}")
            # No text holds a null character, so no honest reader asks for one.
            assert response.status_code == (400 if "%00" in quote(query) else 200)
