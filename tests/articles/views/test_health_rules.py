"""What readers of an article about health are told: a review, a disclaimer, and search engines."""

import pytest
from django.test import Client

from articles.models import Article, Edition
from tests.builders import NOW, articles, labels, people
from tests.support.reading import Element, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("clock"),
    pytest.mark.row("E12"),
]

NOTICE = "This article has not been medically reviewed yet."
NOINDEX = {"name": "robots", "content": "noindex"}


def page(client: Client, article: Article) -> Element:
    return read(client.get(article.desk_path))


def is_kept_off(shown: Element) -> bool:
    return any(meta.attributes == NOINDEX for meta in shown.all("meta"))


def test_health_that_nobody_reviewed_says_so(client: Client) -> None:
    article = articles.live(category=labels.category("Heart", is_health=True))
    shown = page(client, article)
    assert NOTICE in shown.text
    assert not is_kept_off(shown)


def test_search_engines_are_kept_off_where_a_category_says_so(client: Client) -> None:
    category = labels.category("Heart", is_health=True, noindex_unreviewed=True)
    assert is_kept_off(page(client, articles.live(category=category)))


def test_what_was_reviewed_has_neither(client: Client) -> None:
    category = labels.category("Heart", is_health=True, noindex_unreviewed=True)
    by_name, by_date = articles.draft(category=category), articles.live(category=category)
    writer = {"author": people.author().pk, "role": "writer"}
    reviewer = {"author": people.author("Rita").pk, "role": "medical_reviewer"}
    articles.revise(by_name, contributors=[writer, reviewer])
    articles.publish(by_name)
    Edition.objects.filter(article=by_date).update(reviewed_at=NOW)
    for article in (by_name, by_date):
        shown = page(client, article)
        assert NOTICE not in shown.text
        assert not is_kept_off(shown)
        assert "Rita" not in shown.one(class_="byline").text


def test_other_categories_say_nothing(client: Client) -> None:
    category = labels.category("Travel", noindex_unreviewed=True)
    shown = page(client, articles.live(category=category))
    assert NOTICE not in shown.text
    assert not is_kept_off(shown)
    assert not shown.all(class_="disclaimer")


def test_the_disclaimer_is_text(client: Client) -> None:
    category = labels.category(
        "Heart", disclaimer="Ask <b>your</b> doctor.\n\nIn an emergency, call."
    )
    shown = page(client, articles.live(category=category))
    [disclaimer] = shown.all(class_="disclaimer")
    assert [p.text for p in disclaimer.all("p")] == [
        "Ask <b>your</b> doctor.", "In an emergency, call.",
    ]  # fmt: skip
