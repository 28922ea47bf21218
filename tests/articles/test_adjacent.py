"""The way from an article to those before and after it in its category."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import article_page, page_keys
from articles.article_page import ArticlePage
from articles.models import Article, Edition
from site_config.kit.pagecache.models import Purge
from tests.builders import DAY, HOUR, NOW, articles, faqs, labels

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)


def page_of(article: Article) -> ArticlePage:
    edition = Edition.objects.listed(NOW + 9 * DAY).get(article=article)
    return article_page.compose(edition, now=NOW + 9 * DAY)


def titles_beside(article: Article) -> tuple[str, str]:
    beside = page_of(article).adjacent
    previous, following = beside.previous, beside.following
    return previous.title if previous else "", following.title if following else ""


def test_they_stand_in_the_order_of_publication() -> None:
    first, second, third = [
        articles.live(title=title, now=NOW + n * HOUR) for n, title in enumerate("ABC")
    ]
    assert [titles_beside(each) for each in (first, second, third)] == [
        ("", "B"),
        ("A", "C"),
        ("B", ""),
    ]


def test_articles_of_the_same_moment_stand_in_the_order_of_their_numbers() -> None:
    first, second, third = [articles.live(title=title) for title in "ABC"]
    articles.republish(second, title="B again")
    assert titles_beside(second) == ("A", "C")
    assert titles_beside(third) == ("B again", "")
    assert titles_beside(first) == ("", "B again")


def test_only_what_readers_see_of_the_same_category_counts() -> None:
    articles.live(title="Elsewhere", category=labels.category("Food"))
    articles.withdrawn(title="Gone")
    question = faqs.live(question="Why?", category=labels.category())
    article = articles.live(title="A", now=NOW + DAY, faqs=[question])
    articles.scheduled(title="Later", at=NOW + 20 * DAY, now=NOW + DAY)
    assert titles_beside(article) == ("", "")


def test_without_a_category_nothing_stands_beside() -> None:
    articles.live(title="A")
    edition = Edition.objects.get()
    edition.category = None
    assert article_page.compose(edition, now=NOW).adjacent == article_page.Adjacent()


@pytest.mark.sqlite
def test_they_are_found_in_indexes() -> None:
    article = articles.live(title="A")
    with CaptureQueriesContext(connection) as queries:
        page_of(article)
    [asked] = [each["sql"] for each in queries if 'first_published_at" <=' in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
        plan = [row[3] for row in cursor.fetchall()]
    assert [step for step in plan if step.startswith("SCAN")] == [], plan
    assert sum("edition_category_listed" in step for step in plan) == 2, plan


@pytest.mark.django_db(transaction=True)
def test_who_publishes_at_the_same_time_knows_what_comes_to_stand_beside() -> None:
    """The second waits until it sees the first, and names the pages between which it comes."""
    newer, older = articles.approved(title="Newer"), articles.approved(title="Older")
    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            articles.publish(newer, now=NOW + SECOND)
            second = elsewhere.submit(_publish_and_leave, older)
            # Long enough for whoever does not wait; who does, is let in by the commit.
            wait([second], timeout=0.5)
            before = Purge.objects.order_by("pk").last()
        second.result()
    assert before is not None
    named = {key for each in Purge.objects.filter(pk__gt=before.pk) for key in each.keys}
    assert page_keys.order_in(labels.category().pk) in named


def _publish_and_leave(article: Article) -> None:
    articles.publish(article, now=NOW)
    connection.close()
