"""What the texts of a WordPress item become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wordpress.texts import (
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    shortened,
    texts_of,
    words_on_one_line,
)
from tests.support.wordpress_items import item

pytestmark = pytest.mark.row("I1")

FAQS = (
    "<h2>Frequently Asked Questions</h2><h3>1. Is &lt;5 mg enough?</h3><p>Yes.</p>"
    '<h3>2. How does it look?</h3><p>Like this: <img src="https://pictures.example/a.png"></p>'
)


class TestTitle:
    @pytest.mark.parametrize(
        ("written", "title"),
        [
            ("Sun &amp; moon", "Sun & moon"),
            ("With <em>marks</em> of <b>all<sup>2</sup></b> kinds", "With marks of all2 kinds"),
            ("  Two \n lines ", "Two lines"),
            ("5 < 6 & 7", "5 < 6 & 7"),
            ("<script>alert(1)</script>Calm", "Calm"),
        ],
    )
    def test_is_plain_text(self, written: str, title: str) -> None:
        assert texts_of(item(title=written)).title == title

    def test_is_made_of_the_first_words_where_there_is_none(self) -> None:
        texts = texts_of(item(title="", content="One two three four five six seven eight nine."))
        assert texts.title == "One two three four five six seven eight…"
        assert "had no title" in texts.notes[0]

    def test_of_nothing_at_all(self) -> None:
        assert texts_of(item(title=" ", content="")).title == "Untitled"

    def test_fits_its_column(self) -> None:
        texts = texts_of(item(title="word " * 100))
        assert len(texts.title) <= TITLE_LIMIT
        assert texts.title.endswith("word…")
        assert texts.notes == ("its title was shortened to 300 characters",)


class TestSlug:
    @pytest.mark.parametrize(
        ("slug", "wanted"),
        [("sleep-well", "sleep-well"), ("%cf%8d%cf%80", "ύπ"), ("", "A title"), ("50%", "50%")],
    )
    def test_is_decoded_or_made_of_the_title(self, slug: str, wanted: str) -> None:
        assert texts_of(item(slug=slug, title="A title")).wanted_slug == wanted


class TestSummary:
    def test_is_the_excerpt_as_plain_text(self) -> None:
        texts = texts_of(
            item(excerpt="Sun, <em>food</em>\n\n&amp; [gallery ids=1] <!-- wp:x -->pills")
        )
        assert texts.summary == "Sun, food & pills"

    def test_fits_its_column(self) -> None:
        texts = texts_of(item(excerpt="word " * 200))
        assert len(texts.summary) <= SUMMARY_LIMIT
        assert "its excerpt was shortened to 500 characters" in texts.notes


@pytest.mark.row("I7")
def test_what_cannot_be_carried_over_is_told() -> None:
    content = '[gallery ids="1,2"]\n\n<iframe src="https://player.example/v"></iframe>'
    texts = texts_of(item(content=content))
    assert texts.notes == (
        'could not be carried over as it was: <iframe src="https://player.example/v">; '
        '[gallery ids="1,2"]',
    )


class TestFieldsInTheText:
    def test_of_a_post_are_taken_out(self) -> None:
        content = f"<p>By: Noor Haddad</p><p>Text.</p>{FAQS}"
        content += "<p>This article is in the category R&amp;D and created by A &amp; B.</p>"
        texts = texts_of(item(content=content))
        assert (texts.byline, texts.category, texts.team) == ("Noor Haddad", "R&D", "A & B")
        assert texts.body.strip() == "<p>Text.</p>"

    def test_questions_are_plain_text_and_what_an_answer_loses_is_told(self) -> None:
        texts = texts_of(item(content=FAQS))
        assert [question for question, _answer in texts.faqs] == [
            "Is <5 mg enough?",
            "How does it look?",
        ]
        assert texts.notes == ("the answer to question 2 may not hold img: text kept",)

    def test_of_a_page_stay(self) -> None:
        texts = texts_of(item(post_type="page", content=f"<p>By: Noor Haddad</p>{FAQS}"))
        assert (texts.byline, texts.faqs) == ("", ())
        assert "Noor Haddad" in texts.body
        assert "Frequently Asked Questions" in texts.body


@given(text=st.text(), limit=st.integers(min_value=1, max_value=40))
def test_shortening_keeps_the_beginning_and_the_limit(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    line = words_on_one_line(text)
    assert line == " ".join(line.split())
