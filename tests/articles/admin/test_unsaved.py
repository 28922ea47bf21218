"""Beside the form: what is typed is kept, offered on the next open, and forgotten once saved."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from time_machine import TimeMachineFixture

from articles import unsaved
from articles.models import Article, Kind, UnsavedText
from tests.articles.admin.desk_forms import add_url, change_url, fields_at, rows
from tests.builders import HOUR, MINUTE, NOW, articles, faqs, pages, people
from tests.support.reading import read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("clock"),
    pytest.mark.row("A4"),
]


@pytest.fixture
def writer(client: Client) -> User:
    """A writer who has signed in to the client of the test."""
    client.force_login(people.writer())
    return people.writer()


def page_of(url: str, name: str) -> str:
    """The address of what stands beside a form."""
    return f"{url.removesuffix('change/')}{name}/"


def send(client: Client, url: str, fields: dict[str, Any], **more: Any) -> Any:
    """What the script of the form at `url` sends."""
    lists = {n: list(map(str, v if isinstance(v, list) else [v])) for n, v in fields.items()}
    who = client.session["_auth_user_id"]
    body = {"user": int(who), "tab": fields["unsaved_tab"], "fields": lists, **more}
    return client.post(page_of(url, "unsaved"), body, content_type="application/json")


def offer(client: Client, url: str) -> str:
    """What the form at `url` offers; empty where it offers nothing."""
    found = read(client.get(url)).one(class_="unsaved-offer")
    return "" if "hidden" in found.attributes else found.one("p").text


class TestKeeping:
    def test_it_says_when_and_changes_nothing(self, client: Client, writer: User) -> None:
        article = articles.draft()
        fields = fields_at(client, change_url(article)) | {"title": ""}
        response = send(client, change_url(article), fields)
        assert response.json()["message"] == "Unsaved text kept at 09:00:00."
        assert Article.objects.get().version == 1
        assert UnsavedText.objects.get().fields["title"] == [""]

    def test_what_a_browser_kept_itself_has_its_own_time(
        self, client: Client, writer: User
    ) -> None:
        fields = fields_at(client, add_url("article")) | {"title": "Typed offline"}
        response = send(client, add_url("article"), fields, age=3_600_000)
        assert UnsavedText.objects.get().saved_at == NOW - HOUR
        assert "text from 08:00" in response.json()["offer"]

    def test_text_that_was_taken_back_is_forgotten(self, client: Client, writer: User) -> None:
        fields = fields_at(client, add_url("article")) | {"title": "S"}
        send(client, add_url("article"), fields)
        response = client.post(
            page_of(add_url("article"), "unsaved"),
            {"user": writer.pk, "tab": fields["unsaved_tab"], "fields": {}},
            content_type="application/json",
        )
        assert response.status_code == 200
        assert not UnsavedText.objects.exists()

    def test_a_second_tab_is_told(self, client: Client, writer: User) -> None:
        url = change_url(articles.draft())
        first, second = fields_at(client, url), fields_at(client, url)
        send(client, url, first)
        refused = send(client, url, second | {"title": "Second"})
        assert refused.status_code == 409
        assert "open in another tab" in refused.json()["message"]
        told = {"over": refused.json()["tab"]}
        assert send(client, url, second | {"title": "Second"}, **told).status_code == 200

    @pytest.mark.parametrize(
        "body",
        [
            b"[]",
            b"{",
            b"[" * 100_000,
            b'{"user": 1}',
            b'{"user": 1, "tab": "a", "fields": {"a": 1}}',
        ],
    )
    def test_nonsense_is_refused(self, client: Client, writer: User, body: bytes) -> None:
        url = page_of(add_url("article"), "unsaved")
        assert client.post(url, body, content_type="application/json").status_code == 400

    @pytest.mark.parametrize("count", ["9" * 9, "9" * 5_000, "²"])
    def test_rows_that_nobody_can_count_are_left_out(
        self, client: Client, writer: User, count: str
    ) -> None:
        url = change_url(articles.draft())
        counts = {f"{name}-TOTAL_FORMS": count for name in ("contributions", "faq_uses", "sources")}
        send(client, url, fields_at(client, url) | {"title": "Typed"} | counts)
        assert fields_at(client, f"{url}?unsaved")["title"] == "Typed"
        assert client.get(page_of(url, "unsaved")).status_code == 200

    def test_too_much_is_refused_in_words(self, client: Client, writer: User) -> None:
        fields = fields_at(client, add_url("article"))
        for length in (unsaved.MOST_BYTES, 5_000_001):
            response = send(client, add_url("article"), fields | {"body": "x" * length})
            assert response.status_code == 413
            assert "more in this form" in response.json()["message"]

    @pytest.mark.row("U9")
    def test_the_text_of_one_is_never_kept_as_that_of_another(
        self, client: Client, writer: User
    ) -> None:
        """Somebody else has signed in, in another tab of the same browser."""
        url = change_url(articles.draft())
        fields = fields_at(client, url)
        client.force_login(people.editor())
        response = send(client, url, fields, user=writer.pk)
        assert response.status_code == 403
        assert "Somebody else is signed in" in response.json()["message"]
        assert not UnsavedText.objects.exists()

    @pytest.mark.row("U9")
    def test_who_is_signed_out_is_sent_to_sign_in(self, client: Client, writer: User) -> None:
        url = change_url(articles.draft())
        client.logout()
        response = client.post(page_of(url, "unsaved"), {}, content_type="application/json")
        assert response.status_code == 302

    def test_only_who_may_save_may_keep_or_look(self, client: Client) -> None:
        articles_of_others = change_url(articles.draft(by=people.editor(), authors=[]))
        client.force_login(people.writer())
        for name in ("unsaved", "preview-typed", "conflict", "presence"):
            assert client.post(page_of(articles_of_others, name), {}).status_code == 403, name
        client.force_login(people.moderator())
        for name in ("unsaved", "preview-typed"):
            assert client.post(page_of(add_url("article"), name), {}).status_code == 403, name


class TestOffering:
    def test_it_is_offered_on_the_next_open_and_to_nobody_else(
        self, client: Client, writer: User, clock: TimeMachineFixture
    ) -> None:
        article = articles.draft()
        url = change_url(article)
        assert offer(client, url) == ""
        send(client, url, fields_at(client, url) | {"title": "Half a ti"})
        assert "another tab" in offer(client, url)
        clock.move_to(NOW + MINUTE, tick=False)
        assert offer(client, url) == "You have text from 09:00 that was not saved."
        client.force_login(people.editor())
        assert offer(client, url) == ""
        assert "Half a ti" not in client.get(f"{url}?unsaved=1").content.decode()

    def test_taking_it_up_fills_the_form_rows_included(self, client: Client, writer: User) -> None:
        article = articles.draft(sources=["Gone"], faqs=[faqs.draft()])
        url = change_url(article)
        typed = fields_at(client, url) | {
            "title": "",
            "body": "<p>Half a sen",
            "sources-0-DELETE": "on",
            **rows("contributions", {"author": people.author("Ben").pk, "role": "fact_checker"}),
            "faq_uses-TOTAL_FORMS": "2",
            "faq_uses-1-question": "Why?",
            "faq_uses-1-answer": "<p>Bec",
            "faq_uses-1-position": "0",
        }
        send(client, url, typed)
        shown = client.get(f"{url}?unsaved=1")
        assert "errorlist" not in shown.content.decode()
        again = fields_at(client, f"{url}?unsaved=1")
        expected = {
            "title": "",
            "body": "<p>Half a sen",
            "base_version": "1",
            "sources-TOTAL_FORMS": "0",
            "contributions-TOTAL_FORMS": "1",
            "contributions-0-author": str(people.author("Ben").pk),
            "contributions-0-role": "fact_checker",
            "faq_uses-0-faq": str(article.faq_uses.get().faq_id),
            "faq_uses-1-question": "Why?",
            "faq_uses-1-answer": "<p>Bec",
        }
        assert {name: again[name] for name in expected} == expected
        again |= {"title": "Whole", "faq_uses-1-answer": "<p>Because.</p>"}
        assert client.post(url, again).status_code == 302
        article.refresh_from_db()
        assert (article.title, article.sources.count()) == ("Whole", 0)
        assert [use.faq.title for use in article.faq_uses.all()][1:] == ["Why?"]
        assert not UnsavedText.objects.exists()

    @pytest.mark.parametrize("kind", ["article", "page", "faq"])
    def test_new_ones_are_offered_too(self, client: Client, kind: str) -> None:
        client.force_login(people.administrator())
        url = add_url(kind)
        send(client, url, fields_at(client, url) | {"title": "Just begun"})
        again = fields_at(client, f"{url}?unsaved=1")
        assert again["title"] == "Just begun"
        assert client.post(url, again).status_code == 302
        assert Article.objects.get().kind == Kind(kind)
        assert not UnsavedText.objects.exists()

    def test_what_is_sent_late_is_not_offered_after_saving(
        self, client: Client, writer: User
    ) -> None:
        url = add_url("article")
        fields = fields_at(client, url) | {"title": "Done"}
        client.post(url, fields)
        assert send(client, url, fields).status_code == 200
        assert not UnsavedText.objects.exists()

    def test_a_refused_form_keeps_what_was_kept(self, client: Client, writer: User) -> None:
        url = change_url(articles.draft())
        fields = fields_at(client, url) | {"title": ""}
        send(client, url, fields)
        refused = client.post(url, fields)
        assert refused.status_code == 422
        assert UnsavedText.objects.exists()
        assert read(refused).one("unsaved-text")["refused"] is not None
        assert read(refused).one("input", name="unsaved_tab")["value"] == fields["unsaved_tab"]

    def test_throwing_it_away_and_looking_at_it(self, client: Client, writer: User) -> None:
        url = change_url(articles.draft(title="Sleeping better"))
        send(client, url, fields_at(client, url) | {"title": "Sleeping well"})
        shown = read(client.get(page_of(url, "unsaved")))
        assert "well" in shown.one(class_="version-yours").one("ins").text
        assert shown.one(class_="version-theirs").one("h3").text == "Saved by you, 09:00"
        response = client.post(page_of(url, "unsaved"), follow=True)
        assert "thrown away" in response.content.decode()
        assert not UnsavedText.objects.exists()
        assert client.get(page_of(url, "unsaved")).status_code == 302

    def test_it_says_that_the_article_was_saved_since(
        self, client: Client, writer: User, clock: TimeMachineFixture
    ) -> None:
        article = articles.draft()
        url = change_url(article)
        send(client, url, fields_at(client, url) | {"title": "Mine"})
        clock.move_to(NOW + 2 * MINUTE, tick=False)
        articles.revise(article, title="Theirs", by=people.editor(), now=NOW + MINUTE)
        assert "saved by editor, 09:01: you will see both" in offer(client, url)
        again = fields_at(client, f"{url}?unsaved=1")
        assert (again["title"], again["base_version"]) == ("Mine", "1")
        assert client.post(url, again).status_code == 409


@pytest.mark.row("E15")
def test_who_else_has_it_open_is_shown_before_one_types(
    client: Client, clock: TimeMachineFixture
) -> None:
    url = change_url(articles.draft())
    client.force_login(people.editor())
    assert client.post(page_of(url, "presence")).json() == {"others": []}
    clock.move_to(NOW + 2 * MINUTE, tick=False)
    client.force_login(people.writer())
    assert read(client.get(url)).one(class_="presence").text == "editor is editing (2 min ago)"
    told = client.post(page_of(url, "presence")).json()
    assert told == {"others": ["editor is editing (2 min ago)"]}
    clock.move_to(NOW + 6 * MINUTE, tick=False)
    assert read(client.get(url)).one(class_="presence").text == ""
    assert client.get(page_of(url, "presence")).status_code == 404


@pytest.mark.row("U3")
class TestPreview:
    def test_it_shows_what_is_typed_and_saves_nothing(self, client: Client, writer: User) -> None:
        known = faqs.draft(question="Known?", answer="<p>Yes.</p>")
        article = articles.draft()
        url = change_url(article)
        fields = fields_at(client, url) | {
            "title": "Typed <title>",
            "body": "<h2>Head</h2><p>Typed text.<script>x</script></p>",
            **rows("sources", {"title": "A study", "year": "no year"}),
            **rows(
                "faq_uses",
                {"faq": known.pk},
                {"question": "Typed?", "answer": "<p>Typed answer.</p>"},
            ),
        }
        response = client.post(page_of(url, "preview-typed"), fields)
        frame = read(response).one("iframe")
        shown = read(frame.attributes["srcdoc"])
        assert shown.one("h1").text == "Typed <title>"
        for words in ("Typed text.", "A study", "Known?", "Typed?", "Typed answer.", "Ana Alonso"):
            assert words in shown.text, words
        assert shown.all("script") == []  # The frame would refuse to run one.
        assert shown.all("form", method="post") == []
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert (Article.objects.count(), article.revisions.count()) == (2, 1)

    @pytest.mark.parametrize("kind", ["article", "page", "faq"])
    def test_new_ones_and_half_typed_ones_have_one(self, client: Client, kind: str) -> None:
        client.force_login(people.administrator())
        url = add_url(kind)
        fields = fields_at(client, url) | {"body": "<p>Only text so far.</p>"}
        response = client.post(page_of(url, "preview-typed"), fields)
        shown = read(read(response).one("iframe").attributes["srcdoc"])
        assert "No title yet" in shown.one("h1").text
        assert "Only text so far." in shown.text
        assert not Article.objects.exists()

    def test_a_text_that_nothing_can_show_is_refused_in_words(
        self, client: Client, writer: User
    ) -> None:
        url = change_url(articles.draft())
        fields = fields_at(client, url) | {"body": "x" * 500_001}
        response = client.post(page_of(url, "preview-typed"), fields)
        assert "500,000" in read(response).one(class_="errornote").text

    def test_asking_without_a_form_leads_to_the_form(self, client: Client) -> None:
        client.force_login(people.administrator())
        url = change_url(pages.draft())
        assert client.get(page_of(url, "preview-typed"))["Location"] == url
