"""A reader finds an article, reads about in it, passes it on and prints it."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.builders import articles, faqs
from tests.journeys.conftest import Visitors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

PARAGRAPHS = "<p>Lie down, close your eyes and breathe slowly.</p>" * 30
HEADINGS = ("What sleep is", "Who needs it", "How to fall asleep")
# The darkest channel of the page's ground: paper by day, ink by night.
GROUND = "Math.min(...getComputedStyle(document.documentElement).backgroundColor.match(/[0-9]+/g))"


def long_article() -> Article:
    return articles.live(
        title="Sleeping better",
        body="".join(f"<h2>{words}</h2>{PARAGRAPHS}" for words in HEADINGS),
        faqs=[faqs.live(question="How long is a nap?", answer="<p>Twenty minutes.</p>")],
        sources=[{"title": "A study", "url": "https://study.example/sleep"}],
    )


def is_in_view(page: Page, selector: str) -> None:
    expect(page.locator(selector)).to_be_in_viewport()


@pytest.mark.row("R2")
@pytest.mark.row("R3")
@pytest.mark.row("R9")
@pytest.mark.row("R13")
@pytest.mark.row("R16")
def test_a_reader_finds_reads_and_passes_on(either_visitors: Visitors) -> None:
    article = long_article()
    reader = either_visitors.arrive()
    reader.goto("/")
    # With a script, which suggests, it is called and does another thing than without.
    words = reader.locator("#masthead-search")
    words.fill("sleeping")
    words.press("Enter")
    reader.get_by_role("main").get_by_role("link", name="Sleeping better").click()
    expect(reader).to_have_url(re.compile(re.escape(article.desk_path)))

    contents = reader.get_by_role("navigation", name="In this article")
    contents.get_by_role("link", name="Who needs it").click()
    expect(reader).to_have_url(re.compile("#who-needs-it$"))
    is_in_view(reader, "#who-needs-it")
    reader.get_by_role("link", name="Link to question 1").click()
    expect(reader).to_have_url(re.compile("#question-"))
    is_in_view(reader, ".faq-answer")

    mail = reader.get_by_role("link", name="Send by e-mail")
    expect(mail).to_have_attribute("href", re.compile(r"^mailto:\?subject=Sleeping%20better&body="))
    reader.emulate_media(color_scheme="dark")
    assert reader.evaluate(GROUND) < 60
    reader.emulate_media(color_scheme="light")
    assert reader.evaluate(GROUND) > 200

    reader.emulate_media(media="print")
    for left_out in (".masthead-bar", ".contents", ".share", "#leave-a-comment", ".site-footer"):
        expect(reader.locator(left_out)).to_be_hidden()
    printed = "getComputedStyle(document.querySelector('.sources a'), '::after').content"
    assert "attr(href)" in reader.evaluate(printed) or "study.example" in reader.evaluate(printed)
    assert reader.pdf().startswith(b"%PDF")


@pytest.mark.row("R2")
@pytest.mark.row("X6")
def test_the_section_that_is_read_is_marked_and_the_address_copied(visitors: Visitors) -> None:
    article = long_article()
    reader = visitors.arrive()
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(article.desk_path)
    marked = reader.locator(".contents [aria-current]")
    for words in HEADINGS:
        reader.get_by_role("heading", name=words).evaluate("heading => heading.scrollIntoView()")
        expect(marked).to_have_text(words)
    reader.get_by_role("button", name="Copy the address").click()
    expect(reader.get_by_role("button", name="Copied")).to_be_visible()
    assert reader.evaluate("navigator.clipboard.readText()").endswith(article.desk_path)


@pytest.mark.row("X1")
def test_the_keyboard_alone_leads_into_a_section(either_visitors: Visitors) -> None:
    article = long_article()
    reader = either_visitors.arrive()
    reader.goto(article.desk_path)
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Skip to the content")).to_be_focused()
    reader.keyboard.press("Enter")
    expect(reader.locator("#main")).to_be_focused()
    wanted = reader.get_by_role("navigation", name="In this article").get_by_role(
        "link", name="How to fall asleep"
    )
    for _step in range(30):
        if wanted.evaluate("link => link === document.activeElement"):
            break
        reader.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    reader.keyboard.press("Enter")
    is_in_view(reader, "#how-to-fall-asleep")
