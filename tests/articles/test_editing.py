"""Saving at the desk: revisions, stale versions, clean text, and who may."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import editing, snapshots
from articles.errors import AddressRefused, EditorialRefusal, NotPermitted, StaleVersion
from articles.models import Article, Kind, Revision, Stage
from site_config.kit.html.cleaning import MAX_CHARACTERS
from tests.builders import DAY, NOW, articles, faqs, images, labels, pages, people
from tests.kit.xss_corpus import PAYLOADS
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestCreating:
    def test_the_first_revision_holds_the_whole_desk_copy(self) -> None:
        picture = images.image()
        article = articles.draft(
            title="  Sleeping \n better ",
            summary=" Short. ",
            team=people.team(),
            tags=[labels.tag("Rest"), labels.tag("Night")],
            sources=[{"title": "Sleep", "year": 2020, "accessed_on": "2025-12-31"}],
            faqs=[faqs.draft()],
            picture=picture,
            note="A first try",
        )
        revision = article.revisions.get()
        assert (article.title, article.summary) == ("Sleeping better", "Short.")
        assert (article.version, article.stage) == (1, Stage.DRAFT)
        assert (revision.number, revision.note, revision.created_at) == (1, "A first try", NOW)
        assert revision.created_by == article.created_by == people.writer()
        pinned = {**revision.data, "faqs": [{"faq": f["faq"]} for f in revision.data["faqs"]]}
        assert pinned == snapshots.take(article)
        assert revision.data["lead_image"]["image"] == picture.pk

    def test_a_revision_pins_what_its_questions_said(self) -> None:
        faq = faqs.draft()
        article = articles.draft(faqs=[faq])
        [pinned] = editing.latest_revision(article).data["faqs"]
        assert pinned == {"faq": faq.pk, "revision": faq.revisions.get().pk}
        newer = faqs.revise(faq, body="<p>Thirty minutes.</p>")
        [pinned] = articles.revise(article, note="Read again").data["faqs"]
        assert pinned["revision"] == newer.pk

    @pytest.mark.parametrize(
        ("field", "values"),
        [
            ("title", {"title": " \n "}),
            ("title", {"title": "x" * 301}),
            ("slug", {"slug": ""}),
            ("body", {"body": "<p>" + "x" * MAX_CHARACTERS}),
        ],
        ids=["no title", "a title too long to store", "no slug", "a text too long to clean"],
    )
    def test_what_cannot_be_saved_is_refused_at_its_field(
        self, field: str, values: dict[str, str]
    ) -> None:
        with pytest.raises(EditorialRefusal) as refusal:
            articles.draft(**values)
        assert refusal.value.field == field
        assert not Article.objects.exists()

    @pytest.mark.parametrize(
        ("kind", "who"),
        [
            (Kind.ARTICLE, people.reviewer),
            (Kind.ARTICLE, people.moderator),
            (Kind.FAQ, people.reviewer),
            (Kind.PAGE, people.writer),
        ],
    )
    def test_a_role_without_the_right_creates_nothing(
        self, kind: Kind, who: Callable[[], User]
    ) -> None:
        build = {Kind.ARTICLE: articles.draft, Kind.FAQ: faqs.draft, Kind.PAGE: pages.draft}[kind]
        with pytest.raises(NotPermitted):
            build(by=who())
        assert not Article.objects.exists()

    def test_the_machine_may_create(self) -> None:
        data = articles.data_of(Kind.PAGE, title="Imported", body="<p>Text</p>")
        revision = editing.create(Kind.PAGE, data, by=None, now=NOW)
        assert revision.article.history.get().by_name == "The system"


class TestSaving:
    def test_each_save_is_a_revision_with_its_author_time_and_note(self) -> None:
        article = articles.draft()
        revision = articles.revise(
            article, title="Sleeping well", by=people.editor(), now=NOW + DAY, note="Shorter"
        )
        article.refresh_from_db()
        assert (article.title, article.version) == ("Sleeping well", 2)
        assert (revision.number, revision.note) == (2, "Shorter")
        assert (revision.created_by, revision.created_at) == (people.editor(), NOW + DAY)
        assert article.revisions.get(number=1).data["title"] == "Sleeping better"

    def test_the_same_data_makes_no_revision(self) -> None:
        article = articles.draft(faqs=[faqs.draft()], sources=["A"], tags=[labels.tag()])
        before = article.history.count()
        # What the sanitiser makes of it is what already stands there.
        again = articles.revise(article, body=f"<div>{articles.BODY}<script>1</script></div>")
        article.refresh_from_db()
        assert again == article.revisions.get()
        assert (article.version, article.history.count()) == (1, before)

    def test_a_note_on_unchanged_text_is_worth_a_revision(self) -> None:
        article = articles.draft()
        assert articles.revise(article, note="Read it again; it is right.").number == 2

    def test_a_stale_version_is_refused_and_nothing_changes(self) -> None:
        article = articles.draft()
        articles.revise(article, title="Mine")
        data = {**snapshots.take(article), "title": "Yours"}
        with pytest.raises(StaleVersion):
            editing.save(article, data, base_version=1, by=people.editor(), now=NOW)  # type: ignore[arg-type]
        article.refresh_from_db()
        assert (article.title, article.version, article.revisions.count()) == ("Mine", 2, 2)

    def test_saving_voids_an_approval_and_history_says_so(self) -> None:
        article = articles.approved()
        articles.revise(article, title="Other words")
        article.refresh_from_db()
        assert article.stage == Stage.DRAFT
        newest = article.history.first()
        assert newest is not None
        assert (newest.from_stage, newest.to_stage) == (Stage.APPROVED, Stage.DRAFT)

    def test_a_slug_of_another_is_refused_and_nothing_changes(self) -> None:
        articles.draft(slug="taken")
        article = articles.draft(slug="mine", title="Mine")
        with pytest.raises(AddressRefused) as refusal:
            articles.revise(article, slug="taken", title="Changed")
        assert refusal.value.field == "slug"
        article.refresh_from_db()
        assert (article.slug, article.title, article.version) == ("mine", "Mine", 1)

    def test_people_sources_and_questions_keep_their_order(self) -> None:
        first, second = faqs.draft(question="First?"), faqs.draft(question="Second?")
        ana, ben = people.author("Ana"), people.author("Ben")
        article = articles.draft(faqs=[first, second], authors=[ana, ben], sources=["A", "B"])
        articles.revise(article, faqs=[second, first], authors=[ben, ana], sources=["B", "A"])
        assert [use.faq_id for use in article.faq_uses.all()] == [second.pk, first.pk]
        assert [c.author for c in article.contributions.all()] == [ben, ana]
        assert [source.title for source in article.sources.all()] == ["B", "A"]

    def test_naming_somebody_or_something_twice_is_refused_in_words(self) -> None:
        article, faq, ana = articles.draft(), faqs.draft(), people.author()
        for twice in ({"authors": [ana, ana]}, {"faqs": [faq, faq]}):
            with pytest.raises(EditorialRefusal):
                articles.revise(article, **twice)


class TestWhoMayEdit:
    def test_a_writer_edits_only_what_is_their_own(self) -> None:
        other = people.writer("other")
        article = articles.draft()
        with pytest.raises(NotPermitted):
            articles.revise(article, by=other, title="Hijacked")
        article.refresh_from_db()
        assert (article.title, article.version) == ("Sleeping better", 1)

    def test_whoever_stands_in_the_byline_may_edit(self) -> None:
        other = people.writer("other")
        article = articles.draft(authors=[people.author("Ana"), people.author("Otto", user=other)])
        assert articles.revise(article, by=other, title="Together").number == 2

    def test_a_byline_without_login_opens_no_door(self) -> None:
        """`user IS NULL` must not match an account without a row of its own."""
        article = articles.draft(authors=[people.author("No Login")])
        with pytest.raises(NotPermitted):
            articles.revise(article, by=people.writer("other"), title="Hijacked")

    @pytest.mark.parametrize("who", [people.editor, people.administrator])
    def test_editors_edit_any(self, who: Callable[[], User]) -> None:
        by = who()
        assert articles.revise(articles.draft(), by=by, title="Edited").created_by == by

    @pytest.mark.parametrize("who", [people.reviewer, people.moderator])
    def test_other_roles_edit_none(self, who: Callable[[], User]) -> None:
        with pytest.raises(NotPermitted):
            articles.revise(articles.draft(), by=who(), title="x")

    def test_an_account_that_was_switched_off_edits_nothing(self) -> None:
        article = articles.draft()
        gone = people.writer()
        gone.is_active = False
        gone.save()
        with pytest.raises(NotPermitted):
            articles.revise(article, by=gone, title="Still here")


@pytest.mark.row("A3")
class TestSanitising:
    def test_every_attack_is_cleaned_when_it_is_saved(self) -> None:
        body = "<h2>Part</h2>" + "\n".join(PAYLOADS)
        article = articles.draft(body=body)
        assert_harmless(article.body)
        assert_harmless(articles.revise(article, body=body + "<p>More</p>").data["body"])

    def test_what_readers_get_of_an_attack_is_harmless(self, client: Client) -> None:
        faq = faqs.live(answer="".join(PAYLOADS[:60]) + "<p>Answer</p>")
        body = "<p>Text</p>" + "\n".join(PAYLOADS)
        articles.live(slug="attacked", body=body.replace("<img", "<x-img"), faqs=[faq])
        page = read(client.get("/articles/attacked/"))
        for element in [page.one(class_="article-body"), *page.all(class_="faq-answer")]:
            for inner in element.everything():
                assert inner.name not in {"script", "style", "iframe", "object", "form", "svg"}
                assert not [name for name in inner.attributes if name.startswith("on")]
                assert "javascript:" not in inner.attributes.get("href", "").lower()

    def test_an_answer_holds_less_than_an_article(self) -> None:
        answer = "<h2>Head</h2><table><tr><td>1</td></tr></table><p><em>yes</em></p>"
        body = faqs.draft(answer=answer).body
        assert "<h2" not in body
        assert "<table" not in body
        assert "<p><em>yes</em></p>" in body

    def test_the_address_of_a_source_is_never_a_program(self, client: Client) -> None:
        """The form refuses it, but importers come through this door as well."""
        source = {"title": "Trap", "url": "javascript:alert(1)"}
        try:
            articles.live(slug="trap", sources=[source], body="<p>See [1].</p>")
        except EditorialRefusal:
            return
        page = read(client.get("/articles/trap/"))
        assert [link for link in page.links() if link.startswith("javascript:")] == []


def assert_harmless(html: str) -> None:
    for element in read(html).everything():
        assert element.name not in {"script", "style", "iframe", "object", "embed", "svg", "form"}
        assert not [name for name in element.attributes if name.startswith("on")]
        assert "style" not in element.attributes
        for address in (element.attributes.get("href", ""), element.attributes.get("src", "")):
            assert not address.lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))


@pytest.mark.row("A15")
@pytest.mark.parametrize(
    "html",
    [
        "<h2>One</h2><h3>Two</h3><p>Text with <strong>bold</strong> and <em>stress</em>.</p>",
        '<ul><li>One<ul><li>Inner</li></ul></li></ul><ol start="3"><li>Three</li></ol>',
        '<p><a href="https://example.org/?a=1&amp;b=2">Link</a>, <a href="/faq/">ours</a></p>',
        "<blockquote><p>Said.</p></blockquote><p>H<sub>2</sub>O<br>x<sup>2</sup></p>",
        '<figure><img src="/images/12/" alt="A &quot;bed&quot;"><figcaption>Bed</figcaption>'
        "</figure>",
        '<table><caption>Doses</caption><thead><tr><th scope="col">A</th></tr></thead>'
        '<tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        "<pre><code>a  &lt; b\n  c</code></pre><hr><p>5&nbsp;mg &amp; more</p>",
    ],
    ids=["headings", "lists", "links", "quotes", "figures", "tables", "code"],
)
def test_clean_html_comes_back_byte_by_byte(html: str) -> None:
    article = articles.draft(body=html)
    assert Article.objects.get(pk=article.pk).body == html
    revision = articles.revise(article, body=article.body + "<p>More</p>")
    assert revision.data["body"] == html + "<p>More</p>"
    assert articles.revise(article, body=html).data["body"] == html
    assert Revision.objects.filter(article=article).count() == 3
