"""The history of an article at the desk: timeline, comparison, and the way back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import editing, publishing, workflow
from articles.admin import history_pages
from articles.models import Action, Article
from tests.articles.admin.desk_forms import change_url
from tests.builders import DAY, HOUR, NOW, articles, people
from tests.support.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]


@pytest.fixture
def writer(client: Client) -> User:
    client.force_login(people.writer())
    return people.writer()


def url(article: Article, rest: str) -> str:
    return change_url(article).removesuffix("change/") + rest


def page(client: Client, article: Article, rest: str) -> Element:
    response = client.get(url(article, rest))
    assert response.status_code == 200
    return read(response)


@pytest.mark.row("E14")
class TestTimeline:
    def test_who_what_when_from_to_and_note(self, client: Client, writer: User) -> None:
        article = articles.draft()
        workflow.submit(article, by=writer, now=NOW + HOUR, note="Please read")
        newest, first = (
            page(client, article, "history/").all("ol", class_="timeline")[-1].children("li")
        )
        assert "writer submitted it for review (revision 1) Draft → In review" in newest.text
        assert newest.one("q").text == "Please read"
        assert newest.one("time")["datetime"].startswith("2026-01-05T10:00")  # type: ignore[union-attr]
        assert "writer created it" in first.text

    def test_what_the_machine_and_bulk_actions_did(self, client: Client) -> None:
        client.force_login(people.editor())
        article = articles.approved()
        chosen = {"action": "publish_selected", "_selected_action": [article.pk]}
        client.post("/admin/articles/article/", chosen)
        publishing.withdraw(article, by=people.editor(), now=NOW + HOUR, reason="Wrong")
        said = page(client, article, "history/").text
        for words in ("editor published it", "editor withdrew it", "Wrong"):
            assert words in said

    def test_the_button_of_django_leads_here(self, client: Client, writer: User) -> None:
        article = articles.draft()
        assert url(article, "history/") in page(client, article, "change/").links()

    @pytest.mark.row("A7")
    def test_named_and_published_versions_come_first(self, client: Client, writer: User) -> None:
        article = articles.live()
        articles.revise(article, title="Named", note="Before the trial")
        articles.revise(article, title="Nameless")
        kept, everything = page(client, article, "history/").all("ol", class_="timeline")
        assert kept.children("li")[0].all("strong")[0].text == "Revision 2"
        assert "live since" in kept.text
        assert "Editorial: editor" in kept.text
        assert "Revision 3" not in kept.text
        assert "revision 3" in everything.text
        [only] = page(client, article, "history/?show=kept").all("ol", class_="timeline")
        assert len(only.children("li")) == 2

    def test_a_long_history_has_pages_at_a_constant_cost(
        self, client: Client, writer: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(history_pages, "PER_PAGE", 3)
        article = articles.draft()
        costs = []
        for number in range(6):
            articles.revise(article, title=f"Title {number}", note=f"Note {number}")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(url(article, "history/?show=kept"))
            costs.append(len(queries))
        assert costs[4] == costs[5], "two pages"
        assert max(costs) - min(costs) <= 1, "the second page is counted"
        shown = page(client, article, "history/?page=3")
        assert "created it" in shown.text
        assert client.get(url(article, "history/?page=4")).status_code == 404


@pytest.mark.row("A6")
class TestCompare:
    def test_any_two_in_the_order_of_their_numbers(self, client: Client, writer: User) -> None:
        article = articles.draft(title="One")
        articles.revise(article, title="Two")
        articles.revise(article, title="Three")
        for asked in ("from=1&to=3", "from=3&to=1"):
            shown = page(client, article, f"compare/?{asked}")
            assert (shown.one("dl", class_="diff").one("del").text) == "One"
            assert (shown.one("dl", class_="diff").one("ins").text) == "Three"

    def test_with_what_readers_see_with_the_desk_and_with_the_one_before(
        self, client: Client, writer: User
    ) -> None:
        article = articles.live(title="One")
        articles.revise(article, title="Two")
        articles.revise(article, title="Three")
        found = {
            asked: page(client, article, f"compare/?{asked}").one("dl", class_="diff").text
            for asked in ("from=live&to=desk", "from=before&to=3", "from=before&to=1")
        }
        assert found["from=live&to=desk"] == "Title One Three"
        assert found["from=before&to=3"] == "Title Two Three"
        assert "Title One" in found["from=before&to=1"]
        assert "Nothing differs." in page(client, article, "compare/?from=1&to=live").text

    @pytest.mark.parametrize(
        "asked", ["from=1&to=2", "from=x&to=1", "from=-1&to=1", "from=live&to=1"]
    )
    def test_what_is_not_there(self, client: Client, writer: User, asked: str) -> None:
        article, other = articles.draft(), articles.draft(title="Other")
        articles.revise(other, title="Other, second")
        response = client.get(url(article, f"compare/?{asked}"))
        assert response.status_code == 404
        said = read(response).one("main").text
        assert "has no revision" in said or "Readers see nothing" in said

    def test_reading_one(self, client: Client, writer: User) -> None:
        article = articles.draft(title="One")
        articles.revise(article, title="Two")
        shown = client.get(url(article, "revisions/1/"), follow=True)
        assert read(shown).one("h1").text == "One"
        assert client.get(url(article, "revisions/9/")).status_code == 404


@pytest.mark.row("A6")
class TestRestore:
    def test_asking_shows_the_difference_and_changes_nothing(
        self, client: Client, writer: User
    ) -> None:
        article = articles.draft(title="One")
        articles.revise(article, title="Two")
        shown = page(client, article, "revisions/1/restore/")
        assert shown.one("dl", class_="diff").text == "Title Two One"
        assert article.revisions.count() == 2

    def test_posting_makes_a_new_revision(self, client: Client, writer: User) -> None:
        article = articles.draft(title="One")
        articles.revise(article, title="Two")
        done = client.post(url(article, "revisions/1/restore/"), {"base_version": 2}, follow=True)
        assert "Revision 1 is back on the desk as revision 3." in done.content.decode()
        assert editing.latest_revision(article).data["title"] == "One"
        assert article.history.filter(action=Action.REVERTED).count() == 1

    def test_somebody_saved_meanwhile(self, client: Client, writer: User) -> None:
        article = articles.draft(title="One")
        articles.revise(article, title="Two")
        stale: Any = client.post(url(article, "revisions/1/restore/"), {"base_version": 1})
        assert stale.status_code == 422
        assert "Somebody saved this article" in stale.content.decode()
        assert article.revisions.count() == 2
        assert client.post(url(article, "revisions/1/restore/"), {}).status_code == 404

    def test_only_who_may_edit_it(self, client: Client) -> None:
        article = articles.draft()
        client.force_login(people.reviewer())
        assert client.get(url(article, "history/")).status_code == 200
        assert "Restore" not in client.get(url(article, "history/")).content.decode()
        for verb in (client.get, client.post):
            assert verb(url(article, "revisions/1/restore/")).status_code == 403


@pytest.mark.row("A14")
class TestBesideTheFields:
    def test_what_the_gate_says_stands_with_the_field(self, client: Client, writer: User) -> None:
        body = '<h2>A</h2><p>See <a href="https://who.example/">here</a> [3].</p><h4>B</h4>'
        article = articles.draft(body=body + "<p>" + "We sleep. " * 20 + "</p>", authors=[])
        shown = page(client, article, "change/")
        beside = shown.one(id="id_body_helptext").text
        for words in ("“here”", "is of level 4", "Reading grade"):
            assert words in beside
        assert (
            shown.one(id="id_body").attributes["aria-describedby"].split()[-1] == "id_body_helptext"
        )
        lists = " ".join(e.text for e in shown.all("ul", class_="beside"))
        assert "Name at least one writer." in lists
        assert "source [3], which does not exist" in lists

    def test_who_may_only_look_gets_the_page_all_the_same(self, client: Client) -> None:
        client.force_login(people.reviewer())
        assert "Before publication" in page(client, articles.draft(body=""), "change/").text


@pytest.mark.row("E2")
class TestWhatChangedSince:
    def test_nothing_was_ever_signed_off(self, client: Client) -> None:
        client.force_login(people.administrator())
        article = articles.in_review()
        for step in ("approve", "sign-off"):
            assert "read it as a whole" in page(client, article, f"steps/{step}/").text

    def test_since_the_last_sign_off_of_that_sort(self, client: Client) -> None:
        client.force_login(people.administrator())
        article = articles.live(title="One")
        articles.revise(article, title="Two")
        workflow.sign_off(editing.latest_revision(article), by=people.reviewer(), now=NOW + DAY)
        articles.revise(article, title="Three")
        approve, sign_off = (
            page(client, article, f"steps/{step}/").one("dl", class_="diff").text
            for step in ("approve", "sign-off")
        )
        assert (approve, sign_off) == ("Title One Three", "Title Two Three")
