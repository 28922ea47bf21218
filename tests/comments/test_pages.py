"""How a discussion is cut into pages, and that what the verbs keep about it is true."""

from importlib import import_module
from itertools import pairwise
from types import ModuleType

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, run_state_machine_as_test

from articles.models import Article
from comments import moderation, pages
from comments.models import Comment, Discussion, PageStart, State
from comments.models.comment import SEGMENT_LENGTH
from comments.pages import COMMENTS_PER_PAGE, THREADS_PER_PAGE, page_starts
from comments.posting import discussion_of
from comments.wordpress.importing import bring
from site_config.kit.prepared import prepared
from tests.builders import MINUTE, NOW, articles, comments, people
from tests.comments.test_counters import Discussing
from tests.support.chance import examples
from tests.support.reading import read as page
from tests.support.wordpress_items import comment as record
from tests.support.wordpress_items import item

PAGES_OF_SIZES = [
    ([1] * 50, [50]),
    ([1] * 51, [50, 1]),
    ([1] * 120, [50, 50, 20]),
    ([2] * 60, [100, 20]),
    ([10] * 21, [200, 10]),
    ([150, 50, 1], [200, 1]),
    ([150, 51, 1], [150, 52]),
    ([200, 200], [200, 200]),
    ([1, 201, 1], [1, 200, 2]),
    ([400, 1], [200, 200, 1]),
    ([1, 450, 60, 91], [1, 200, 200, 110, 91]),
    ([250, *[1] * 60], [200, 99, 11]),
    ([], [0]),
]


def paths_of(sizes: list[int]) -> list[str]:
    """The paths of threads of these sizes, each answer below the thread's first comment."""
    paths, number = [], 0
    for size in sizes:
        first = f"{number:0{SEGMENT_LENGTH}}"
        paths += [first, *(f"{first}{number + n:0{SEGMENT_LENGTH}}" for n in range(1, size))]
        number += size
    return paths


def cut(paths: list[str]) -> list[list[str]]:
    places = [0, *(paths.index(path) for path in page_starts(paths)), len(paths)]
    return [paths[begin:end] for begin, end in pairwise(places)]


def threads_of(paths: list[str]) -> set[str]:
    return {path[:SEGMENT_LENGTH] for path in paths}


@pytest.mark.row("CP9")
@pytest.mark.parametrize(("sizes", "expected"), PAGES_OF_SIZES)
def test_a_page_ends_at_fifty_threads_or_before_its_two_hundred_and_first_comment(
    sizes: list[int], expected: list[int]
) -> None:
    assert [len(each) for each in cut(paths_of(sizes))] == expected


sizes_of_threads = st.lists(st.integers(1, 5) | st.integers(1, 700), max_size=120)


@pytest.mark.row("CP9")
@given(sizes_of_threads)
def test_no_page_is_too_long_and_only_threads_longer_than_a_page_are_cut(
    sizes: list[int],
) -> None:
    paths = paths_of(sizes)
    found = cut(paths)
    assert [path for each in found for path in each] == paths
    for each in found:
        assert len(each) <= COMMENTS_PER_PAGE
        assert len(threads_of(each)) <= THREADS_PER_PAGE
    for before, after in pairwise(found):
        both = threads_of(before) & threads_of(after)
        assert all(sum(p.startswith(t) for p in paths) > COMMENTS_PER_PAGE for t in both)


@given(sizes_of_threads, st.integers(0, 20))
def test_the_cuts_behind_a_page_can_be_made_from_its_beginning(
    sizes: list[int], which: int
) -> None:
    paths = paths_of(sizes)
    starts = list(page_starts(paths))
    if starts:
        which %= len(starts)
        assert list(page_starts(paths[paths.index(starts[which]) :])) == starts[which + 1 :]


class Cutting(Discussing):
    """Readers post and moderators decide; pages are so short that everything moves them."""

    @invariant()
    def what_is_kept_equals_a_recount(self) -> None:
        for discussion in Discussion.objects.all():
            check(discussion)


def check(discussion: Discussion) -> None:
    """That pages together show what readers may see once each, in order, and permalinks agree."""
    written = Comment.objects.filter(discussion=discussion).order_by("path")
    published = [comment.path for comment in written if comment.state == State.PUBLISHED]
    visible = [
        comment
        for comment in written
        if comment.path in published or any(path.startswith(comment.path) for path in published)
    ]
    assert list(written.filter(shown=True)) == visible
    starts = list(page_starts([comment.path for comment in visible]))
    kept = PageStart.objects.filter(discussion=discussion).order_by("number")
    assert list(kept.values_list("number", "path")) == list(enumerate(starts, start=2))
    read = []
    for number in range(1, len(starts) + 2):
        _discussion, shown = pages.page_of(discussion.article_id, number, now=NOW)
        assert shown.paginator.num_pages == len(starts) + 1
        here = written.filter(pk__in=[comment.pk for comment in shown])
        assert {pages.number_of(comment) for comment in here} <= {number}
        read += [comment.pk for comment in shown]
    assert read == [comment.pk for comment in visible]


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pages, import_module("comments.migrations.0002_pages")):
        monkeypatch.setattr(module, "THREADS_PER_PAGE", 2)
    monkeypatch.setattr(pages, "COMMENTS_PER_PAGE", 3)
    monkeypatch.setattr(pages, "READ_AT_ONCE", 4)
    # The prepared query of the whole run is for pages of the usual length.
    monkeypatch.setattr(pages, "_on_page", prepared(pages._on_page.__wrapped__))


@pytest.mark.django_db
@pytest.mark.row("CP9")
@pytest.mark.usefixtures("short_pages", "publish_at_once")
def test_pages_stay_true_whatever_happens() -> None:
    run_state_machine_as_test(
        Cutting,
        settings=settings(
            max_examples=examples(25),
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("short_pages", "publish_at_once")
class TestKept:
    def discussed(self) -> Article:
        """Five threads, one of them with seven answers, one without its first comment."""
        article = articles.live()
        first = [comments.published(article, now=NOW + n * MINUTE) for n in range(5)]
        answers = [comments.published(article, parent=first[1]) for _ in range(7)]
        comments.published(article, parent=answers[3])
        comments.published(article, parent=first[3])
        moderation.remove(first[3], by=people.moderator(), now=NOW)
        moderation.reject(answers[0], by=people.moderator(), now=NOW)
        return article

    @pytest.mark.row("CP9")
    def test_an_import_ends_with_the_same_pages(self) -> None:
        article = self.discussed()
        states = ["1", "1", "trash", "1", "0", "1", "spam"]
        records = [
            record(number, approved=approved, parent=parent)
            for number, (approved, parent) in enumerate(
                zip(states, [0, 1, 2, 3, 1, 0, 0], strict=True), start=1
            )
        ]
        bring(article, item(comments=records), source="old.example", is_new=False, now=NOW)
        assert Comment.objects.filter(state=State.REMOVED, shown=True).count() == 2
        check(discussion_of(article))

    @pytest.mark.row("CP9")
    def test_the_migration_writes_what_the_verbs_keep(self) -> None:
        discussion = discussion_of(self.discussed())
        assert discussion.page_starts.count() == 4
        Comment.objects.update(shown=False)
        PageStart.objects.all().delete()
        migration: ModuleType = import_module("comments.migrations.0002_pages")
        migration.settle(apps, None)
        check(discussion)

    @pytest.mark.row("CP9")
    def test_a_thread_longer_than_a_page_is_continued(self) -> None:
        article = self.discussed()
        follow = page(Client().get(f"{article.desk_path}?comments=3")).one("ol", class_="thread")
        continued = follow.children("li")[0]
        back = continued.children("p")[0].one("a")
        assert back.text == "Continued from the previous page"
        assert back["href"] == f"{article.desk_path}?comments=2#comments"
        named = continued.children("ol")[0].all("span")
        # The last one follows the comment that it answers.
        assert [each.text for each in named] == ["to Kim"] * 2

    @pytest.mark.row("CP9")
    def test_the_pages_of_a_chain_of_answers_lead_to_its_end(self) -> None:
        article = articles.live()
        chain = [comments.published(article)]
        for _ in range(12):
            chain.append(comments.published(article, parent=chain[-1]))
        shown = []
        for number in range(1, 6):
            whole = page(Client().get(f"{article.desk_path}?comments={number}"))
            thread = whole.one("ol", class_="thread")
            shown += [li["id"] for li in thread.all("li") if li["id"]]
        assert shown == [comment.anchor for comment in chain]
        for comment in chain:
            place = Client().get(comment.get_absolute_url())["Location"]
            assert page(Client().get(place)).one("li", id=comment.anchor)


@pytest.mark.django_db
@pytest.mark.row("CP9")
@pytest.mark.usefixtures("short_pages", "publish_at_once")
def test_pages_take_as_many_queries_in_a_long_discussion(django_assert_num_queries) -> None:
    article = articles.live()
    first = comments.published(article)
    with django_assert_num_queries(2):
        pages.page_of(article.pk, 1, now=NOW)
    for _ in range(10):
        last = comments.published(article, parent=first)
    for number in (1, 2, 4):
        with django_assert_num_queries(2):
            pages.page_of(article.pk, number, now=NOW)
    with django_assert_num_queries(1):
        pages.number_of(last)
