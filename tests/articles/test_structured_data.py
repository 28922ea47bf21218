"""What machines are told of a page: true to what readers see, valid whatever somebody wrote."""

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from articles import reviews
from comments.structured_data import TOLD
from site_config.kit.pagecache import generation
from site_config.kit.site import saving
from site_config.kit.site.models import SiteSettings
from tests.builders import NOW, articles, comments, faqs, images, labels, people
from tests.quality.structured_data import problems
from tests.support.reading import Element, programs, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]

HEADLINES = {
    "long": "Sleep " * 50,
    "emoji": "\U0001f4a4\U0001f9d1\u200d\u2695\ufe0f" * 20,
    "markup": '</script><script>alert("1")</script><!-- ]]> &amp; \u2028 \u2029 \\',
}


def page(client: Client, path: str) -> Element:
    return read(client.get(path))


def blocks(shown: Element) -> list[str]:
    return [e.source for e in shown.all("script", type="application/ld+json")]


def things(shown: Element) -> dict[str, dict[str, Any]]:
    """The things that a page tells of, by type; what has none points at another one."""
    graph = [thing for text in blocks(shown) for thing in json.loads(text)["@graph"]]
    return {thing.get("@type", "more"): thing for thing in graph}


@pytest.mark.row("S2")
def test_an_article_on_health_tells_who_wrote_and_reviewed_it(client: Client) -> None:
    article = articles.live(
        slug="heart",
        title="Hearts",
        category=labels.category("Hearts", is_health=True),
        authors=[people.author("Ana"), people.author("Ben")],
        sources=["A source"],
        picture=images.image(),
    )
    reviews.review(article, by=people.reviewer(), now=NOW)
    shown = page(client, "/articles/heart/")
    assert problems(blocks(shown), ("Article", "BreadcrumbList")) == []
    told = things(shown)["MedicalWebPage"]
    assert told["headline"] == "Hearts"
    assert [each["name"] for each in told["author"]] == ["Ana", "Ben"]
    assert told["author"][0]["url"] == f"{settings.SITE_URL}/authors/ana/"
    assert told["datePublished"] == NOW.isoformat()
    assert told["lastReviewed"] == NOW.date().isoformat()
    assert told["reviewedBy"]
    assert told["citation"][0]["name"] == "A source"
    assert told["image"]["url"].startswith(settings.SITE_URL)
    assert told["publisher"]["name"] == settings.SITE_NAME


@pytest.mark.row("S2")
def test_any_other_article_is_an_article(client: Client) -> None:
    articles.live(slug="sleep", picture=images.image())
    shown = page(client, "/articles/sleep/")
    assert "Article" in things(shown)
    assert problems(blocks(shown), ("Article",)) == []


@pytest.mark.row("F4")
def test_questions_are_told_in_the_words_that_readers_see(client: Client) -> None:
    answer = "<p>Twenty <strong>minutes</strong> &amp; no more.</p><ul><li>Really</li></ul>"
    nap = faqs.live(question="How long is a <nap>?", slug="nap", answer=answer)
    articles.live(slug="sleep", faqs=[nap])
    for path, place in {"/articles/sleep/": "faq-answer", "/faq/nap/": "article-body"}.items():
        shown = page(client, path)
        [asked] = things(shown)["FAQPage"]["mainEntity"]
        assert asked["name"] == "How long is a <nap>?"
        seen = shown.one(class_=place)
        words = [" ".join(e.source.split()) for e in seen.all("p") + seen.all("li")]
        assert asked["acceptedAnswer"]["text"].split("\n") == words
    saving.save(SiteSettings(tells_questions=False))
    # Nothing is committed here, so the sign that follows a commit is given by hand.
    generation.shared().renew()
    assert "FAQPage" not in things(page(client, "/articles/sleep/"))
    assert "FAQPage" not in things(page(client, "/faq/nap/"))


@pytest.mark.row("S3")
def test_lists_tell_the_way_to_them_and_authors_who_they_are(client: Client) -> None:
    articles.live(
        category=labels.category("Sleep"),
        authors=[people.author("Ana", bio="<p>Nurse.</p>")],
    )
    trail = things(page(client, "/categories/sleep/"))["BreadcrumbList"]["itemListElement"]
    assert [each["name"] for each in trail] == ["Home", "Sleep"]
    shown = page(client, "/authors/ana/")
    assert problems(blocks(shown), ("ProfilePage", "BreadcrumbList")) == []
    person = things(shown)["ProfilePage"]["mainEntity"]
    assert (person["name"], person["description"]) == ("Ana", "Nurse.")
    assert problems(blocks(page(client, "/")), ("WebSite", "Organization", "SearchAction")) == []


@pytest.mark.row("S4")
def test_comments_are_told_without_addresses_and_not_all(client: Client) -> None:
    article = articles.live(slug="sleep")
    for number in range(TOLD + 1):
        comments.published(article, name=f"Kim {number}", email=f"{number}@secret.example")
    comments.pending(article, body="Not yet.")
    shown = page(client, "/articles/sleep/")
    told = things(shown)["more"]
    assert told["@id"] == things(shown)["Article"]["@id"]
    assert [each["author"]["name"] for each in told["comment"]] == [f"Kim {n}" for n in range(TOLD)]
    assert set(told["comment"][0]) == {"@type", "text", "dateCreated", "author"}
    assert "secret.example" not in "".join(blocks(shown))


@pytest.mark.row("S1")
def test_a_shared_link_has_a_card(client: Client) -> None:
    articles.live(slug="sleep", title='The "best" sleep', summary="In short.")
    shown = page(client, "/articles/sleep/")
    card = {e["property"]: e["content"] for e in shown.all("meta") if e["property"]}
    card = {name: said for name, said in card.items() if not (name or "").startswith("og:image")}
    assert card == {
        "og:url": f"{settings.SITE_URL}/articles/sleep/",
        "og:type": "article",
        "og:site_name": settings.SITE_NAME,
        "og:title": 'The "best" sleep',
        "og:description": "In short.",
    }
    # What has no words of its own is described by those of the site.
    assert page(client, "/faq/").one("meta", name="description")["content"] == settings.SITE_TAGLINE


@pytest.mark.row("S11")
def test_each_page_of_a_list_has_one_address(client: Client) -> None:
    assert client.get("/articles/?page=1")["Location"] == "/articles/"
    first = client.get("/faq/?category=sleep&page=1")
    assert (first.status_code, first["Location"]) == (301, "/faq/?category=sleep")
    article = articles.live(slug="sleep")
    comment = comments.published(article)
    for query in ("?comments=1", f"?reply={comment.pk}"):
        canonical = page(client, f"/articles/sleep/{query}").one("link", rel="canonical")
        assert canonical["href"] == f"{settings.SITE_URL}/articles/sleep/"


@pytest.mark.row("S10")
@pytest.mark.parametrize("kind", HEADLINES)
def test_no_headline_breaks_anything(client: Client, kind: str) -> None:
    title = HEADLINES[kind][:300]
    article = articles.live(
        slug="sleep",
        title=title,
        summary=title,
        category=labels.category(f"Sleep {title}"[:60]),
        authors=[people.author(f"Ana {title}"[:60])],
        faqs=[faqs.live(question=title, slug="nap")],
        picture=images.image(),
    )
    comments.published(article, name=title[:60], body=title)
    shown = page(client, "/articles/sleep/")
    told = things(shown)
    assert told["Article"]["headline"] == shown.one("h1").source
    assert [e for e in programs(shown) if not e["src"]] == []
    for path in ("/articles/sleep/", "/faq/nap/", "/", "/categories/sleep/"):
        answer = client.get(path)
        if answer.status_code == 200:
            assert [p for p in problems(blocks(read(answer)), ()) if "image" not in p] == []
    for path in ("/feed.xml", "/rss.xml", "/articles/sleep/comments.xml", "/sitemap-articles.xml"):
        ET.fromstring(client.get(path).content)  # noqa: S314 - our own document
    [item] = json.loads(client.get("/feed.json").content)["items"]
    assert item["title"] == told["Article"]["headline"]
    for path in ("/llms.txt", "/articles/sleep.md"):
        text = client.get(path)
        assert text["Content-Type"] == "text/markdown; charset=utf-8"
        assert "<script" not in text.content.decode().replace("\\<", "")
