"""What the site is called: seen by the next reader, and asked for no page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client

from site_config.kit import links
from site_config.kit.pagecache import generation
from site_config.kit.pagecache.marks import page_begun_at
from site_config.kit.site import present, saving
from site_config.kit.site.models import SiteSettings
from site_config.views import server_error
from tests.builders import articles, comments, images, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.row("U11")]

FORM = "/admin/site/sitesettings/"


@pytest.fixture(autouse=True)
def _announced() -> Iterator[None]:
    """Nothing is committed in these tests, so nothing announces what they change."""
    generation.shared().renew()
    yield
    generation.shared().renew()


def save(**values: Any) -> None:
    saving.save(SiteSettings(**values))
    generation.shared().renew()


@pytest.mark.sqlite
class TestPages:
    def test_every_page_and_feed_shows_it(self, client: Client) -> None:
        articles.live()
        save(
            name="Sleep Journal",
            tagline="All about sleep",
            header_links="Sleep well /articles/\nhttps://other.example/",
            footer_links="Imprint /imprint/",
            footer_text="Published by us.\n\nIn Berlin.",
        )
        shown = read(client.get("/articles/"))
        assert shown.one(class_="masthead-name").text.strip() == "Sleep Journal"
        assert shown.one(class_="masthead-tagline").text == "All about sleep"
        nav = shown.one(class_="masthead-nav")
        assert nav.links() == ["/articles/", "https://other.example/"]
        assert nav.one("a", href="/articles/").attributes["aria-current"] == "page"
        assert "/imprint/" in shown.one("footer").links()
        assert "In Berlin." in shown.one("footer").text
        assert "Sleep Journal" in shown.one("title").text
        for path in ("/feed.xml", "/rss.xml", "/admin/login/", "/", "/missing/"):
            assert "Sleep Journal" in client.get(path).content.decode(), path

    def test_what_is_empty_is_as_the_environment_says(self, client: Client) -> None:
        shown = read(client.get("/"))
        assert shown.one(class_="masthead-name").text.strip() == "Masthead Health"
        assert shown.one(class_="masthead-nav").links() == ["/articles/", "/faq/"]

    def test_error_pages_ask_nobody(self, rf: Any, django_assert_num_queries: Any) -> None:
        save(name="Sleep Journal")
        present.site()
        with django_assert_num_queries(0):
            assert b"Sleep Journal" in server_error(rf.get("/")).content

    def test_moderation_follows(self, settings: Any) -> None:
        settings.COMMENTS_MODERATION = "all"
        article = articles.live()
        assert comments.posted(article).state == "pending"
        save(moderation="none")
        assert comments.posted(article, email="other@reader.example").state == "published"


class TestTheCopy:
    def test_pages_ask_for_it_only_after_a_change(self, django_assert_num_queries: Any) -> None:
        present.site()
        with django_assert_num_queries(0):
            present.site()
        generation.shared().renew()
        with django_assert_num_queries(1):
            present.site()

    def test_a_page_wants_it_as_new_as_the_purges_that_it_knows(
        self, django_assert_num_queries: Any
    ) -> None:
        """Else a page begun between a commit and its announcement could stay wrong for good."""
        with page_begun_at(1):
            present.site()
        saving.save(SiteSettings(name="Committed, and not announced yet"))
        with page_begun_at(2):
            assert present.site().name.startswith("Committed")
        with page_begun_at(2), django_assert_num_queries(0):
            present.site()


@pytest.mark.sqlite
class TestForm:
    def fields(self, **values: Any) -> dict[str, Any]:
        names = ("name", "tagline", "header_links", "footer_links", "footer_text", "moderation")
        return {**dict.fromkeys((*names, "review_every"), ""), **values}

    def test_an_administrator_edits_it_in_one_form(self, client: Client) -> None:
        client.force_login(people.administrator())
        assert "Masthead Health" in client.get(FORM).content.decode()
        upload = SimpleUploadedFile("logo.png", images.file(size=(96, 48)).getvalue())
        fields = self.fields(name="Sleep Journal", upload=upload, review_every="12")
        assert client.post(FORM, fields).status_code == 302
        generation.shared().renew()
        row = SiteSettings.objects.get()
        assert (row.name, row.review_every) == ("Sleep Journal", 12)
        logo = read(client.get("/")).one(class_="masthead-logo")
        assert client.get(logo.attributes["src"]).status_code == 200
        client.post(FORM, self.fields(without_logo="on"))
        assert SiteSettings.objects.get().logo == []

    def test_a_bad_line_or_file_keeps_what_was_typed(self, client: Client) -> None:
        client.force_login(people.administrator())
        fields = self.fields(
            name="Kept words",
            header_links="Articles /articles/\nEvil javascript:alert(1)",
            upload=SimpleUploadedFile("x.png", b"<svg/>"),
        )
        response = client.post(FORM, fields)
        assert response.status_code == 422
        text = response.content.decode()
        assert "Line 2 ends with" in text
        assert "This is not a JPEG" in text
        assert "Kept words" in text
        assert not SiteSettings.objects.exists()

    def test_nobody_else_does(self, client: Client) -> None:
        for who in (people.writer, people.editor, people.reviewer, people.moderator):
            client.force_login(who())
            for ask in (client.get, client.post):
                assert ask(FORM).status_code == 403
                assert ask(f"{FORM}1/change/").status_code == 403
        assert not SiteSettings.objects.exists()


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("About us /about/", ("About us", "/about/")),
        ("https://www.clinic.example/", ("clinic.example", "https://www.clinic.example/")),
        ("  Both  words   /x ", ("Both  words", "/x")),
    ],
)
def test_a_line_is_a_link(line: str, link: tuple[str, str]) -> None:
    links.check(line)
    [found] = links.parse(f"\n{line}\n")
    assert (found.label, found.address) == link


@pytest.mark.parametrize(
    "line",
    ["words", "x //evil.example/", "x /\\evil.example", "x http://a.example/", "x https://["],
)
def test_other_lines_are_none(line: str) -> None:
    if line.endswith("["):
        assert render_to_string("parts/_links.html", {"links": links.parse(line)})
        return
    with pytest.raises(links.BadLine, match="Line 1"):
        links.check(line)
