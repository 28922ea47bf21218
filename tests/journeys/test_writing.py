"""A writer pastes a text, puts in a picture of the library and refers to a source."""

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from tests.builders import articles, images
from tests.journeys.conftest import Visitors
from tests.journeys.desk import editor_of, go_to_the_end, save, sign_in
from tests.kit.pastes import GOOGLE_DOCS, WORD, WORD_LISTS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

PASTE = """(text, html) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData("text/html", html)
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }))
}"""
FROM_WORD = (
    "<h2>Before the visit</h2>"
    "<p>Drink <strong>water</strong>, not <em>juice</em>.</p>"
    "<ul><li>Bring a list</li></ul>"
    "<h2>What to <em>expect</em></h2>"
    "<table><tbody><tr><td><strong>Dose</strong></td><td></td></tr></tbody></table>"
    '<p>See <a href="https://example.org/guide">the guide</a> and notes.</p>'
)
FROM_WORD_LISTS = (
    "<p>Bring:</p>"
    "<ul><li>a list<ul><li>of <strong>medicines</strong></li><li>of questions</li></ul></li>"
    "<li>a friend</li></ul>"
    "<p>Then:</p>"
    '<ol start="3"><li>ask</li><li>listen</li></ol>'
)
FROM_GOOGLE_DOCS = (
    "<h2>Before the visit</h2>"
    "<p>Drink <strong>water</strong><em>, now</em><sup>1</sup><s>, later</s>"
    '<a href="https://example.org/guide">guide</a></p>'
    "<ul><li>One<ul><li><strong>Two</strong></li></ul></li><li>Three</li></ul>"
    "<table><tbody><tr><td>Cell</td></tr></tbody></table>"
)


def open_editor(writer: Page, article: Article) -> Locator:
    sign_in(writer, "writer", f"/admin/articles/article/{article.pk}/change/")
    return editor_of(writer.locator(".field-body"))


@pytest.mark.row("A2")
def test_pastes_of_office_programs_become_plain_elements(visitors: Visitors) -> None:
    article = articles.draft(body="<p>Old.</p>")
    writer = visitors.arrive()
    text = open_editor(writer, article)
    for paste, expected in (
        (WORD, FROM_WORD),
        (WORD_LISTS, FROM_WORD_LISTS),
        (GOOGLE_DOCS, FROM_GOOGLE_DOCS),
    ):
        text.press("Control+a")
        text.evaluate(PASTE, paste)
        save(writer)
        article.refresh_from_db()
        assert article.body == expected
        text = editor_of(writer.locator(".field-body"))


def assert_usable_by_everyone(toolbar: Locator) -> None:
    """Every button says what it does; one is reached with the tab key, the others by arrows."""
    buttons = toolbar.get_by_role("button")
    names = buttons.evaluate_all("all => all.map(each => each.ariaLabel)")
    assert all(name[0].isupper() for name in names), names
    assert len(set(names)) == len(names)
    stops = buttons.evaluate_all("all => all.map(each => each.tabIndex)")
    assert stops == [0] + [-1] * (len(stops) - 1)
    buttons.first.focus()
    buttons.first.press("ArrowRight")
    expect(buttons.nth(1)).to_be_focused()
    buttons.nth(1).press("ArrowLeft")
    expect(buttons.first).to_be_focused()


@pytest.mark.row("S1")
@pytest.mark.row("M3")
@pytest.mark.row("M5")
def test_a_picture_and_a_marker_are_put_in_with_the_keyboard(visitors: Visitors) -> None:
    bed = images.image(title="A bed", alt="A made bed")
    images.image(title="A chair", alt="")
    article = articles.draft(title="Sleep", body="<p>Sleep well.</p>", sources=["Sleep and health"])
    writer = visitors.arrive()
    text = open_editor(writer, article)
    expect(writer.locator(".field-title count-characters")).to_have_text("5 / 60")
    go_to_the_end(text)
    toolbar = writer.get_by_role("toolbar", name="Formatting").first
    assert_usable_by_everyone(toolbar)
    toolbar.get_by_role("button", name="Reference to a source").press("Enter")
    writer.keyboard.press("Enter")
    expect(text.locator("p")).to_have_text("Sleep well.[1]")
    expect(writer.locator(".field-body .word-count")).to_have_text("Words: 2")

    toolbar.get_by_role("button", name="Picture from the library").press("Enter")
    dialog = writer.get_by_role("dialog", name="Picture from the library")
    writer.keyboard.type("bed")
    expect(dialog.get_by_role("radio")).to_have_count(1)
    dialog.get_by_role("radio", name="A bed").press("Space")
    expect(dialog.get_by_label("Alternative text")).to_have_value("A made bed")
    dialog.get_by_label("Caption").fill("Where we sleep")
    writer.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(text).to_be_focused()
    expect(text.locator("figcaption")).to_have_text("Where we sleep")

    text.locator("figure img").dblclick()
    expect(dialog.get_by_label("Caption")).to_have_value("Where we sleep")
    dialog.get_by_label("Alternative text").fill("")
    writer.keyboard.press("Enter")
    expect(dialog).to_be_visible()  # neither words nor the tick
    dialog.get_by_label("Decorative").check()
    dialog.get_by_role("button", name="Put it in").click()
    save(writer)
    article.refresh_from_db()
    assert article.body == (
        f'<p>Sleep well.[1]</p><figure><img src="{bed.reference}" alt="" role="presentation">'
        "<figcaption>Where we sleep</figcaption></figure>"
    )
