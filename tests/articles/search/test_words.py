"""Folding, typing errors and excerpts: what needs no database."""

import re

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from articles.search.excerpts import LENGTH, excerpt
from articles.search.folding import MAX_LETTERS, words_in
from articles.search.spelling import error_between

WORDS = st.text("abc", min_size=2, max_size=7)


@given(st.text())
def test_folded_words_are_letters_and_stay_as_they_are(text: str) -> None:
    for word in words_in(text):
        assert word.isalnum()
        assert len(word) <= MAX_LETTERS
        assert words_in(word) == [word]


@given(WORDS, st.data())
def test_one_error_is_told_from_none_and_more(meant: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(meant) - 2))
    letter = data.draw(st.sampled_from("abcz"))
    typed = data.draw(
        st.sampled_from(
            [
                meant[:place] + meant[place + 1] + meant[place] + meant[place + 2 :],
                meant[:place] + meant[place + 1 :],
                meant[:place] + letter + meant[place:],
                meant[:place] + letter + meant[place + 1 :],
            ]
        )
    )
    assert (error_between(typed, meant) > 0) == (typed != meant)
    assert error_between("xy" + meant, meant) == 0


@pytest.mark.parametrize(
    ("typed", "meant", "error"),
    [
        ("btoox", "botox", 1), ("botx", "botox", 2), ("bottox", "botox", 3), ("botix", "botox", 4),
        ("botox", "botox", 0), ("xobot", "botox", 0), ("botoxes", "botox", 0), ("bot", "botox", 0),
    ],
)  # fmt: skip
def test_kinds_of_errors(typed: str, meant: str, error: int) -> None:
    assert error_between(typed, meant) == error


class TestExcerpts:
    def test_the_summary_is_shown_where_it_holds_a_word(self) -> None:
        assert excerpt("On Naps.", "Naps.", ["nap"]) == "On <mark>Naps</mark>."
        assert excerpt("Brûlée", "", ["brulee"]) == "<mark>Brûlée</mark>"

    def test_else_the_text_around_the_first_word(self) -> None:
        text = "word " * 100 + "here a nap ends " + "word " * 100
        shown = excerpt("Summary", text, ["nap"])
        assert "here a <mark>nap</mark> ends" in shown
        assert shown.startswith("…word ")
        assert shown.endswith(" word…")
        assert len(shown) <= LENGTH + len("<mark></mark>……")

    def test_a_text_without_spaces_is_cut_where_it_must(self) -> None:
        shown = excerpt("", "漢" * 100 + "\nnap\n" + "漢" * 300, ["nap"])
        assert "<mark>nap</mark>" in shown
        assert excerpt("", "x" * 999, ["x" * 40]).count("x") == LENGTH

    def test_else_the_summary_or_the_beginning(self) -> None:
        assert excerpt("Summary", "Text", ["title"]) == "Summary"
        assert excerpt("", "Text", ["title"]) == "Text"

    def test_short_words_are_marked_where_they_stand_alone(self) -> None:
        assert excerpt("An ant", "", ["an"]) == "<mark>An</mark> ant"

    @given(st.text(), st.text(), st.text(max_size=20))
    def test_it_is_escaped_and_says_nothing_else(self, summary: str, text: str, q: str) -> None:
        shown = excerpt(summary, text, words_in(q))
        bare = re.sub("</?mark>", "", shown)
        assert "<" not in bare
        assert bare.strip("…") in f"{escape(summary)}\n{escape(' '.join(text.split()))}"
