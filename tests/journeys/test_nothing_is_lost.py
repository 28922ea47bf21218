"""A browser dies in the middle of a sentence, and two people save the same article."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, UnsavedText
from tests.builders import articles, people
from tests.journeys.conftest import Visitors
from tests.journeys.desk import editor_of, go_to_the_end, save, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def change_page(article: Article) -> str:
    return f"/admin/articles/{article.kind}/{article.pk}/change/"


def type_at_the_end(page: Page, words: str) -> None:
    go_to_the_end(editor_of(page.locator(".field-body")))
    page.keyboard.type(words)


@pytest.mark.row("A4")
@pytest.mark.row("A5")
@pytest.mark.row("E15")
@pytest.mark.row("U3")
def test_a_sentence_survives_its_browser_and_a_colleague(visitors: Visitors) -> None:
    article = articles.draft(title="Sleeping better", body="<p>Sleep is good.</p>")
    people.editor()
    first = visitors.arrive()
    sign_in(first, "writer", change_page(article))
    type_at_the_end(first, " It is also n")
    expect(first.locator(".unsaved-kept")).to_contain_text("kept at")
    first.context.close()
    # As if it had died half a minute ago.
    kept = UnsavedText.objects.get()
    kept.saved_at = article.created_at
    kept.save()

    writer, editor = visitors.arrive(), visitors.arrive()
    sign_in(writer, "writer", change_page(article))
    expect(writer.locator(".unsaved-offer")).to_contain_text("was not saved")
    writer.get_by_role("link", name="Take it up").click()
    expect(editor_of(writer.locator(".field-body"))).to_contain_text("It is also n")
    type_at_the_end(writer, "ecessary.")
    with writer.context.expect_page() as opened:
        writer.get_by_role("button", name="Preview what is typed").first.click()
    shown = opened.value.frame_locator(".preview-frame")
    expect(shown.locator(".article-body")).to_contain_text("It is also necessary.")

    sign_in(editor, "editor", change_page(article))
    expect(editor.locator(".presence")).to_contain_text("writer is editing")
    editor.locator("#id_title").fill("Sleeping well")
    save(editor)

    writer.get_by_role("button", name="Save and continue editing").first.click()
    expect(writer.locator(".conflict-lead")).to_contain_text("saved by editor")
    expect(writer.locator("[name=choice-title][value=theirs]")).to_be_checked()
    expect(writer.locator("[name=choice-body][value=yours]")).to_be_checked()
    writer.get_by_role("button", name="Save the choice").click()
    expect(writer.locator(".messagelist")).to_contain_text("Saved as revision 3")
    expect(writer.locator(".unsaved-offer")).to_be_hidden()
    article.refresh_from_db()
    assert article.title == "Sleeping well"
    assert article.body == "<p>Sleep is good. It is also necessary.</p>"
    assert not UnsavedText.objects.filter(user=people.writer()).exists()


@pytest.mark.row("A4")
def test_who_types_without_a_pause_loses_five_seconds_at_most(visitors: Visitors) -> None:
    """By the browser's own clock, which stands still unless moved: a slow machine may wait."""
    article = articles.draft(title="Sleeping better", body="<p>Sleep is good.</p>")
    writer = visitors.arrive()
    sign_in(writer, "writer", change_page(article))
    writer.clock.install()
    writer.reload()
    type_at_the_end(writer, " One")
    writer.clock.pause_at(writer.evaluate("Date.now() + 1000"))
    for word in (" two", " three", " four", " five"):
        writer.keyboard.type(word)
        writer.clock.run_for(1_000)
    expect(writer.locator(".unsaved-kept")).to_contain_text("kept at")
    assert "One two" in str(UnsavedText.objects.get().fields)


@pytest.mark.row("U9")
def test_a_session_that_ends_keeps_the_text_in_the_browser(visitors: Visitors) -> None:
    article = articles.draft(title="Sleeping better")
    page = visitors.arrive()
    sign_in(page, "writer", change_page(article))
    page.context.clear_cookies(name="sessionid")
    page.locator("#id_title").fill("Sleeping well")
    expect(page.locator(".unsaved-trouble")).to_contain_text("signed out")
    page.get_by_role("button", name="Save and continue editing").first.click()
    page.wait_for_url("**/login/**")
    sign_in(page, "writer", change_page(article))
    expect(page.locator(".unsaved-offer")).to_be_visible()
    page.get_by_role("link", name="Take it up").click()
    expect(page.locator("#id_title")).to_have_value("Sleeping well")
    save(page)
    article.refresh_from_db()
    assert article.title == "Sleeping well"
