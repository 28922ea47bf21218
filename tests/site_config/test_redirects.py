"""Redirects by hand: one, many from a file, and what they must never do."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from time_machine import TimeMachineFixture

from articles import labels as label_verbs
from site_config import redirect_files, redirects
from site_config.models import Redirect
from site_config.redirects import Wish
from tests.builders import HOUR, NOW, articles, labels, pages, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.row("S8")]

IMPORT = "/admin/site_config/redirect/import/"


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    time_machine.move_to(NOW + HOUR, tick=False)
    return time_machine


def put(old_path: str, target: str) -> None:
    redirects.put([Wish(old_path, target)], by=people.editor(), now=NOW)


def wrong_with(old_path: str, target: str) -> str:
    [judged] = redirects.judge([Wish(old_path, target)], now=NOW + HOUR)
    return judged.error


class TestAnswering:
    @pytest.mark.parametrize(
        ("entry", "asked"),
        [
            ("/2019/05/sleep.html", "/2019/05/sleep.html"),
            ("/2019/sleep/", "/2019/sleep/"),
            ("/2019/sleep/", "/2019/sleep"),
            ("/sleep", "/sleep/"),
            ("/sleep", "/sleep?utm_source=x"),
            ("/schl%C3%A4frig/", "/schl%C3%A4frig/"),
            ("http://127.0.0.1:8000/old/", "/old/"),
        ],
    )
    def test_the_path_alone_decides(self, client: Client, entry: str, asked: str) -> None:
        put(entry, "/about/")
        for ask in (client.get, client.head):
            response = ask(asked)
            assert (response.status_code, response["Location"]) == (301, "/about/")
            assert response["Cache-Control"] == "no-cache"
        assert client.post(asked).get("Location") != "/about/"

    def test_it_is_asked_only_where_nothing_else_is(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        put("/later/", "/about/")
        pages.live(slug="later")
        assert client.get("/later/").status_code == 200
        category = labels.category("One")
        category.slug = "two"
        label_verbs.change(category, by=None, now=NOW)
        Redirect.objects.create(old_path="/categories/one", target="/about/", made_at=NOW)
        assert client.get("/categories/one/")["Location"] == "/categories/two/"

    def test_other_sites_are_reached_by_https_only(self, client: Client) -> None:
        put("/shop/", "https://shop.example/new?x=1")
        assert client.get("/shop/")["Location"] == "https://shop.example/new?x=1"

    def test_an_address_that_nobody_can_read_leads_nowhere(self, client: Client) -> None:
        Redirect.objects.create(old_path="/shop", target="https://[::1", made_at=NOW)
        assert client.get("/shop/").status_code == 404


class TestJudging:
    @pytest.mark.parametrize(
        ("old_path", "target", "words"),
        [
            ("sleep", "/about/", "is not a path"),
            ("//evil.example/", "/about/", "is not a path"),
            ("https://other.example/x", "/about/", "is not a path"),
            ("/x?page=2", "/about/", "no “?”"),
            ("/x y", "/about/", "no spaces"),
            ("/" + "x" * 300, "/about/", "250 characters"),
            ("/x", "http://other.example/", "neither a path"),
            ("/x", "//evil.example/", "neither a path"),
            ("/x", "/\\evil.example/", "neither a path"),
            ("/x", "javascript:alert(1)", "neither a path"),
            ("/x", "", "neither a path"),
            ("/x", "https://[::1", "neither a path"),
            ("/x", "https://:443/", "neither a path"),
            ("/x/", "/x", "in a circle"),
            ("/admin/anything/", "/about/", "answers at"),
            ("/articles/", "/about/", "answers at"),
            ("/feed.xml", "/about/", "answers at"),
            ("/", "/about/", "answers at"),
            ("/articles/live/", "/about/", "answers at"),
            ("/articles/before", "/about/", "answers at"),
            ("/categories/sleep/", "/about/", "answers at"),
        ],
    )
    def test_what_is_wrong_is_said(self, old_path: str, target: str, words: str) -> None:
        article = articles.live(slug="before", category=labels.category("Sleep"))
        articles.republish(article, slug="live", now=NOW + HOUR)
        assert words in wrong_with(old_path, target)

    def test_circles_and_contradictions_are_found_across_what_is_there(self) -> None:
        put("/a/", "/b/")
        put("/b/", "/c/")
        assert "in a circle" in wrong_with("/c", "/a/?x=1")
        assert "leads to /b/ already" in wrong_with("/a", "/z/")
        [known] = redirects.judge([Wish("/a", "/b/")], now=NOW)
        assert known.is_known
        assert not known.error

    def test_a_draft_gives_nothing_away(self) -> None:
        articles.draft(slug="secret")
        assert wrong_with("/articles/secret/", "/about/") == ""

    def test_it_costs_the_same_for_many(self, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(10):
            redirects.judge([Wish(f"/old/{n}", "/about/") for n in range(300)], now=NOW)


class TestFiles:
    def look(self, client: Client, text: str | bytes) -> Any:
        data = text if isinstance(text, bytes) else text.encode()
        return client.post(IMPORT, {"file": SimpleUploadedFile("r.csv", data)})

    def test_nothing_is_written_before_it_is_confirmed(self, client: Client) -> None:
        client.force_login(people.editor())
        put("/c", "/about/")
        text = "\ufeffold,new\r\n/a,/about/\r\n\r\n/b/,https://x.example/\r\n/c/,/about/\r\n"
        shown = self.look(client, text)
        words = " ".join(read(shown).one(id="content").text.split())
        assert "3 lines, and nothing wrong" in words
        assert "Is there already" in words
        assert Redirect.objects.count() == 1
        kept = read(shown).one("input", name="text").attributes["value"]
        done = client.post(IMPORT, {"text": kept, "confirm": "x"}, follow=True)
        assert "2 redirects are new" in done.content.decode()
        exported = client.get("/admin/site_config/redirect/export/").content.decode()
        assert exported.splitlines() == [
            "old,new", "/a,/about/", "/b,https://x.example/", "/c,/about/",
        ]  # fmt: skip
        assert [wish.old_path for wish in redirect_files.read(exported)] == ["/a", "/b", "/c"]

    def test_one_wrong_line_keeps_all_out(self, client: Client) -> None:
        client.force_login(people.editor())
        text = "/a,/about/\n/a/,/other/\nb,/about/\n/admin/,/about/\n/only\n"
        words = " ".join(read(self.look(client, text)).one(id="content").text.split())
        assert "4 lines are wrong" in words
        for remark in ("Line 1 has the same old path", "is not a path", "answers at", "neither"):
            assert remark in words
        assert client.post(IMPORT, {"text": text, "confirm": "x"}).status_code == 422
        assert not Redirect.objects.exists()

    @pytest.mark.parametrize(
        "data",
        [b"", b"old,new\n", b"\xff\xfe\x00", b"/a,/b\n" * 5_001, b"x" * 1_000_001, b'"/a\n' * 9],
    )
    def test_what_is_no_list_is_refused(self, client: Client, data: bytes) -> None:
        client.force_login(people.editor())
        assert self.look(client, data).status_code in {200, 422}
        assert not Redirect.objects.exists()

    def test_semicolons_of_a_spreadsheet_do(self) -> None:
        [wish] = redirect_files.read("/a;/b/\n")
        assert (wish.old_path, wish.target) == ("/a", "/b/")


class TestForm:
    def test_one_is_made_and_changed(self, client: Client) -> None:
        client.force_login(people.editor())
        add = "/admin/site_config/redirect/add/"
        refused = client.post(add, {"old_path": "/faq/", "target": "/about/"})
        assert refused.status_code == 422
        assert 'value="/about/"' in refused.content.decode()
        client.post(add, {"old_path": "/a/", "target": "/b/"})
        redirect = Redirect.objects.get(old_path="/a", made_by=people.editor())
        assert client.post(add, {"old_path": "/a", "target": "/b/"}).status_code == 422
        url = f"/admin/site_config/redirect/{redirect.pk}/change/"
        assert client.post(url, {"old_path": "/a", "target": "/c/"}).status_code == 302
        redirect.refresh_from_db()
        assert (redirect.old_path, redirect.target) == ("/a", "/c/")

    def test_it_is_for_editors_and_administrators(self, client: Client) -> None:
        for who, status in (
            (people.writer, 403), (people.reviewer, 403), (people.moderator, 403),
            (people.editor, 200), (people.administrator, 200),
        ):  # fmt: skip
            client.force_login(who())
            for url in (IMPORT, "/admin/site_config/redirect/", "/admin/site_config/redirect/add/"):
                assert client.get(url).status_code == status, (who, url)
