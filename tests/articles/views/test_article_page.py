"""The page of an article, as a reader without JavaScript and cookies gets it."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import TimeMachineFixture

from articles.models import Category, Team
from tests.builders import DAY, HOUR, NOW, articles, comments, faqs, images, labels, people
from tests.kit.pagecache import workers
from tests.support.reading import Element, programs, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

BODY = """
<h2>What it is</h2><p>Sleep is rest. [1]</p>
<h3>In numbers</h3><table><tbody><tr><td>Seven hours</td></tr></tbody></table>
<h2>Who needs it</h2><p>Everybody. [2] [1]</p>
<h2>How to sleep</h2><ol><li>Lie down</li><li>Close your eyes</li></ol>
"""
SOURCES: list[dict[str, Any]] = [
    {
        "title": "Sleep in adults",
        "publisher": "A public body",
        "year": 2021,
        "url": "https://health.example/sleep",
        "accessed_on": "2025-12-31",
    },
    {"title": "Sleep in children", "doi": "10.1000/182", "pmid": "123456"},
]


def whole() -> Any:
    """An article with everything that an article can have."""
    return articles.live(
        title="Sleeping better",
        slug="sleep",
        body=BODY,
        category=labels.category("Night"),
        team=people.team("Sleep Team"),
        tags=[labels.tag("Rest")],
        authors=[people.author("Ana Alonso", credentials="RN"), people.author("Ben Berg")],
        sources=SOURCES,
        faqs=[faqs.draft(question=f"Question {n}?", answer=f"<p>Answer {n}.</p>") for n in "ABC"],
        picture=images.image(credit="Ana", licence="CC BY 4.0"),
    )


def page(client: Client, path: str = "/articles/sleep/") -> Element:
    response = client.get(path)
    assert response.status_code == 200
    return read(response)


@pytest.mark.sqlite
@pytest.mark.row("R1")
class TestHead:
    def test_one_heading_byline_and_breadcrumb(self, client: Client) -> None:
        whole()
        shown = page(client)
        assert shown.one("h1").text == "Sleeping better"
        byline = shown.one(class_="byline")
        assert byline.text.startswith("By Ana Alonso, RN and Ben Berg")
        assert byline.links() == ["/authors/ana-alonso/", "/authors/ben-berg/"]
        crumbs = shown.one("nav", class_="breadcrumbs")
        assert crumbs.links() == ["/", "/articles/", "/categories/night/"]
        assert crumbs.one(aria_current="page").text == "Sleeping better"

    def test_dates_carry_their_zone(self, client: Client, clock: TimeMachineFixture) -> None:
        article = whole()
        [published] = page(client).one(class_="byline").all("time")
        assert published.attributes["datetime"] == "2026-01-05T09:00:00+00:00"
        articles.republish(article, now=NOW + 3 * DAY, title="Sleeping well")
        clock.move_to(NOW + 4 * DAY)
        published, updated = page(client).one(class_="byline").all("time")
        assert dt.datetime.fromisoformat(published.attributes["datetime"]) == NOW
        assert dt.datetime.fromisoformat(updated.attributes["datetime"]) == NOW + 3 * DAY

    def test_every_page_has_one_heading_of_its_own(self, client: Client) -> None:
        whole()
        for path in ("/", "/articles/", "/categories/night/", "/tags/rest/", "/faq/", "/search/"):
            assert len(page(client, path).all("h1")) == 1, path


@pytest.mark.sqlite
class TestText:
    def test_contents_lead_to_the_headings(self, client: Client) -> None:
        whole()
        shown = page(client)
        contents = shown.one("nav", class_="contents")
        own = ["#what-it-is", "#in-numbers", "#who-needs-it", "#how-to-sleep"]
        assert contents.links() == [*own, "#article-questions", "#article-sources"]
        ids = {e.attributes.get("id") for e in shown.everything()}
        assert {link[1:] for link in contents.links()} <= ids

    def test_few_headings_need_no_contents(self, client: Client) -> None:
        articles.live(slug="short", body="<h2>A</h2><h3>B</h3><h3>C</h3><h2>D</h2><p>Text</p>")
        assert page(client, "/articles/short/").all("nav", class_="contents") == []

    @pytest.mark.row("A13")
    def test_markers_and_sources_lead_to_each_other(self, client: Client) -> None:
        whole()
        shown = page(client)
        markers = [link for link in shown.links() if link.startswith("#source-")]
        assert markers == ["#source-1", "#source-2", "#source-1"]
        first = shown.one("li", id="source-1")
        assert "#cites-1" in first.links()
        assert shown.one(id="cites-1").attributes["href"] == "#source-1"

    def test_sources_are_told_in_full(self, client: Client) -> None:
        whole()
        shown = page(client)
        first, second = shown.one("li", id="source-1"), shown.one("li", id="source-2")
        assert first.text.startswith("Sleep in adults, A public body, 2021.")
        assert first.links()[0] == "https://health.example/sleep"
        [read_on] = first.all("time")
        assert read_on.attributes["datetime"] == "2025-12-31"
        assert read_on.text == "31 December 2025"
        assert "https://doi.org/10.1000/182" in second.links()
        assert "https://pubmed.ncbi.nlm.nih.gov/123456/" in second.links()

    @pytest.mark.row("M3")
    @pytest.mark.row("M6")
    def test_the_picture_has_its_words_and_its_maker(self, client: Client) -> None:
        whole()
        figure = page(client).one(class_="article-picture")
        shown = figure.one("img")
        assert shown.attributes["alt"] == "A person asleep in a bed"
        assert {"width", "height"} <= shown.attributes.keys()
        assert (shown.attributes["fetchpriority"], "loading" in shown.attributes) == ("high", False)
        assert "Ana" in figure.text
        assert "CC BY 4.0" in figure.text

    @pytest.mark.row("M3")
    def test_a_decorative_picture_has_empty_words_and_not_its_name(self, client: Client) -> None:
        image = images.image(title="IMG_2231.jpg", alt="Usual words")
        lead = {"image": image.pk, "alt": "", "decorative": True, "caption": ""}
        articles.live(slug="plain", lead_image=lead)
        shown = page(client, "/articles/plain/")
        assert shown.one(class_="article-picture").one("img").attributes["alt"] == ""
        assert "IMG_2231" not in client.get("/articles/plain/").content.decode()

    def test_no_id_occurs_twice_whatever_the_headings_are(self, client: Client) -> None:
        """Anchors of headings, questions, sources and comments share one page with its frame."""
        names = [
            "Main", "Comments", "Leave a comment", "Sources", "Source 1", "Cites 1", "Article FAQ",
            "Article questions", "Article sources", "Related heading", "Contents heading",
            "Comments heading", "Masthead search", "Id name", "Id body", "How long?", "Comment 1",
        ]  # fmt: skip
        body = "".join(f"<h2>{name}</h2><p>Text [1].</p>" for name in names)
        article = articles.live(
            slug="clash",
            body=body,
            sources=["A study"],
            faqs=[faqs.draft(question="How long?"), faqs.draft(question="Main?", slug="main")],
        )
        comments.published(article)
        shown = page(client, "/articles/clash/")
        ids = Counter(e.attributes["id"] for e in shown.everything() if "id" in e.attributes)
        assert {name: n for name, n in ids.items() if n > 1} == {}

    def test_sources_of_an_answer_are_not_mixed_with_those_of_the_article(
        self, client: Client
    ) -> None:
        faq = faqs.live(answer="<p>Twenty minutes [1].</p>", sources=["A study on naps"])
        articles.live(slug="mixed", body="<p>Text [1].</p>", sources=["Other"], faqs=[faq])
        shown = page(client, "/articles/mixed/")
        assert "#source-1" not in shown.one(class_="faq-answer").links()
        assert len(shown.all(id="cites-1")) == 1


@pytest.mark.sqlite
@pytest.mark.row("R3")
@pytest.mark.row("F1")
class TestQuestions:
    def test_they_are_an_ordered_list_with_all_answers_in_it(self, client: Client) -> None:
        whole()
        shown = page(client)
        section = shown.one("section", aria_labelledby="article-questions")
        assert section.one("h2").text == "Frequently Asked Questions"
        [listing] = section.all("ol")
        items = [part for part in listing.parts if isinstance(part, Element)]
        # The browser counts: no gap can come from a number that somebody wrote.
        assert "start" not in listing.attributes
        assert [item.attributes.get("value") for item in items] == [None] * 3
        assert [item.one("h3").all("a")[0].text for item in items] == [
            "Question A?",
            "Question B?",
            "Question C?",
        ]
        assert [item.one(class_="faq-answer").text for item in items] == [
            "Answer A.",
            "Answer B.",
            "Answer C.",
        ]

    def test_every_question_has_a_permalink_and_a_page(self, client: Client) -> None:
        whole()
        section = page(client).one("section", aria_labelledby="article-questions")
        for item in section.all("li"):
            path, here = item.one("h3").links()
            assert here == f"#{item.attributes['id']}"
            assert client.get(path).status_code == 200

    @pytest.mark.row("F1")
    def test_a_question_that_is_not_live_leaves_no_gap(self, client: Client) -> None:
        shown_one, hidden, shown_two = (
            faqs.live(question="One?"),
            faqs.draft(question="Hidden?"),
            faqs.live(question="Two?"),
        )
        article = articles.draft(slug="gap", faqs=[shown_one, hidden, shown_two])
        articles.publish(article, with_faqs=False)
        section = page(client, "/articles/gap/").one("section", aria_labelledby="article-questions")
        assert [h3.all("a")[0].text for h3 in section.all("h3")] == ["One?", "Two?"]

    @pytest.mark.row("F2")
    def test_their_order_is_that_of_each_article(self, client: Client) -> None:
        one, two = faqs.live(question="One?"), faqs.live(question="Two?")
        articles.live(slug="first", faqs=[one, two])
        articles.live(slug="second", faqs=[two, one])
        for slug, order in (("first", ["One?", "Two?"]), ("second", ["Two?", "One?"])):
            shown = page(client, f"/articles/{slug}/")
            titles = [q.all("a")[0].text for q in shown.all("h3", class_="faq-question")]
            assert titles == order

    @pytest.mark.row("F2")
    def test_one_record_drives_every_place(self, client: Client) -> None:
        """Edited once, it is new on both articles, in the hub and on its own page."""
        faq = faqs.live(question="How long?", answer="<p>Old answer.</p>")
        articles.live(slug="first", faqs=[faq])
        articles.live(slug="second", faqs=[faq])
        faqs.republish(faq, now=NOW, title="How long exactly?", body="<p>New answer.</p>")
        for path in ("/articles/first/", "/articles/second/", "/faq/how-long/"):
            text = page(client, path).text
            assert "How long exactly?" in text, path
            assert "New answer." in text, path
            assert "Old answer." not in text, path
        assert "How long exactly?" in page(client, "/faq/").text


@pytest.mark.sqlite
@pytest.mark.row("R6")
class TestNames:
    def test_category_and_team_are_one_sentence(self, client: Client) -> None:
        whole()
        colophon = page(client).one(class_="article-colophon")
        assert colophon.text == ("This article is in the category Night and created by Sleep Team.")
        assert colophon.links() == ["/categories/night/", "/teams/sleep-team/"]

    def test_renaming_either_changes_it_everywhere(self, client: Client) -> None:
        whole()
        articles.live(slug="other", title="Another", category=labels.category("Night"))
        Category.objects.filter(name="Night").update(name="Darkness")
        Team.objects.filter(name="Sleep Team").update(name="Dream Team")
        places = ["/articles/sleep/", "/", "/articles/", "/categories/night/", "/search/?q=Another"]
        for path in places:
            shown = client.get(path).content.decode()
            assert "Darkness" in shown, path
            assert ">Night<" not in shown, path
        assert "created by Dream Team." in page(client).one(class_="article-colophon").text
        assert page(client, "/teams/sleep-team/").one("h1").text == "Dream Team"

    def test_half_a_sentence_is_a_sentence(self, client: Client) -> None:
        articles.live(slug="alone", category=labels.category("Night"))
        colophon = page(client, "/articles/alone/").one(class_="article-colophon")
        assert colophon.text == "This article is in the category Night."


class TestRelated:
    def test_they_share_tags_or_category_and_are_live(self, client: Client) -> None:
        tag = labels.tag()
        tagged = articles.live(title="Tagged", category=labels.category("Else"), tags=[tag])
        articles.live(title="Of its kind")
        articles.live(title="Of another kind", category=labels.category("Third"))
        gone = articles.withdrawn(title="Gone", now=NOW - 9 * DAY)
        articles.scheduled(title="To come")
        article = articles.live(slug="here", title="Here", tags=[tag])
        [related] = page(client, "/articles/here/").all(class_="related")
        titles = [card.text for card in related.all(class_="card-title")]
        assert titles == ["Tagged", "Of its kind"]
        assert article.title not in titles
        assert gone.title not in titles
        assert tagged.title in titles

    def test_an_older_article_learns_of_a_newer_one(self, client: Client) -> None:
        articles.live(slug="older", title="Older")
        articles.live(title="Newer")
        [related] = page(client, "/articles/older/").all(class_="related")
        assert [card.text for card in related.all(class_="card-title")] == ["Newer"]


@pytest.mark.sqlite
@pytest.mark.row("R9")
class TestWithoutJavaScriptAndCookies:
    def test_everything_is_in_the_html(self, client: Client) -> None:
        article = whole()
        comments.published(article, body="I slept well.", name="Kim")
        response = client.get("/articles/sleep/")
        shown = read(response)
        for words in ("Sleep is rest.", "Answer A.", "Sleep in adults", "I slept well.", "Kim"):
            assert words in shown.text
        form = shown.one("section", id="leave-a-comment").one("form", method="post")
        fields = {e.attributes.get("name") for e in form.everything()}
        assert {"name", "email", "website", "body"} <= fields
        assert form.attributes["action"].startswith("/articles/sleep/comments/")
        assert [e for e in programs(shown) if e.text and not e.attributes.get("src")] == []
        assert shown.all("noscript") == []
        assert not response.cookies

    def test_nothing_is_fetched_from_a_third_party(self, client: Client) -> None:
        whole()
        for element in page(client).everything():
            if element.name in {"img", "script", "source", "iframe"}:
                address = element.attributes.get("src") or element.attributes.get("srcset", "/")
                assert address.startswith("/"), address
            if element.name == "link" and element.attributes["rel"] in {"stylesheet", "icon"}:
                assert element.attributes["href"].startswith("/")


@pytest.mark.sqlite
@pytest.mark.row("O4")
class TestCaching:
    def test_a_reader_gets_no_cookie_and_no_page_of_their_own(self, client: Client) -> None:
        whole()
        for path in ("/articles/sleep/", "/", "/articles/", "/faq/", "/categories/night/"):
            response = client.get(path)
            assert not response.cookies, path
            assert "cookie" not in response.get("Vary", "").lower(), path
            assert "csrfmiddlewaretoken" not in response.content.decode(), path
            assert response["Cache-Control"] == "no-cache", path

    def test_a_page_that_is_known_already_answers_304(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        article = whole()
        reader = workers.start()
        etag = reader.get("/articles/sleep/")["ETag"]
        again = reader.get("/articles/sleep/", HTTP_IF_NONE_MATCH=etag)
        assert (again.status, again.body) == (304, b"")
        assert not etag.startswith("W/")
        with django_capture_on_commit_callbacks(execute=True):
            articles.republish(article, now=NOW, title="Changed")
        assert reader.get("/articles/sleep/", HTTP_IF_NONE_MATCH=etag).status == 200

    def test_what_is_made_for_a_session_is_private(self, client: Client) -> None:
        whole()
        client.force_login(people.editor())
        response = client.get("/articles/sleep/")
        assert "private" in response["Cache-Control"]
        assert "Cookie" in response["Vary"]

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_other_methods_are_refused(self, client: Client, method: str) -> None:
        whole()
        assert getattr(client, method)("/articles/sleep/").status_code == 405


def test_a_draft_has_no_page_whoever_asks(client: Client) -> None:
    articles.draft(slug="secret")
    assert client.get("/articles/secret/").status_code == 404
    client.force_login(people.editor())
    assert client.get("/articles/secret/").status_code == 404


def test_a_page_with_a_slash_less_address_is_found(client: Client) -> None:
    whole()
    assert client.get("/articles/sleep", follow=True).status_code == 200


@pytest.mark.parametrize("address", ["/wp-login.php", "/llms-full.txt", "/.env"])
def test_a_file_that_nobody_has_is_missing_at_once(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_head_answers_like_get(client: Client) -> None:
    whole()
    assert client.head("/articles/sleep/").status_code == 200
    assert client.head("/articles/missing/").status_code == 404


def test_texts_are_escaped(client: Client) -> None:
    hostile = "<script>alert('x')</script> & \"quotes\" {{ 7|add:7 }}"
    articles.live(
        slug="hostile",
        title=hostile,
        summary=hostile,
        category=labels.category(hostile[:60]),
        team=people.team(hostile[:60]),
        tags=[labels.tag(hostile[:60])],
        authors=[people.author(hostile[:60], credentials=hostile)],
        sources=[{"title": hostile, "publisher": hostile, "doi": hostile}],
        faqs=[faqs.draft(question=hostile)],
        body="<p>Text [1]</p>",
        now=NOW - HOUR,
    )
    shown = page(client, "/articles/hostile/")
    assert shown.one("h1").text == hostile
    assert [e["src"] for e in programs(shown)] == ["/static/js/site.js"]
    assert "{{ 7|add:7 }}" in shown.text
