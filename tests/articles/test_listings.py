"""Lists: exact however they are counted and cut, and never a body."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import listings, publishing
from articles.labels import merge
from articles.listings import Listing, family_of, in_family, number_in, number_of
from articles.models import Article, Category, CategoryCount, Edition, Kind, OpenCount
from tests.builders import DAY, HOUR, NOW, articles, faqs, labels, pages, people

pytestmark = pytest.mark.django_db

LATER = NOW + DAY


def titles(listing: Listing) -> list[str]:
    return [edition.title for edition in listing[:]]


class TestCounting:
    """`number_of` says what counting every row would have said, at any moment."""

    MOMENTS = (NOW - HOUR, NOW, LATER - HOUR, LATER, LATER + HOUR, NOW + 9 * DAY)

    def check(self) -> None:
        for kind in Kind:
            for moment in self.MOMENTS:
                listed = Edition.objects.listed(moment, kind).count()
                assert number_of(kind, moment) == listed, (kind, moment)
        for category in Category.objects.all():
            family = family_of(category.slug)
            for moment in self.MOMENTS:
                listed = Edition.objects.listed(moment).filter(category__in=family).count()
                assert number_in(family, moment) == listed, (category, moment)

    def test_nothing(self) -> None:
        self.check()
        assert not OpenCount.objects.exists()

    @pytest.mark.parametrize(
        "step",
        [
            lambda article: articles.republish(article, now=NOW, title="Another"),
            lambda article: articles.publish(_revised(article), now=NOW, at=LATER),
            lambda article: publishing.cancel_schedule(
                _scheduled(article), by=people.editor(), now=NOW
            ),
            lambda article: publishing.withdraw(
                article, by=people.editor(), now=NOW, reason="Wrong."
            ),
            lambda article: articles.republish(_withdrawn(article), now=NOW, title="Back"),
            lambda article: articles.republish(article, now=NOW, category=labels.category("Sleep")),
            lambda article: merge(
                labels.category("Naps"),
                into=labels.category("Sleep"),
                by=people.administrator(),
                now=NOW,
            ),
            lambda article: publishing.withdraw(
                _scheduled(article), by=people.editor(), now=NOW, reason="Wrong."
            ),
        ],
    )
    def test_after_each_step(self, step: Callable[[Article], object]) -> None:
        sleep = labels.category("Sleep")
        naps = labels.category("Naps", parent=sleep)
        articles.live(title="Stays", faqs=[faqs.draft()], category=sleep)
        articles.scheduled(
            title="First", at=LATER, faqs=[faqs.draft(question="Why?")], category=naps
        )
        pages.live()
        self.check()
        step(articles.live(title="Changes", now=NOW - DAY, category=naps))
        self.check()

    @pytest.mark.sqlite
    def test_no_row_is_read_that_stays_as_it_is(self) -> None:
        articles.live()
        with CaptureQueriesContext(connection) as queries:
            number_of(Kind.ARTICLE, NOW)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {queries[-1]['sql']}")
            assert not [step for *_, step in cursor.fetchall() if step.startswith("SCAN")]

    def test_a_schedule_taken_back_takes_its_questions_back(self) -> None:
        article = articles.scheduled(at=LATER, faqs=[faqs.draft()])
        publishing.cancel_schedule(article, by=people.editor(), now=NOW)
        self.check()

    def test_what_was_published_before_is_counted_by_the_migration(self) -> None:
        articles.live(category=labels.category("Sleep"))
        articles.withdrawn(title="Gone", category=labels.category("Naps"))
        CategoryCount.objects.all().delete()
        import_module("articles.migrations.0010_articles_of_categories").count(apps, None)
        self.check()

    def test_without_a_count_the_rows_are_counted(self) -> None:
        articles.live()
        OpenCount.objects.all().delete()
        self.check()

    def test_what_cannot_be_right_is_counted_anew_by_the_next_change(self) -> None:
        article = articles.live()
        OpenCount.objects.update(editions=0)
        publishing.withdraw(article, by=people.editor(), now=NOW, reason="Wrong.")
        self.check()
        OpenCount.objects.all().delete()
        articles.live(title="Another")
        self.check()
        assert OpenCount.objects.get().editions == 1


def _revised(article: Article) -> Article:
    articles.revise(article, title="Planned")
    return article


def _scheduled(article: Article) -> Article:
    articles.publish(_revised(article), now=NOW, at=LATER)
    return article


def _withdrawn(article: Article) -> Article:
    publishing.withdraw(article, by=people.editor(), now=NOW, reason="Wrong.")
    return article


class TestSlices:
    def test_every_slice_is_that_of_the_whole(self) -> None:
        for number in range(7):
            articles.live(title=str(number), now=NOW - (number % 3) * DAY)
        whole = titles(listings.articles(NOW))
        assert whole == ["6", "3", "0", "4", "1", "5", "2"]
        for start in range(8):
            for end in range(start, 9):
                assert [e.title for e in listings.articles(NOW)[start:end]] == whole[start:end]
        assert listings.articles(NOW)[2].title == "0"

    @pytest.mark.row("A16")
    def test_a_page_far_back_takes_as_many_queries_and_reads_no_body(self) -> None:
        for number in range(5):
            articles.live(title=str(number))
        counts = []
        for place in (slice(0, 2), slice(3, 5)):
            with CaptureQueriesContext(connection) as queries:
                assert len(listings.articles(NOW)[place]) == 2
            counts.append(len(queries))
            assert not any('"body"' in query["sql"] for query in queries)
        assert counts == [2, 2]

    def test_a_person_of_two_roles_is_listed_once(self) -> None:
        ana = people.author("Ana")
        roles = [{"author": ana.pk, "role": role} for role in ("writer", "fact_checker")]
        articles.live(contributors=roles)
        assert len(listings.by_author(ana, NOW)) == len(listings.by_author(ana, NOW)[:]) == 1

    def test_a_category_holds_its_children(self) -> None:
        sleep = labels.category("Sleep")
        naps = labels.category("Naps", parent=sleep)
        for title, category in (("One", sleep), ("Two", naps), ("Three", labels.category("Food"))):
            articles.live(title=title, category=category)
        assert titles(in_family(family_of("sleep"), NOW)) == ["Two", "One"]
        assert titles(in_family(family_of("naps"), NOW)) == ["Two"]


class TestSections:
    def test_the_newest_of_each_category_that_has_some(self) -> None:
        food, sleep = labels.category("Food", position=2), labels.category("Sleep", position=1)
        labels.category("Empty")
        for number in range(5):
            articles.live(title=f"Nap {number}", category=sleep, now=NOW - number * DAY)
        articles.live(title="Soup", category=food)
        articles.scheduled(title="Planned", category=food)
        found = [
            (section.category.name, [edition.title for edition in section.editions])
            for section in listings.front_page(NOW).sections
        ]
        assert found == [("Sleep", ["Nap 0", "Nap 1", "Nap 2"]), ("Food", ["Soup"])]

    def test_queries_do_not_grow_with_categories(self) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert listings.front_page(NOW).sections
            return len(queries)

        articles.live(category=labels.category("Sleep"))
        few = cost()
        for name in ("Food", "Walks", "Work"):
            articles.live(title=name, category=labels.category(name))
        assert cost() == few == 4
