"""Items of a WordPress export become articles and pages, each once."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from articles import editing, snapshots
from articles.errors import EditorialRefusal
from articles.models import (
    Address,
    Article,
    Author,
    Category,
    Debt,
    Edition,
    HistoryEntry,
    ImportedItem,
    Kind,
    Revision,
    Stage,
    Tag,
    Team,
)
from articles.wordpress import Brought, Importer, reason_to_leave_out
from site_config.kit.wxr import ItemRecord
from tests.builders import DAY, NOW, articles, labels, pages, people
from tests.support.wordpress_items import PUBLISHED, item

pytestmark = [pytest.mark.django_db, pytest.mark.row("I1")]

SOURCE = "old.example"
FOOTER = "<p>This article is in the category Vitamins and created by Daylight Team.</p>"
FAQS = (
    "<h2>Frequently Asked Questions</h2><h3>1. How much?</h3><p>Some.</p>"
    "<h3>2. How often?</h3><p>Daily.</p>"
)


def bring(record: ItemRecord, importer: Importer | None = None) -> Brought:
    return (importer or Importer(SOURCE)).bring(record, now=NOW)


def brought(**fields: Any) -> Article:
    article = bring(item(**fields)).article
    assert article is not None
    return article


def edition_of(article: Article) -> Edition:
    return Edition.objects.get(article=article)


class TestStatus:
    def test_what_was_public_is_public_since_then(self) -> None:
        article = brought(modified_at=PUBLISHED + DAY)
        edition = edition_of(article)
        assert article.stage == Stage.APPROVED
        assert edition in Edition.objects.listed(NOW)
        assert edition.live_from == edition.first_published_at == PUBLISHED
        assert edition.modified_at == PUBLISHED + DAY

    def test_a_change_before_publication_is_none(self) -> None:
        assert edition_of(brought(modified_at=PUBLISHED - DAY)).modified_at == PUBLISHED

    @pytest.mark.parametrize(
        "fields",
        [
            {"status": "draft"},
            {"status": "pending"},
            {"status": "private"},
            {"status": "archive"},
            {"status": ""},
            {"password": "sesame"},
            {"status": "future", "password": "sesame", "published_at": NOW + DAY},
        ],
        ids=str,
    )
    def test_everything_else_is_a_draft(self, fields: dict[str, Any]) -> None:
        article = brought(content=f"<p>Text.</p>{FAQS}", **fields)
        assert article.stage == Stage.DRAFT
        assert Article.objects.filter(kind=Kind.FAQ, stage=Stage.DRAFT).count() == 2
        assert not Edition.objects.exists()

    def test_what_was_scheduled_is_scheduled(self) -> None:
        edition = edition_of(brought(status="future", published_at=NOW + DAY))
        assert edition in Edition.objects.ahead(NOW)
        assert edition not in Edition.objects.live(NOW)
        assert edition in Edition.objects.live(NOW + DAY)

    def test_a_schedule_that_has_passed_is_told(self) -> None:
        result = bring(item(status="future", published_at=NOW - DAY))
        assert "was scheduled for a moment that has passed, so it is live" in result.notes
        assert Edition.objects.live(NOW).exists()

    def test_without_a_date_it_is_public_as_of_now(self) -> None:
        article = brought(published_at=None, modified_at=None)
        assert edition_of(article).first_published_at == NOW

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"post_type": "attachment", "attachment_url": "https://a.example/b.png"}, "b.png"),
            ({"post_type": "nav_menu_item"}, "nav_menu_item"),
            ({"status": "trash"}, "trash"),
            ({"status": "auto-draft"}, "nobody saved"),
        ],
    )
    def test_what_is_left_out_has_a_reason(self, fields: dict[str, Any], reason: str) -> None:
        assert reason in (reason_to_leave_out(item(**fields)) or "")

    def test_the_rest_is_not_left_out(self) -> None:
        assert reason_to_leave_out(item()) is None
        assert reason_to_leave_out(item(post_type="page", status="draft")) is None


class TestText:
    def test_hostile_markup_is_gone(self) -> None:
        content = (
            '<p onclick="a()" style="x">Good <a href="javascript:a()">words</a>.</p>'
            "<script>a()</script>"
        )
        article = brought(content=content)
        assert article.body == "<p>Good words.</p>"
        assert edition_of(article).body == "<p>Good words.</p>"

    def test_a_page_has_an_order_and_an_address_of_its_own(self) -> None:
        article = brought(post_type="page", slug="contact", menu_order=7)
        assert (article.kind, article.position) == (Kind.PAGE, 7)
        assert edition_of(article).path == "/contact/"

    @pytest.mark.parametrize("order", [-5, 40_000])
    def test_any_order_fits(self, order: int) -> None:
        assert 0 <= brought(post_type="page", menu_order=order).position <= 32_767

    @pytest.mark.row("E11")
    def test_what_the_gate_finds_becomes_debts(self) -> None:
        article = brought(
            content='<p>Look: <img src="https://pictures.example/a.png"></p>', creator=""
        )
        assert set(Debt.objects.filter(article=article).values_list("check_id", flat=True)) == {
            "alt.missing",
            "byline.missing",
            "category.missing",
            "picture.elsewhere",
        }
        assert "pictures.example/a.png" in article.body
        assert "<img" not in edition_of(article).body

    def test_history_says_where_it_comes_from(self) -> None:
        article = brought()
        entry = HistoryEntry.objects.get(article=article, action="created")
        assert (entry.by, entry.by_name) == (None, "The system")
        assert entry.note == "Imported from old.example, item 10, https://old.example/?p=10"
        assert article.revisions.count() == 1

    def test_what_has_no_place_here_is_told(self) -> None:
        result = bring(
            item(
                is_sticky=True,
                meta=(("_thumbnail_id", "19"), ("_edit_last", "1")),
                terms=(("series", "basics", "Basics"), ("post_format", "aside", "Aside")),
            )
        )
        assert [note.split()[0:2] for note in result.notes] == [
            ["was", "pinned"],
            ["has", "no"],
            ["lost", "what"],
        ]
        assert "19" in result.notes[1]
        assert result.notes[2].endswith("series: Basics")


class TestAddress:
    def test_keeps_letters_of_any_script(self) -> None:
        assert edition_of(brought(slug="%cf%8d%cf%80%ce%bd%ce%bf%cf%82")).path == "/articles/ύπνος/"

    def test_that_is_taken_is_another_one_and_told(self) -> None:
        articles.live(slug="sleep")
        result = bring(item(slug="sleep"))
        assert result.article is not None
        assert result.article.slug == "sleep-2"
        assert result.notes == ["has the address …/sleep-2/ here, for “sleep” could not be had"]

    def test_of_the_site_itself_is_not_given_away(self) -> None:
        assert brought(post_type="page", slug="search").slug == "search-2"
        pages.live(slug="about")
        assert brought(post_id=11, post_type="page", slug="about").slug == "about-2"

    def test_of_any_length_fits(self) -> None:
        article = brought(slug="%e4%bd%a0" * 300)
        assert Address.objects.get(article=article).path == article.desk_path


class TestPeople:
    def test_are_those_of_the_list_by_login(self) -> None:
        importer = Importer(SOURCE)
        importer.labels.author("olsen", name="Pia Olsen", now=NOW)
        importer.labels.author("pia.o@mail.example", name="Pia Olsen", now=NOW)
        first = bring(item(10, creator="olsen"), importer).article
        second = bring(item(11, creator="pia.o@mail.example"), importer).article
        assert list(Author.objects.order_by("pk").values_list("name", "slug")) == [
            ("Pia Olsen", "olsen"),
            ("Pia Olsen", "piao"),
        ]
        assert first is not None
        assert second is not None
        assert edition_of(first).writers[0].slug == "olsen"
        assert edition_of(second).writers[0].slug == "piao"

    def test_of_an_item_alone_are_named_by_login(self) -> None:
        assert edition_of(brought(creator="gone")).writers[0].name == "gone"

    def test_get_no_account(self) -> None:
        brought()
        assert Author.objects.get().user is None

    def test_who_is_here_already_under_this_name_is_the_same(self) -> None:
        here = people.author("olsen")
        assert edition_of(brought(creator="olsen")).writers == [here]

    def test_who_is_here_under_the_same_slug_is_somebody_else(self) -> None:
        people.author("Olsen")
        Author.objects.update(name="Olga Sen")
        assert edition_of(brought(creator="olsen")).writers[0].slug == "olsen-2"

    def test_the_byline_in_the_text_goes_before_the_login(self) -> None:
        article = brought(content="<p>By: Noor Haddad</p><p>Text.</p>")
        assert [author.name for author in edition_of(article).writers] == ["Noor Haddad"]
        assert "Noor" not in article.body

    def test_a_byline_names_who_is_here_already(self) -> None:
        here = people.author("Noor Haddad")
        article = brought(content="<p>By: noor haddad</p><p>Text.</p>")
        assert edition_of(article).writers == [here]

    def test_a_byline_of_namesakes_means_who_wrote_the_item(self) -> None:
        importer = Importer(SOURCE)
        importer.labels.author("one", name="Pia Olsen", now=NOW)
        importer.labels.author("two", name="Pia Olsen", now=NOW)
        record = item(creator="two", content="<p>By: Pia Olsen</p><p>Text.</p>")
        article = bring(record, importer).article
        assert article is not None
        assert edition_of(article).writers[0].slug == "two"

    def test_a_team_is_found_or_made(self) -> None:
        team = people.team("Daylight Team")
        assert edition_of(brought(content=f"<p>Text.</p>{FOOTER}")).team == team
        other = FOOTER.replace("Daylight", "Moonlight")
        assert edition_of(brought(post_id=11, content=f"<p>Text.</p>{other}")).team != team
        assert Team.objects.count() == 2


class TestLabels:
    TERMS = (
        ("category", "uncategorized", "Uncategorized"),
        ("category", "nutrition", "Food &amp; Drink"),
        ("category", "vitamins", "Vitamins"),
        ("post_tag", "winter", "Winter"),
    )

    def test_the_first_category_is_the_category_and_the_others_are_tags(self) -> None:
        edition = edition_of(brought(terms=self.TERMS))
        assert str(edition.category) == "Food & Drink"
        assert sorted(map(str, edition.tags.all())) == ["Vitamins", "Winter"]
        assert not Category.objects.filter(slug="uncategorized").exists()

    def test_the_text_can_name_the_category(self) -> None:
        edition = edition_of(brought(terms=self.TERMS, content=f"<p>Text.</p>{FOOTER}"))
        assert str(edition.category) == "Vitamins"
        assert sorted(map(str, edition.tags.all())) == ["Food & Drink", "Winter"]

    def test_the_text_can_name_a_category_of_its_own(self) -> None:
        category = edition_of(brought(content=f"<p>Text.</p>{FOOTER}")).category
        assert category == Category.objects.get(name="Vitamins", slug="vitamins")

    def test_those_that_are_here_are_used(self) -> None:
        here = labels.category("Nutrition", description="Our own words.")
        rest = labels.tag("Winter")
        edition = edition_of(brought(terms=self.TERMS))
        assert edition.category == here
        assert rest in edition.tags.all()
        here.refresh_from_db()
        assert (here.name, here.description) == ("Nutrition", "Our own words.")

    def test_two_categories_of_one_name_stay_two(self) -> None:
        importer = Importer(SOURCE)
        for slug in ("general", "general-sport"):
            importer.labels.category(slug, "General", now=NOW)
        assert list(Category.objects.order_by("pk").values_list("name", "slug")) == [
            ("General", "general"),
            ("General (2)", "general-sport"),
        ]
        assert len(importer.labels.take_notes()) == 1

    def test_slugs_that_look_alike_here_stay_two(self) -> None:
        importer = Importer(SOURCE)
        first = importer.labels.category("%f0%9f%98%80", "Smile", now=NOW)
        second = importer.labels.category("%f0%9f%98%81", "Grin", now=NOW)
        assert first != second

    def test_names_of_any_length_fit(self) -> None:
        importer = Importer(SOURCE)
        for number in range(2):
            slug, name = f"{'long-' * 60}{number}", "Very long name " * 20
            assert importer.labels.category(slug, name, now=NOW) is not None
            assert importer.labels.tag(slug, f"{number} {name}", now=NOW) is not None
            assert importer.labels.author(slug, name=name, now=NOW) is not None
        for label in [*Category.objects.all(), *Tag.objects.all(), *Author.objects.all()]:
            label.full_clean()
        assert (Category.objects.count(), Tag.objects.count(), Author.objects.count()) == (2, 2, 2)


class TestFaqs:
    def test_become_questions_of_the_article(self) -> None:
        result = bring(
            item(
                content=f"<p>Text.</p>{FAQS}",
                terms=(("category", "sleep", "Sleep"),),
            )
        )
        assert result.article is not None
        edition = edition_of(result.article)
        questions = Edition.objects.listed(NOW, Kind.FAQ)
        by_article = {question.article_id: question for question in questions}
        assert [by_article[pk].title for pk in edition.faq_ids] == ["How much?", "How often?"]
        assert {str(question.category) for question in questions} == {"Sleep"}
        assert {question.first_published_at for question in questions} == {PUBLISHED}
        assert result.faqs == 2
        assert edition.body == "<p>Text.</p>"

    def test_go_along_with_a_schedule(self) -> None:
        brought(content=FAQS, status="future", published_at=NOW + DAY)
        assert Edition.objects.live(NOW + DAY).count() == 3
        assert not Edition.objects.live(NOW).exists()


class TestAgain:
    @pytest.mark.row("I2")
    def test_an_item_is_brought_once(self) -> None:
        first, again = bring(item()), bring(item())
        assert first.is_new
        assert (again.is_new, again.article) == (False, first.article)
        assert Article.objects.count() == Revision.objects.count() == 1

    @pytest.mark.row("I3")
    def test_what_was_edited_here_stays(self) -> None:
        article = brought()
        data = {**snapshots.take(article), "title": "Our title"}
        editing.save(article, data, base_version=article.version, by=None, now=NOW)  # type: ignore[arg-type]
        bring(item(title="Their new title", content="<p>New.</p>"))
        article.refresh_from_db()
        assert (article.title, article.body) == ("Our title", "<p>Words.</p>")

    @pytest.mark.row("I12")
    def test_what_was_deleted_here_stays_away(self) -> None:
        brought(status="draft").delete()
        result = bring(item())
        assert result == Brought(None)
        assert not Article.objects.exists()
        assert ImportedItem.objects.filter(foreign_kind="post", foreign_id="10").count() == 1

    @pytest.mark.row("I12")
    def test_labels_deleted_here_stay_away(self) -> None:
        importer = Importer(SOURCE)
        for tag in (
            importer.labels.tag("winter", "Winter", now=NOW),
            importer.labels.category("a", "A", now=NOW),
        ):
            assert tag is not None
            tag.delete()
        terms = (("category", "a", "A"), ("post_tag", "winter", "Winter"))
        edition = edition_of(brought(terms=terms))
        assert (edition.category, list(edition.tags.all())) == (None, [])
        assert not Tag.objects.exists()
        assert not Category.objects.exists()

    def test_labels_renamed_here_are_found_again(self) -> None:
        tag = Importer(SOURCE).labels.tag("winter", "Winter", now=NOW)
        Tag.objects.update(name="Cold season", slug="cold-season")
        assert list(edition_of(brought(terms=(("post_tag", "winter", "Winter"),))).tags.all()) == [
            tag
        ]
        assert Tag.objects.count() == 1

    def test_the_same_number_of_another_site_is_another_item(self) -> None:
        bring(item())
        bring(item(), Importer("other.example"))
        assert Article.objects.count() == 2


def test_an_item_that_fails_leaves_nothing() -> None:
    content = f"<p>{'x' * 600_000}</p>{FAQS}"
    with pytest.raises(EditorialRefusal, match="limit"):
        brought(content=content, terms=(("post_tag", "winter", "Winter"),))
    for model in (Article, Edition, Tag, Author, ImportedItem, Address):
        assert not model.objects.exists()


def test_an_item_takes_a_constant_number_of_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    importer = Importer(SOURCE)
    terms = tuple(("post_tag", f"tag-{n}", f"Tag {n}") for n in range(20))
    terms += (("category", "sleep", "Sleep"),)

    def queries(post_id: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            bring(item(post_id, terms=terms), importer)
        return len(captured)

    for post_id in range(1, 20):
        queries(post_id)
    later = [queries(post_id) for post_id in range(20, 26)]
    assert len(set(later)) == 1
    assert later[0] < 70
    # The look-up between a savepoint and its end.
    with django_assert_max_num_queries(3):
        importer.bring(item(25, terms=terms), now=NOW + dt.timedelta(1))
