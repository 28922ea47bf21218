"""Where an article stands, in words for the desk."""

from collections.abc import Callable

import pytest

from articles.models import Article
from articles.status import next_step, standing, with_standing
from tests.builders import DAY, NOW, articles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LATER = NOW + 2 * DAY


def live_and_planned() -> Article:
    article = articles.live()
    articles.revise(article, title="Planned")
    articles.publish(article, at=LATER + DAY)
    return article


@pytest.mark.parametrize(
    ("build", "words", "step"),
    [
        (articles.draft, "Not published", "Submit it for review when it is ready."),
        (
            articles.in_review,
            "Not published",
            "An editor reads it and approves it or requests changes.",
        ),
        (articles.changes_requested, "Not published", "Make the changes and submit it again."),
        (articles.approved, "Not published", "Publish it now or schedule it."),
        (
            lambda: articles.scheduled(at=LATER + DAY),
            "Not published; scheduled for 8 Jan 2026, 09:00",
            "Nothing is waiting.",
        ),
        (articles.live, "Live", "Nothing is waiting."),
        (live_and_planned, "Live; scheduled for 8 Jan 2026, 09:00", "Nothing is waiting."),
        (articles.withdrawn, "Withdrawn", "Publish it now or schedule it."),
    ],
    ids=["draft", "review", "changes", "approved", "scheduled", "live", "both", "withdrawn"],
)
def test_the_desk_reads_where_it_stands(
    build: Callable[[], Article], words: str, step: str
) -> None:
    article = build()
    stands = standing(article, now=LATER)
    assert stands.words == words
    assert next_step(Article.objects.get(pk=article.pk), stands) == step


def test_unpublished_changes_are_told() -> None:
    article = articles.live()
    assert standing(article, now=NOW).is_up_to_date
    articles.revise(article, title="New")
    assert not standing(article, now=NOW).is_up_to_date
    articles.publish(article, at=LATER)
    assert standing(article, now=NOW).is_up_to_date
    for without_readers in (articles.draft(), articles.withdrawn()):
        assert not standing(without_readers, now=LATER).is_up_to_date


def test_lists_say_the_same_in_one_query(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    built = {
        "draft": articles.draft(),
        "live": articles.live(),
        "scheduled": articles.scheduled(at=LATER + DAY),
        "withdrawn": articles.withdrawn(),
    }
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        rows = {row.pk: row for row in with_standing(Article.objects.all(), now=LATER)}
    found = {
        name: (rows[a.pk].is_live, rows[a.pk].is_scheduled, rows[a.pk].is_withdrawn)
        for name, a in built.items()
    }
    assert found == {
        "draft": (False, False, False),
        "live": (True, False, False),
        "scheduled": (False, True, False),
        "withdrawn": (False, False, True),
    }
