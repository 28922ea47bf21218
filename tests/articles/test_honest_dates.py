"""At publication an editor says what a change is; dates and the list of changes follow."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from time_machine import TimeMachineFixture

from articles import editing, publishing
from articles.errors import EditorialRefusal
from articles.models import Article, Change, Edition
from tests.builders import DAY, NOW, articles, faqs, pages, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def changed() -> Article:
    """An article that was updated, mended without a word, and corrected."""
    article = articles.live(slug="sleep")
    articles.republish(article, now=NOW + DAY, note="New figures.", title="One")
    articles.republish(article, now=NOW + 2 * DAY, change=Change.MINOR, note="Comma", title="Two")
    articles.republish(
        article, now=NOW + 3 * DAY, change=Change.CORRECTION, note="It is 8 & not 9.", title="Three"
    )
    return article


@pytest.mark.row("R5")
@pytest.mark.row("E18")
def test_readers_see_every_update_and_correction_the_newest_first(
    client: Client, clock: TimeMachineFixture
) -> None:
    changed()
    clock.move_to(NOW + 3 * DAY, tick=False)
    page = read(client.get("/articles/sleep/"))
    section = page.one("section", aria_labelledby="article-updates")
    assert section.one("h2").text == "Updates and corrections"
    assert [entry.text for entry in section.all("li")] == [
        "Correction, 8 January 2026: It is 8 & not 9.",
        "Update, 6 January 2026: New figures.",
    ]
    assert section.all("time")[0]["datetime"] == "2026-01-08T09:00:00+00:00"
    assert "#article-updates" in page.one(class_="byline").links()


@pytest.mark.row("R5")
def test_an_article_without_any_says_nothing(client: Client) -> None:
    articles.live(slug="sleep")
    assert "Updates and corrections" not in client.get("/articles/sleep/").content.decode()


@pytest.mark.row("R5")
def test_questions_and_pages_tell_theirs(client: Client, clock: TimeMachineFixture) -> None:
    faq, page = faqs.live(slug="nap"), pages.live(slug="about")
    for article in (faq, page):
        articles.republish(article, now=NOW + DAY, note="Made clearer.", body="<p>New.</p>")
    clock.move_to(NOW + DAY, tick=False)
    for path in ("/faq/nap/", "/about/"):
        assert "Made clearer." in client.get(path).content.decode()


@pytest.mark.row("E18")
@pytest.mark.parametrize("change", [Change.UPDATE, Change.CORRECTION])
def test_a_change_of_substance_has_to_be_told(change: Change) -> None:
    article = articles.live()
    articles.revise(article, title="New")
    articles.approve(article)
    revision = editing.latest_revision(article)
    with pytest.raises(EditorialRefusal, match="Tell readers") as refused:
        publishing.publish(revision, by=people.editor(), now=NOW + DAY, change=change, note=" ")
    assert refused.value.field == "note"
    with pytest.raises(EditorialRefusal, match="Readers know an earlier text") as refused:
        publishing.publish(revision, by=people.editor(), now=NOW + DAY, change=Change.NEW)
    assert refused.value.field == "change"
    assert Edition.objects.filter(article=article).count() == 1


@pytest.mark.row("E18")
def test_a_minor_edit_leaves_every_date(client: Client, clock: TimeMachineFixture) -> None:
    article = articles.live(slug="sleep", body="<p>One.</p>")
    where = ["/feed.xml", "/rss.xml", "/sitemap.xml", "/sitemap-articles.xml", "/articles/"]
    before = {path: client.get(path).content for path in where}
    edition = articles.republish(article, now=NOW + DAY, change=Change.MINOR, body="<p>Two.</p>")
    clock.move_to(NOW + DAY, tick=False)
    assert {path: client.get(path).content for path in where} == before
    assert (edition.modified_at, edition.first_published_at) == (NOW, NOW)
    assert "Two." in client.get("/articles/sleep/").content.decode()


@pytest.mark.row("R5")
def test_what_readers_were_told_before_there_was_a_list_stands_in_it() -> None:
    changed()
    other = articles.live(title="Never changed")
    expected = dict(Edition.objects.values_list("pk", "updates"))
    assert [len(told) for told in expected.values()].count(2) == 1
    Edition.objects.update(updates=[])
    import_module("articles.migrations.0005_desk").tell_changes(apps, None)
    assert dict(Edition.objects.values_list("pk", "updates")) == expected
    assert Edition.objects.get(article=other).updates == []
