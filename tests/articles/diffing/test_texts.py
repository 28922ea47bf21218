"""Two texts as one with <ins> and <del>: nothing is lost, nothing is made up, little is marked."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.diffing import line_diff, text_diff
from articles.diffing.aligning import MOST_PAIRS, Budget, stretches
from site_config.kit.html import ARTICLE, clean
from tests.kit.markup import tag_soup

SENTENCE = st.text(alphabet=st.sampled_from("ab .,5%é<&"), max_size=20)
PARAGRAPHS = st.lists(st.sampled_from(["h2", "p", "li"]).flatmap(
    lambda name: SENTENCE.map(lambda words: (name, words))
), max_size=6)  # fmt: skip


def html_of(blocks: list[tuple[str, str]]) -> str:
    raw = "".join(
        f"<{name}>{words.replace('&', '&amp;').replace('<', '&lt;')}</{name}>"
        for name, words in blocks
    )
    return clean(raw, ARTICLE)


TEXTS = PARAGRAPHS.map(html_of) | tag_soup.map(lambda soup: clean(soup, ARTICLE))


def words(diff: str) -> str:
    """The words of a diff, whatever the elements around them and the addresses of its links."""
    without_addresses = re.sub(r"<small.*?</small>", "", diff, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", " ", without_addresses))
    return "".join(text.split())


def without(mark: str, diff: str) -> str:
    return words(re.sub(rf"<{mark}>.*?</{mark}>", "", diff, flags=re.DOTALL))


@pytest.mark.row("A6")
@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_in_it(before: str, after: str) -> None:
    diff = text_diff(before, after, fold=False)
    assert without("ins", diff) == words(text_diff(before, before, fold=False))
    assert without("del", diff) == words(text_diff(after, after, fold=False))


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_the_same_text_has_no_marks(text: str) -> None:
    diff = text_diff(text, text)
    assert "<ins>" not in diff
    assert "<del>" not in diff


@settings(deadline=None, max_examples=40)
@given(SENTENCE, SENTENCE)
def test_lines_can_be_read_both_ways(before: str, after: str) -> None:
    diff = line_diff(before, after)
    assert without("ins", diff) == "".join(before.split())
    assert without("del", diff) == "".join(after.split())


@pytest.mark.row("A6")
class TestReadsLikeProse:
    @pytest.mark.parametrize(
        ("before", "after", "shown"),
        [
            (
                "<p>Sleep seven hours.</p>",
                "<p>Sleep eight hours.</p>",
                "Sleep <del>seven</del> <ins>eight</ins> hours.",
            ),
            ("<p>Rest.</p>", "<p>Rest more.</p>", "Rest<ins> more</ins>."),
            (
                "<p>Rest <strong>now</strong></p>",
                "<p>Rest now</p>",
                "Rest <del><strong>now</strong></del> <ins>now</ins>",
            ),
        ],
    )
    def test_words_not_lines(self, before: str, after: str, shown: str) -> None:
        diff = text_diff(before, after)
        assert plain(diff) == plain(shown)
        assert diff.count("diff-block") == 1

    def test_a_link_that_leads_elsewhere_tells_both_addresses(self) -> None:
        before, after = (
            f'<p>See <a href="https://{host}.example/">the trial</a>.</p>' for host in ("a", "b")
        )
        diff = text_diff(before, after)
        assert "(https://a.example/)" in diff
        assert "(https://b.example/)" in diff

    def test_blocks_keep_their_counterparts(self) -> None:
        before = "<h2>Naps</h2><p>Take a short nap.</p><p>Then get up and walk a little.</p>"
        after = "<p>A new one.</p><h2>Naps</h2><p>Then get up and walk a lot.</p>"
        lines = [plain(line) for line in text_diff(before, after).split("</p>") if line]
        assert lines == [
            "<ins>A new one.</ins>",
            "Naps",
            "<del>Take a short nap.</del>",
            "Then get up and walk a <del>little</del> <ins>lot</ins>.",
        ]

    def test_another_kind_of_block_is_another_block(self) -> None:
        diff = text_diff("<p>Naps</p>", "<h2>Naps</h2>")
        assert '<p class="diff-block diff-p"> <del>Naps</del></p>' in diff
        assert '<p class="diff-block diff-h2"> <ins>Naps</ins></p>' in diff

    def test_cells_stand_side_by_side(self) -> None:
        table = "<table><tbody><tr><td>Age</td><td>{}</td></tr></tbody></table>"
        diff = text_diff(table.format("7"), table.format("8"))
        assert plain(diff) == "| Age | <del>7</del> <ins>8</ins>"

    def test_what_did_not_change_is_folded(self) -> None:
        same = "".join(f"<p>Paragraph {n}.</p>" for n in range(20))
        diff = text_diff(f"{same}<p>Old</p>", f"{same}<p>New</p>")
        assert "… 18 unchanged paragraphs" in diff
        assert "Paragraph 0" in diff
        assert "Paragraph 19" in diff
        assert "Paragraph 7" not in diff

    def test_nothing_in_it_is_markup_of_the_text(self) -> None:
        diff = text_diff("<p>a</p>", "<p>&lt;script&gt; &amp; &lt;ins&gt;</p>")
        assert "&lt;script&gt;" in diff
        assert "<script" not in diff


class TestCostIsBounded:
    def test_equal_ends_cost_nothing(self) -> None:
        budget = Budget()
        before = [*"a" * 5000, "x", *"b" * 5000]
        after = [*"a" * 5000, "y", *"b" * 5000]
        found = stretches(before, after, budget)
        assert [stretch.kind for stretch in found] == ["equal", "replace", "equal"]
        assert budget.pairs == MOST_PAIRS

    def test_what_would_cost_too_much_is_replaced_whole(self) -> None:
        before, after = ["x", *"ab" * 1000, "x"], ["y", *"ba" * 1000, "y"]
        assert [s.kind for s in stretches(before, after, Budget())] == ["replace"]

    def test_a_long_text_of_repetitions(self) -> None:
        """Every block like every other: 20 000 words against 20 000."""
        before = "<p>a b a b a b a b a b</p>" * 2_000
        after = "<p>b a b a b a b a b a</p>" * 2_000
        diff = text_diff(before, after, fold=False)
        assert diff.count("<p") == 2_000


def plain(html: str) -> str:
    without_blocks = re.sub(r"</?p[^>]*>", "", html)
    return " ".join(without_blocks.replace("<ins> ", " <ins>").split()).strip()
