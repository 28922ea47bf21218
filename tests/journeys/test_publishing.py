"""A writer writes, an editor approves and publishes, readers see it, and nothing before that."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Kind
from tests.builders import articles, images, labels, people
from tests.journeys.conftest import Visitors
from tests.journeys.desk import editor_of, go_to_the_end, pick, save, sign_in, take_step

pytestmark = pytest.mark.django_db(transaction=True)

# Every element that the policy of articles knows, in the sanitiser's own form.
EVERYTHING = (
    '<p lang="de" dir="ltr">Plain, <strong>bold</strong>, <em>italic</em>, <s>struck</s>, '
    "H<sub>2</sub>O, x<sup>2</sup> and <code>code</code>.<br>A second line with “quotes” &amp; "
    '1 &lt; 2. [1] The <abbr title="World Health Organization">WHO</abbr></p>'
    "<h2>A heading with <em>stress</em></h2>"
    "<ul><li>One<ul><li>Deeper</li></ul></li><li><p>Two</p><p>More</p></li></ul>"
    "<h3>A smaller heading</h3>"
    '<ol start="3" type="a"><li>Three</li><li>Four</li></ol>'
    '<p>A <a href="https://example.org/?a=1&amp;b=2" title="There" hreflang="fr" lang="en">link'
    '</a>, <a href="/faq/">one of ours</a>, <a href="mailto:desk@example.org">an address</a>, '
    '<a href="/about/"><code>code</code></a>, <img src="/images/1/" alt="A sign"> and [1].</p>'
    "<blockquote><p>A quotation</p></blockquote>"
    "<pre><code>  two\n  lines of code</code></pre>"
    "<hr>"
    '<figure><img src="/images/1/" alt="A bedroom" width="48" height="32">'
    "<figcaption>Where <em>we</em> sleep [1]</figcaption></figure>"
    '<figure lang="de"><a href="/about/"><img src="/images/1/" alt="" role="presentation"></a>'
    "</figure>"
    "<figure><blockquote><p>Sleep!</p></blockquote><figcaption>Ana</figcaption></figure>"
    "<table><caption>Hours of <em>sleep</em>, CO<sub>2</sub></caption>"
    '<thead><tr><td></td><th scope="col">Hours</th><th scope="col">Naps</th></tr></thead>'
    '<tbody><tr><th scope="row">Adults</th><td colspan="2">7</td></tr>'
    '<tr><th scope="row">Babies</th><td><p>14</p><p>or more</p></td><td>3</td></tr></tbody></table>'
    "<h4>The smallest heading</h4><p>The end.</p>"
)


def change_page(article: Article) -> str:
    return f"/admin/articles/{article.kind}/{article.pk}/change/"


def write_article(writer: Page) -> None:
    """Fill in the whole form of a new article, as its writer."""
    writer.locator("#id_title").fill("Sleeping better")
    writer.locator("#id_summary").fill("What helps.")
    editor_of(writer.locator(".field-body")).click()
    keyboard = writer.keyboard
    keyboard.type("Sleep is ")
    keyboard.press("Control+b")
    keyboard.type("not")
    keyboard.press("Control+b")
    keyboard.type(" wasted time [1].")
    keyboard.press("Enter")
    keyboard.type("## What helps")
    keyboard.press("Enter")
    keyboard.type("- A dark room")
    keyboard.press("Enter")
    keyboard.type("A cool room")
    pick(writer.locator(".field-category"), "Sleep")
    writer.get_by_role("button", name="Add another Person").click()
    pick(writer.locator("#contributions-0"), "Ana Alonso")
    writer.get_by_role("button", name="Add another Frequently asked question").click()
    writer.locator("#id_faq_uses-0-question").fill("How long should a nap be?")
    editor_of(writer.locator("#faq_uses-0")).click()
    keyboard.type("Twenty minutes.")
    writer.get_by_role("button", name="Add another Source").click()
    writer.locator("#id_sources-0-title").fill("Sleep and health")
    writer.locator("#id_sources-0-url").fill("https://www.who.int/")


@pytest.mark.row("R1")
@pytest.mark.row("R3")
@pytest.mark.row("A1")
@pytest.mark.row("F1")
@pytest.mark.row("E1")
def test_from_an_empty_form_to_readers(visitors: Visitors) -> None:
    labels.category("Sleep")
    people.author("Ana Alonso")
    people.writer()
    people.editor()
    writer, editor, reader = visitors.arrive(), visitors.arrive(), visitors.arrive()

    sign_in(writer, "writer", "/admin/articles/article/add/")
    write_article(writer)
    save(writer)
    article = Article.objects.get(kind=Kind.ARTICLE)
    take_step(writer, "Submit for review")
    expect(writer.locator(".steps")).not_to_contain_text("Publish")
    assert reader.request.get(article.desk_path).status == 404

    sign_in(editor, "editor", change_page(article))
    take_step(editor, "Approve")
    take_step(editor, "Publish or schedule")

    assert reader.goto(article.desk_path).status == 200
    expect(reader.locator("h1")).to_have_text("Sleeping better")
    byline = reader.locator(".byline").get_by_role("link", name="Ana Alonso")
    expect(byline).to_have_attribute("href", "/authors/ana-alonso/")
    text = reader.locator(".article-body")
    expect(text.locator("strong")).to_have_text("not")
    expect(text.locator("h2")).to_have_text("What helps")
    expect(text.locator("ul > li")).to_have_text(["A dark room", "A cool room"])
    expect(reader.locator(".faq > li")).to_contain_text(["How long should a nap be?"])
    expect(reader.locator(".faq > li")).to_contain_text(["Twenty minutes."])
    expect(reader.locator(".sources > li")).to_contain_text(["Sleep and health"])
    expect(reader.locator(".article-colophon")).to_contain_text("in the category Sleep")
    reader.locator(".faq").get_by_role("link", name="How long").click()
    expect(reader.locator("h1")).to_have_text("How long should a nap be?")


@pytest.mark.sqlite
@pytest.mark.row("E8")
def test_editing_a_live_article_shows_readers_nothing_until_it_is_published(
    visitors: Visitors,
) -> None:
    article = articles.live(title="Sleeping better")
    writer, editor, reader = visitors.arrive(), visitors.arrive(), visitors.arrive()
    sign_in(writer, "writer", change_page(article))
    writer.locator("#id_title").fill("Sleeping well")
    go_to_the_end(editor_of(writer.locator(".field-body")))
    writer.keyboard.type(" A new sentence.")
    save(writer)
    reader.goto(article.desk_path)
    expect(reader.locator("h1")).to_have_text("Sleeping better")
    expect(reader.locator("body")).not_to_contain_text("A new sentence.")

    take_step(writer, "Submit for review")
    sign_in(editor, "editor", change_page(article))
    take_step(editor, "Approve")
    reader.reload()
    expect(reader.locator("body")).not_to_contain_text("A new sentence.")
    take_step(editor, "Publish or schedule", note="We say more about naps.")
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Sleeping well")
    expect(reader.locator(".article-body")).to_contain_text("A new sentence.")


@pytest.mark.sqlite
@pytest.mark.row("A15")
def test_every_element_comes_back_from_the_editor_as_it_went_in(visitors: Visitors) -> None:
    image = images.image()
    body = EVERYTHING.replace("/images/1/", f"/images/{image.pk}/")
    article = articles.draft(body=body, sources=["A source"])
    assert Article.objects.get(pk=article.pk).body == body
    writer = visitors.arrive()
    sign_in(writer, "writer", change_page(article))
    for _ in range(2):
        # The editor writes its text anew only after a change, so there is one and it is undone.
        go_to_the_end(editor_of(writer.locator(".field-body")))
        writer.keyboard.type("x")
        writer.keyboard.press("Backspace")
        save(writer)
        article.refresh_from_db()
        assert article.body == body
    assert article.revisions.count() == 1


@pytest.mark.sqlite
@pytest.mark.row("A15")
def test_what_was_typed_comes_back_from_the_editor_as_it_was_saved(visitors: Visitors) -> None:
    labels.category("Sleep")
    people.author("Ana Alonso")
    people.writer()
    writer = visitors.arrive()
    sign_in(writer, "writer", "/admin/articles/article/add/")
    write_article(writer)
    save(writer)
    article = Article.objects.get(kind=Kind.ARTICLE)
    saved = article.body
    assert re.match(r"<p>Sleep is <strong>not</strong> wasted time \[1\].</p><h2>", saved)
    go_to_the_end(editor_of(writer.locator(".field-body")))
    writer.keyboard.type("x")
    writer.keyboard.press("Backspace")
    save(writer)
    article.refresh_from_db()
    assert (article.body, article.revisions.count()) == (saved, 1)


@pytest.mark.sqlite
def test_what_a_verb_refuses_is_said_in_the_form_and_the_text_is_kept(visitors: Visitors) -> None:
    articles.live(title="Sleeping better")
    writer = visitors.arrive()
    sign_in(writer, "writer", "/admin/articles/article/add/")
    writer.locator("#id_title").fill("Another article")
    writer.keyboard.press("Tab")
    expect(writer.locator("#id_slug")).to_have_value("another-article")
    writer.locator("#id_slug").fill("sleeping-better")
    editor_of(writer.locator(".field-body")).click()
    writer.keyboard.type("Words that took a while.")
    writer.get_by_role("button", name="Save and continue editing").first.click()
    expect(writer.locator(".field-slug .errorlist")).to_contain_text("Choose another slug")
    expect(editor_of(writer.locator(".field-body"))).to_contain_text("Words that took a while.")
    assert Article.objects.count() == 1
