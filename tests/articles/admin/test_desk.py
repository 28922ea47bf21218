"""The forms of the desk: they validate, save through the verb, and lose no text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Edition, Kind, Stage
from tests.articles.admin.desk_forms import add_url, change_url, fields_at, rows
from tests.builders import articles, faqs, images, labels, pages, people
from tests.support.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]


@pytest.fixture
def writer(client: Client) -> User:
    """A writer who has signed in to the client of the test."""
    client.force_login(people.writer())
    return people.writer()


def whole() -> Article:
    return articles.draft(
        title="Sleeping better",
        slug="sleep",
        body="<h2>Head</h2><p>Text &amp; more [1].</p>",
        team=people.team(),
        tags=[labels.tag()],
        sources=[{"title": "A study", "year": 2020, "accessed_on": "2025-12-31"}],
        faqs=[faqs.draft()],
        picture=images.image(),
    )


def errors(response: Any) -> str:
    return " ".join(e.text for e in read(response).all(class_="errorlist"))


class TestSaving:
    def test_a_new_article_gets_its_first_revision(self, client: Client, writer: User) -> None:
        ana = people.author()
        fields = fields_at(client, add_url("article")) | {
            "title": "Naps",
            "body": "<h2>Why</h2><p onclick='x()'>Because.</p>",
            "category": labels.category().pk,
            "note": "First try",
            **rows("contributions", {"author": ana.pk, "role": "writer"}),
        }
        response = client.post(add_url("article"), {**fields, "_continue": "1"})
        article = Article.objects.get()
        assert response.status_code == 302
        assert response["Location"] == change_url(article)
        assert (article.slug, article.kind, article.stage) == ("naps", Kind.ARTICLE, Stage.DRAFT)
        assert article.body == "<h2>Why</h2><p>Because.</p>"
        assert article.created_by == writer
        revision = article.revisions.get()
        assert (revision.note, revision.created_by) == ("First try", writer)
        assert revision.data["contributors"] == [{"author": ana.pk, "role": "writer"}]
        followed = client.get(change_url(article))
        [said] = read(followed).all("ul", class_="messagelist")[0].all("li")
        assert said.text == "Saved as revision 1. Submit it for review when it is ready."

    def test_elsewhere_the_message_leads_back(self, client: Client, writer: User) -> None:
        article = whole()
        fields = fields_at(client, change_url(article)) | {"title": "Less <b>sleep</b>"}
        followed = client.post(change_url(article), fields, follow=True)
        message = read(followed).one("ul", class_="messagelist")
        assert message.one("a").attributes["href"] == change_url(article)
        assert message.one("a").text == "Less <b>sleep</b>"

    @pytest.mark.row("A1")
    def test_whoever_starts_an_article_is_its_first_writer(
        self, client: Client, writer: User
    ) -> None:
        ana = people.author(user=writer)
        fields = fields_at(client, add_url("article")) | {"title": "Naps"}
        client.post(add_url("article"), fields)
        [contribution] = Article.objects.get().contributions.all()
        assert (contribution.author, contribution.role) == (ana, "writer")

    def test_what_an_editor_asked_for_stands_above_the_form(
        self, client: Client, writer: User
    ) -> None:
        article = articles.changes_requested(by=writer)
        asked = read(client.get(change_url(article))).one("section", class_="standing")
        assert "editor requested changes" in asked.text
        assert "Add a source." in asked.text

    def test_a_form_that_nobody_touched_saves_nothing(self, client: Client, writer: User) -> None:
        """All that the desk holds survives a round through the form."""
        article = whole()
        response = client.post(change_url(article), fields_at(client, change_url(article)))
        assert response.status_code == 302
        article.refresh_from_db()
        assert article.version == 1
        assert article.revisions.count() == 1

    @pytest.mark.row("A15")
    def test_text_goes_through_the_form_byte_by_byte(self, client: Client, writer: User) -> None:
        body = (
            '<h2>A &lt; B</h2><p>5&nbsp;mg &amp; "more" <a href="/x/?a=1&amp;b=2">x</a></p>'
            "<pre><code>a\n  b</code></pre><ul><li>One</li></ul>"
        )
        article = articles.draft(body=body)
        fields = fields_at(client, change_url(article)) | {"title": "Changed"}
        client.post(change_url(article), fields)
        article.refresh_from_db()
        assert (article.title, article.body) == ("Changed", body)

    def test_saving_again_keeps_what_hangs_on_it(self, client: Client, writer: User) -> None:
        article = whole()
        before = article.revisions.get().data
        fields = fields_at(client, change_url(article)) | {"summary": "New"}
        assert client.post(change_url(article), fields).status_code == 302
        after = article.revisions.first()
        assert after is not None
        assert after.data == {**before, "summary": "New"}

    @pytest.mark.row("E1")
    def test_no_field_moves_an_article_on(self, client: Client, writer: User) -> None:
        article = whole()
        smuggled = {"stage": "approved", "version": 9, "kind": "page", "trashed_at": "2020-01-01"}
        fields = fields_at(client, change_url(article)) | {"summary": "New", **smuggled}
        client.post(change_url(article), {**fields, "created_by": people.editor().pk})
        article.refresh_from_db()
        assert (article.stage, article.version) == (Stage.DRAFT, 2)
        assert (article.kind, article.trashed_at) == (Kind.ARTICLE, None)
        assert article.created_by == writer
        assert not Edition.objects.exists()

    def test_pages_and_questions_are_saved_as_what_they_are(self, client: Client) -> None:
        client.force_login(people.editor())
        fields = fields_at(client, add_url("page")) | {"title": "Privacy", "body": "<p>Text</p>"}
        client.post(add_url("page"), {**fields, "position": 3})
        fields = fields_at(client, add_url("faq")) | {"title": "Why?", "body": "<p>So.</p>"}
        client.post(add_url("faq"), fields)
        found = {(a.kind, a.slug, a.position) for a in Article.objects.all()}
        assert found == {("page", "privacy", 3), ("faq", "why", 0)}


class TestRefusing:
    """A form that cannot be saved comes back with the text and a 4xx."""

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"title": ""}, "This field is required."),
            ({"title": "x" * 301}, "at most 300"),
            ({"slug": "not a slug"}, "slug"),
            ({"slug": "taken"}, "belongs to “Other”"),
            ({"category": "999999"}, "valid choice"),
            ({"title": "a\x00b"}, "Null characters"),
            ({"base_version": "x"}, "whole number"),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_the_message_says_why_and_nothing_is_lost(
        self, client: Client, writer: User, values: dict[str, str], message: str
    ) -> None:
        articles.draft(title="Other", slug="taken")
        article = whole()
        fields = fields_at(client, change_url(article))
        fields |= {"body": "<p>What I have just written.</p>", **values}
        response = client.post(change_url(article), fields)
        assert response.status_code == 422
        assert message in errors(response)
        shown = read(response).one("textarea", name="body")
        assert shown.text == "<p>What I have just written.</p>"
        article.refresh_from_db()
        assert (article.title, article.version) == ("Sleeping better", 1)

    def test_a_text_too_long_to_clean(self, client: Client, writer: User) -> None:
        article = whole()
        fields = fields_at(client, change_url(article)) | {"body": "<p>" + "x" * 500_001}
        response = client.post(change_url(article), fields)
        assert response.status_code == 422
        assert "500,000" in errors(response)

    def test_a_new_article_that_is_refused_keeps_its_rows(
        self, client: Client, writer: User
    ) -> None:
        articles.draft(title="Other", slug="taken")
        fields = fields_at(client, add_url("article")) | {
            "title": "Mine",
            "slug": "taken",
            **rows("sources", {"title": "A study"}),
            **rows("faq_uses", {"question": "Why?", "answer": "<p>So.</p>"}),
        }
        response = client.post(add_url("article"), fields)
        assert response.status_code == 422
        assert read(response).one("input", name="sources-0-title").attributes["value"] == "A study"
        # The question was written before the refusal: it must not stay behind.
        assert Article.objects.count() == 1

    @pytest.mark.parametrize(
        "broken",
        [
            {"sources-TOTAL_FORMS": "x"},
            {"sources-TOTAL_FORMS": ""},
            {"contributions-INITIAL_FORMS": "-"},
        ],
        ids=str,
    )
    def test_a_broken_form_is_refused_in_words(
        self, client: Client, writer: User, broken: dict[str, str]
    ) -> None:
        article = whole()
        fields = fields_at(client, change_url(article)) | broken
        assert client.post(change_url(article), fields).status_code in {400, 422}


@pytest.mark.row("F1")
class TestQuestionsInline:
    def test_they_are_picked_or_written_and_put_in_order(
        self, client: Client, writer: User
    ) -> None:
        known = faqs.draft(question="Known?")
        article = articles.draft()
        fields = fields_at(client, change_url(article)) | rows(
            "faq_uses",
            {"position": "3", "faq": known.pk},
            {"position": "1", "question": "New?", "answer": "<p>Yes.<script>x</script></p>"},
            {"question": "Last?", "answer": "<p>No.</p>"},
        )
        assert client.post(change_url(article), fields).status_code == 302
        uses = list(article.faq_uses.all())
        assert [use.faq.title for use in uses] == ["New?", "Known?", "Last?"]
        assert [use.position for use in uses] == [1, 2, 3]
        new = uses[0].faq
        assert (new.kind, new.stage, new.body) == (Kind.FAQ, Stage.DRAFT, "<p>Yes.</p>")
        assert (new.category_id, new.created_by) == (article.category_id, writer)
        assert new.revisions.count() == 1

    def test_taking_a_question_off_an_article_keeps_the_question(
        self, client: Client, writer: User
    ) -> None:
        article = whole()
        fields = fields_at(client, change_url(article)) | {"faq_uses-0-DELETE": "on"}
        client.post(change_url(article), fields)
        assert not article.faq_uses.exists()
        assert Article.objects.filter(kind=Kind.FAQ).count() == 1

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ({"question": "Why?"}, "Write the answer"),
            ({"answer": "<p>So.</p>"}, "Pick a question"),
            ({"faq": "999999"}, "valid choice"),
        ],
        ids=["no answer", "no question", "no such question"],
    )
    def test_half_a_row_is_refused(
        self, client: Client, writer: User, row: dict[str, str], message: str
    ) -> None:
        article = articles.draft()
        fields = fields_at(client, change_url(article)) | rows("faq_uses", row)
        response = client.post(change_url(article), fields)
        assert response.status_code == 422
        assert message in errors(response)

    def test_both_in_one_row_or_one_twice_is_refused(self, client: Client, writer: User) -> None:
        article, known = articles.draft(), faqs.draft()
        both = {"faq": known.pk, "question": "Why?", "answer": "<p>So.</p>"}
        for wanted in ([both], [{"faq": known.pk}, {"faq": known.pk}]):
            fields = fields_at(client, change_url(article)) | rows("faq_uses", *wanted)
            assert client.post(change_url(article), fields).status_code == 422

    def test_an_article_is_no_question(self, client: Client, writer: User) -> None:
        article, other = articles.draft(), articles.draft()
        fields = fields_at(client, change_url(article)) | rows("faq_uses", {"faq": other.pk})
        assert client.post(change_url(article), fields).status_code == 422


class TestSourcesAndPeopleInline:
    def test_sources_stand_in_order(self, client: Client, writer: User) -> None:
        article = articles.draft()
        fields = fields_at(client, change_url(article)) | rows(
            "sources",
            {"position": "2", "title": "Second", "url": "example.org/a", "year": "2020"},
            {"position": "1", "title": "First", "accessed_on": "2025-12-31"},
        )
        assert client.post(change_url(article), fields).status_code == 302
        found = [(s.title, s.url, s.year) for s in article.sources.all()]
        assert found == [("First", "", None), ("Second", "https://example.org/a", 2020)]

    @pytest.mark.parametrize(
        "row",
        [
            {"title": "Trap", "url": "javascript:alert(1)"},
            {"title": "Trap", "url": "data:text/html,x"},
            {"title": "Old", "year": "-1"},
            {"title": "Old", "year": "99999999999"},
            {"title": "x" * 401},
            {"year": "2020"},
        ],
        ids=str,
    )
    def test_a_wrong_source_is_refused(
        self, client: Client, writer: User, row: dict[str, str]
    ) -> None:
        article = articles.draft()
        fields = fields_at(client, change_url(article)) | rows("sources", row)
        response = client.post(change_url(article), fields)
        assert response.status_code == 422
        assert not article.sources.exists()

    @pytest.mark.row("A1")
    def test_several_people_with_roles_stand_in_order(self, client: Client, writer: User) -> None:
        ana, ben = people.author("Ana"), people.author("Ben", user=people.writer("ben"))
        article = articles.draft(authors=[])
        fields = fields_at(client, change_url(article)) | rows(
            "contributions",
            {"position": "2", "author": ana.pk, "role": "writer"},
            {"position": "1", "author": ben.pk, "role": "writer"},
            {"position": "3", "author": ana.pk, "role": "medical_reviewer"},
        )
        assert client.post(change_url(article), fields).status_code == 302
        found = [(c.author.name, c.role) for c in article.contributions.all()]
        assert found == [("Ben", "writer"), ("Ana", "writer"), ("Ana", "medical_reviewer")]

    def test_the_same_person_twice_in_a_role_is_refused(self, client: Client, writer: User) -> None:
        article, ana = articles.draft(authors=[]), people.author("Ana")
        row = {"author": ana.pk, "role": "writer"}
        fields = fields_at(client, change_url(article)) | rows("contributions", row, row)
        assert client.post(change_url(article), fields).status_code == 422


class TestLookingOnly:
    @pytest.mark.parametrize("who", [lambda: people.writer("other"), people.reviewer])
    def test_who_may_not_edit_reads_and_cannot_save(
        self, client: Client, who: Callable[[], User]
    ) -> None:
        article = whole()
        client.force_login(people.writer())
        fields = fields_at(client, change_url(article))
        client.force_login(who())
        shown = read(client.get(change_url(article)))
        assert "Text & more" in shown.text
        assert shown.all("textarea") == []
        assert shown.all("input", name="_save") == []
        response = client.post(change_url(article), fields | {"title": "Hijacked"})
        assert response.status_code == 403
        article.refresh_from_db()
        assert article.title == "Sleeping better"

    def test_nothing_can_be_deleted(self, client: Client) -> None:
        client.force_login(people.superuser())
        for article in (whole(), pages.draft(), faqs.draft()):
            url = change_url(article).replace("/change/", "/delete/")
            assert client.post(url, {"post": "yes"}).status_code == 403
            listing = url.rsplit("/", 3)[0] + "/"
            client.post(listing, {"action": "delete_selected", "_selected_action": [article.pk]})
            assert Article.objects.filter(pk=article.pk).exists()

    def test_a_kind_is_found_under_its_own_list_only(self, client: Client) -> None:
        client.force_login(people.editor())
        faq = faqs.draft()
        wrong = change_url(faq).replace("/faq/", "/article/")
        assert client.get(wrong).status_code == 302
        assert "How long" not in client.get("/admin/articles/article/").content.decode()
        assert "How long" in client.get("/admin/articles/faq/").content.decode()


class TestWhatStandsBesideTheForm:
    def test_standing_steps_problems_and_history(self, client: Client) -> None:
        client.force_login(people.editor())
        article = articles.in_review(category=None, note="First try")
        shown = read(client.get(change_url(article)))
        standing = shown.one(class_="standing")
        for words in ("In review", "Not published", "An editor reads it"):
            assert words in standing.text
        assert "Choose a category." in shown.one(class_="problems").text
        assert "writer submitted it for review (revision 1)" in shown.one(class_="timeline").text
        [preview] = [link for link in standing.links() if link.startswith("/preview/")]
        assert client.get(preview).status_code == 200

    def test_lists_are_narrowed_down_to_no_category(self, client: Client) -> None:
        client.force_login(people.editor())
        articles.draft()
        articles.draft(title="Astray", category=None)
        path = "/admin/articles/article/"
        links = read(client.get(path)).one(id="changelist-filter").all("a")
        [query] = [link["href"] for link in links if link.text == "No category"]
        assert [
            row.text for row in read(client.get(path + query)).all("th", class_="field-title")
        ] == ["Astray"]

    def test_lists_say_what_readers_see(self, client: Client) -> None:
        client.force_login(people.editor())
        articles.live(title="One")
        articles.draft(title="Two")
        shown = read(client.get("/admin/articles/article/"))
        found = {
            row.one("th", class_="field-title").text: [
                row.one("td", class_=f"field-{name}").text
                for name in ("stage_words", "readers_see")
            ]
            for row in shown.one("table", id="result_list").one("tbody").all("tr")
        }
        assert found == {"One": ["Approved", "Live"], "Two": ["Draft", "Nothing yet"]}


def buttons(shown: Element) -> list[str]:
    return [e.text for e in shown.all("a", class_="step-verb")]


@pytest.mark.row("E1")
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (people.writer, []),
        (people.editor, ["Request changes", "Publish or schedule"]),
        (people.reviewer, ["Sign off medically"]),
        (
            people.administrator,
            ["Request changes", "Sign off medically", "Publish or schedule"],
        ),
    ],
)
def test_only_steps_that_can_be_taken_are_offered(
    client: Client, who: Callable[[], User], expected: list[str]
) -> None:
    article = articles.approved()
    client.force_login(who())
    assert buttons(read(client.get(change_url(article)))) == expected
