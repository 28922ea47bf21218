"""Texts pasted from office programs."""

import pytest

from site_config.kit.html import ARTICLE, FAQ_ANSWER, clean, plain_text
from tests.kit.markup import Reader
from tests.kit.pastes import GOOGLE_DOCS, WORD

pastes = pytest.mark.parametrize("paste", [WORD, GOOGLE_DOCS], ids=["Word", "Google Docs"])


@pytest.mark.row("A2")
@pastes
def test_only_allowed_tags_and_no_styles_remain(paste: str) -> None:
    result = clean(paste, ARTICLE)
    assert Reader(result, ARTICLE).wrong == []
    assert "style" not in result
    assert "mso" not in result.lower()
    assert Reader(clean(paste, FAQ_ANSWER), FAQ_ANSWER).wrong == []


@pytest.mark.row("A2")
@pastes
def test_the_title_becomes_a_plain_second_heading(paste: str) -> None:
    headings = [name for name, _ in Reader(clean(paste, ARTICLE), ARTICLE).elements]
    assert headings[0] == "h2"
    assert headings[1] not in ("strong", "b")
    assert "h1" not in headings


@pytest.mark.row("A2")
def test_a_paste_from_word() -> None:
    lines = [line for line in clean(WORD, ARTICLE).split("\n") if line.strip()]
    assert lines == [
        "<h2>Before the visit</h2>",
        "<p>Drink <strong>water</strong>, not <em>juice</em>.</p>",
        "<p>·&nbsp;&nbsp;&nbsp; Bring a list</p>",
        "<h2>What to <em>expect</em></h2>",
        "<table>",
        " <tbody><tr><td><strong>Dose</strong></td><td></td></tr>",
        "</tbody></table>",
        '<p>See <a href="https://example.org/guide">the guide</a>  and notes.</p>',
    ]


@pytest.mark.row("A2")
def test_a_paste_from_google_docs() -> None:
    assert clean(GOOGLE_DOCS, ARTICLE) == (
        '<h2 dir="ltr">Before the visit</h2>'
        '<p dir="ltr">Drink <strong>water</strong><em>, now</em><sup>1</sup><s>, later</s>'
        '<a href="https://example.org/guide">guide</a></p>'
        '<ul><li dir="ltr"><p dir="ltr">One</p>'
        '<ul><li dir="ltr"><p dir="ltr"><strong>Two</strong></p></li></ul></li>'
        '<li dir="ltr"><p dir="ltr">Three</p></li></ul>'
        '<table><tbody><tr><td><p dir="ltr">Cell</p></td></tr></tbody></table>'
    )


def test_nothing_that_was_to_be_read_is_lost() -> None:
    assert plain_text(clean(WORD, ARTICLE)).split("\n") == [
        "Before the visit",
        "Drink water, not juice.",
        "· Bring a list",
        "What to expect",
        "Dose",
        "See the guide and notes.",
    ]


def test_a_list_beside_no_item_gets_one() -> None:
    assert clean("<ul><ol><li>a</li></ol></ul>", ARTICLE) == (
        "<ul><li><ol><li>a</li></ol></li></ul>"
    )
