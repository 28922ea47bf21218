"""What an article says of those who stand behind it, and how it is passed on."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from articles import reviews, workflow
from articles.models import Article
from tests.builders import HOUR, NOW, articles, labels, people
from tests.support.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.sqlite]


def shown(client: Client, article: Article) -> Element:
    return read(client.get(article.desk_path))


def facts(page: Element) -> list[str]:
    """What the box says below the byline."""
    return [item.text for box in page.all("ul", class_="trust") for item in box.all("li")]


@pytest.mark.row("R4")
class TestTrust:
    def test_a_reviewer_is_named_and_linked_with_the_dates(self, client: Client) -> None:
        writer, doctor = people.author(), people.author("Dora Dean", credentials="MD")
        article = articles.live(
            category=labels.category("Sleep", is_health=True),
            contributors=[
                {"author": writer.pk, "role": "writer"},
                {"author": doctor.pk, "role": "medical_reviewer"},
            ],
            sources=["A study", "Another"],
        )
        reviews.set_interval(article, months=6, by=people.editor(), now=NOW)
        reviews.review(article, by=people.reviewer(), now=NOW)
        page = shown(client, article)
        assert page.one(class_="byline").text.startswith(f"By {writer.name}")
        assert facts(page) == [
            "Medically reviewed by Dora Dean, MD",
            "Last reviewed 5 January 2026",
            "Next review due 5 July 2026",
            "2 sources",
        ]
        links = page.one("ul", class_="trust").links()
        assert links == ["/authors/dora-dean/", "#article-sources"]

    def test_who_signed_off_is_named_as_then(self, client: Client) -> None:
        article = articles.draft(category=labels.category("Sleep", is_health=True))
        articles.approve(article)
        revision = article.revisions.get()
        workflow.sign_off(revision, by=people.reviewer(), now=NOW)
        articles.publish(article)
        said = facts(shown(client, article))
        assert said[0].startswith("Medically reviewed by ")
        assert said[1:] == ["Last reviewed 5 January 2026"]

    def test_what_an_editor_looked_at_is_not_called_medical(self, client: Client) -> None:
        article = articles.live()
        reviews.review(article, by=people.editor(), now=NOW)
        assert facts(shown(client, article))[0].startswith("Reviewed by ")

    def test_nothing_is_invented(self, client: Client) -> None:
        assert facts(shown(client, articles.live())) == []
        due = articles.live(title="Due")
        day = dt.date(2026, 3, 1)
        reviews.move_review([due], to=day, by=people.editor(), now=NOW)
        assert facts(shown(client, due)) == ["Next review due 1 March 2026"]


def test_sharing_asks_no_third_party(client: Client) -> None:
    article = articles.live(title="Sleep & rest", slug="rest", now=NOW - HOUR)
    page = shown(client, article)
    [link] = page.one("share-links").links()
    said = parse_qs(urlsplit(link).query)
    assert said["subject"] == ["Sleep & rest"]
    assert said["body"][0].endswith("/articles/rest/")
    assert "+" not in link
