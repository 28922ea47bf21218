"""Byline, FAQs, category and team are taken out of the text only if beyond doubt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_config.kit.wxr import Extracted, extract
from site_config.kit.wxr.top_level import split_blocks

pytestmark = pytest.mark.row("I9")

FOOTER = "<p>This article is in the category Sleep and created by Night Team</p>"


def unchanged(html: str) -> Extracted:
    return Extracted(byline=None, faqs=(), category=None, team=None, body=html)


def faq(section: str, heading: str = "<h2>Frequently Asked Questions</h2>") -> str:
    return f"<p>Before.</p>\n{heading}\n{section}\n<h2>Sources</h2>\n<p>After.</p>"


class TestTheWholeArticle:
    def test_every_part_becomes_a_field(self):
        html = (
            "<p><strong>By:</strong> Dr. Mara Lindqvist, MD</p>\n<h2>Naps</h2>\n<p>They help.</p>\n"
            "<h2>Frequently Asked Questions</h2>\n<h3>1. How long?</h3>\n<p>Twenty minutes.</p>\n"
            f"<h3>2. How often?</h3>\n<p>Daily.</p>\n{FOOTER}"
        )
        assert extract(html) == Extracted(
            byline="Dr. Mara Lindqvist, MD",
            faqs=(
                ("How long?", "<p>Twenty minutes.</p>"),
                ("How often?", "<p>Daily.</p>"),
            ),
            category="Sleep",
            team="Night Team",
            body="<h2>Naps</h2>\n<p>They help.</p>\n",
        )

    @pytest.mark.parametrize(
        "html",
        [
            "",
            "Just text",
            "<p>Nothing to find.</p>\n<ul><li>x</li></ul> ",
            "<p>By: Mara <b>Lindqvist</p></b>",
            "<p>By: Mara Lindqvist",
        ],
    )
    def test_without_them_or_with_broken_tags_nothing_changes(self, html):
        assert extract(html) == unchanged(html)


class TestByline:
    @pytest.mark.parametrize(
        ("paragraph", "name"),
        [
            ("By: Mara Lindqvist", "Mara Lindqvist"),
            ("By Mara Lindqvist", "Mara Lindqvist"),
            ("<em>by : Mara Lindqvist</em>", "Mara Lindqvist"),
            ("By Ines van der Berg and Otto Meyer", "Ines van der Berg and Otto Meyer"),
            ("By:&nbsp;Mara&nbsp;Lindqvist", "Mara Lindqvist"),
        ],
    )
    def test_is_the_first_paragraph(self, paragraph, name):
        extracted = extract(f"<h2>Naps</h2><p>{paragraph}</p><p>Text.</p>")
        assert (extracted.byline, extracted.body) == (name, "<h2>Naps</h2><p>Text.</p>")

    @pytest.mark.parametrize(
        "html",
        [
            "<p>By eating more fibre you sleep better.</p>",
            "<p>By 2030 Everyone Sleeps</p>",
            "<p>By: Mara Lindqvist | Updated in May</p>",
            "<p>By the Sea We Slept Well.</p>",
            "<p>Bye Mara</p>",
            "<p>Intro.</p><p>By: Mara Lindqvist</p>",
            '<p>By: Mara <img src="mara.png"></p>',
        ],
    )
    def test_a_sentence_is_none(self, html):
        assert extract(html) == unchanged(html)


class TestCategoryAndTeam:
    @pytest.mark.parametrize(
        "line", [FOOTER, FOOTER.replace("Team<", "Team.<").replace("p>", "P>")]
    )
    def test_the_line_is_taken_out(self, line):
        extracted = extract(f"<p>Text.</p>\n{line}")
        assert (extracted.category, extracted.team) == ("Sleep", "Night Team")
        assert extracted.body == "<p>Text.</p>\n"

    @pytest.mark.parametrize(
        "html",
        [
            FOOTER + FOOTER,
            "<p>Text. This article is in the category Sleep and created by Night Team</p>",
            "<p>This article is in the category Sleep</p>",
            f"<blockquote>{FOOTER}</blockquote>",
        ],
    )
    def test_in_doubt_it_stays(self, html):
        assert extract(html) == unchanged(html)


class TestFaqs:
    EXPECTED = (("How long?", "<p>Twenty minutes.</p>"), ("How often?", "<p>Daily.</p>"))

    @pytest.mark.parametrize(
        "section",
        [
            "<h3>1. How long?</h3><p>Twenty minutes.</p><h3>2. How often?</h3><p>Daily.</p>",
            "<h2>1) How long?</h2><p>Twenty minutes.</p><h2>2) How often?</h2><p>Daily.</p>",
            "<p>1. How long?</p><p>Twenty minutes.</p><p>2. How often?</p><p>Daily.</p>",
            "<p><strong>1. How long?</strong><br>\nTwenty minutes.</p>"
            "<p><strong>2. How often?</strong><br>\nDaily.</p>",
            "<p>1. How long?<br>Twenty minutes.</p><p>2. How often?<br>Daily.</p>",
            "<ol><li>How long?<br>Twenty minutes.</li><li>How often?<br>Daily.</li></ol>",
            "<ol>\n<li><b>How long?</b> Twenty minutes.</li>\n"
            "<li><b>How often?</b> Daily.</li>\n</ol>",
            "<ol><li><p>How long?</p><p>Twenty minutes.</p></li>"
            "<li>\n<p>How often?</p><p>Daily.</p></li></ol>",
            "<ol><li>How long?</li></ol><p>Twenty minutes.</p>"
            '<ol start="2"><li>How often?</li></ol><p>Daily.</p>',
        ],
    )
    def test_shapes_of_the_section(self, section):
        extracted = extract(faq(section))
        assert extracted.faqs == self.EXPECTED
        assert extracted.body == "<p>Before.</p>\n<h2>Sources</h2>\n<p>After.</p>"

    @pytest.mark.parametrize(
        "heading",
        [
            "<h3>frequently asked questions</h3>",
            "<h2>4. Frequently Asked Questions (FAQs)</h2>",
            "<h2><strong>Frequently Asked Questions About Naps</strong></h2>",
        ],
    )
    def test_shapes_of_the_heading(self, heading):
        section = "<p>1. How long?</p><p>Twenty minutes.</p><p>2. How often?</p><p>Daily.</p>"
        assert extract(faq(section, heading)).faqs == self.EXPECTED

    def test_an_answer_may_hold_anything_but_a_question(self):
        answer = (
            "<p>Count:</p>\n<ol><li>one</li><li>two</li></ol>\n<h4>Why</h4>\n<p>2. It works.</p>"
        )
        extracted = extract(faq(f"<h3>1. How?</h3>{answer}<h3>2. When?</h3><p>Now.</p>"))
        assert extracted.faqs == (("How?", answer), ("When?", "<p>Now.</p>"))

    def test_a_numbered_heading_of_the_article_ends_the_section(self):
        html = (
            "<h2>1. Frequently Asked Questions</h2><h3>1. How?</h3><p>So.</p>"
            "<h2>2. In short</h2><p>Sleep.</p>"
        )
        extracted = extract(html)
        assert extracted.faqs == (("How?", "<p>So.</p>"),)
        assert extracted.body == "<h2>2. In short</h2><p>Sleep.</p>"

    @pytest.mark.parametrize(
        "section",
        [
            "",
            "<p>Ask us anything.</p>",
            "<p>Ask us.</p><h3>1. How?</h3><p>So.</p>",
            "<h3>How?</h3><p>So.</p>",
            "<h3>1. How?</h3><p>So.</p><h3>3. When?</h3><p>Now.</p>",
            "<h3>2. How?</h3><p>So.</p>",
            "<h3>1. How?</h3><h3>2. When?</h3><p>Now.</p>",
            "<h3>1. How?</h3><p>So.</p><h3>When?</h3><p>Now.</p>",
            "<ol><li>How?</li><li>When?</li></ol>",
            "<ol><li>Sleep.</li><li>Wake.</li></ol>",
            '<ol start="4"><li>How?<br>So.</li></ol>',
        ],
    )
    def test_in_doubt_they_stay(self, section):
        assert extract(faq(section)) == unchanged(faq(section))

    def test_text_behind_the_last_answer_may_not_belong_to_it(self):
        start = "<h2>Frequently Asked Questions</h2><h3>1. How?</h3><p>So.</p>"
        assert extract(start).faqs == (("How?", "<p>So.</p>"),)
        html = f"{start}<p>Thank you for reading.</p>"
        assert extract(html) == unchanged(html)

    def test_two_sections_stay(self):
        html = faq("<h3>1. How?</h3><p>So.</p>") * 2
        assert extract(html) == unchanged(html)


PIECES = st.lists(
    st.sampled_from(
        [
            *("<p>By: Mara", "<p>", "</p>", "<ol>", "</ol>", "<li>", "</li>", "<b>", "</b>"),
            *("<h2>Frequently Asked Questions</h2>", "<h3>1. How?</h3>", "<h2>", "</h2>"),
            *("How?", "1. ", "2. ", "text", "<br>", "\n", FOOTER),
        ]
    )
).map("".join)


@settings(deadline=None)
@given(PIECES)
def test_what_is_not_a_field_stays_in_the_body(html):
    extracted = extract(html)
    if extracted == unchanged(html):
        return
    assert extracted.byline or extracted.faqs or extracted.category
    assert len(extracted.body) < len(html)
    assert all(question and answer for question, answer in extracted.faqs)


@settings(deadline=None)
@given(PIECES)
def test_the_sources_of_the_blocks_are_the_html(html):
    blocks = split_blocks(html)
    assert blocks is None or "".join(block.source for block in blocks) == html
