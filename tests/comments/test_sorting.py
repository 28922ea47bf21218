"""Newest threads first: the same pages, counted from the last one."""

import sys

import pytest
from django.test import Client

from articles.models import Article
from comments import pages, rendering, threads
from comments.models import Comment, ShownComment, State
from comments.models.comment import MAX_PATH_DEPTH, SEGMENT_LENGTH
from site_config.kit.prepared import prepared
from tests.builders import MINUTE, NOW, articles, comments
from tests.support.reading import Element
from tests.support.reading import read as page

NEWEST = "?sort=newest"
on_the_site = [pytest.mark.django_db, pytest.mark.usefixtures("publish_at_once")]


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "THREADS_PER_PAGE", 2)
    monkeypatch.setattr(pages, "COMMENTS_PER_PAGE", 3)
    # The prepared query of the whole run is for pages of the usual length.
    monkeypatch.setattr(pages, "_on_page", prepared(pages._on_page.__wrapped__))  # type: ignore[attr-defined]


def written(article: Article, number: int) -> list[Comment]:
    return [comments.published(article, now=NOW + n * MINUTE) for n in range(number)]


def read(article: Article, query: str = "") -> Element:
    return page(Client().get(f"{article.desk_path}{query}")).one("section", id="comments")


def shown(section: Element) -> list[str | None]:
    return [li["id"] for li in section.one("ol", class_="thread").all("li") if li["id"]]


@pytest.mark.django_db
@pytest.mark.row("CP11")
@pytest.mark.usefixtures("publish_at_once", "short_pages")
class TestNewestFirst:
    def test_threads_are_turned_round_and_answers_are_not(self) -> None:
        article = articles.live()
        one, two = written(article, 2)
        answer = comments.published(article, parent=one)
        expected = [two.anchor, one.anchor, answer.anchor]
        assert shown(read(article, NEWEST)) == expected
        assert shown(read(article)) == [one.anchor, answer.anchor, two.anchor]

    def test_its_pages_are_those_of_the_other_order_from_the_last_on(self) -> None:
        article = articles.live()
        anchors = [comment.anchor for comment in written(article, 5)]
        assert shown(read(article, NEWEST)) == anchors[4:]
        assert shown(read(article, f"{NEWEST}&comments=2")) == anchors[3:1:-1]
        assert shown(read(article, f"{NEWEST}&comments=3")) == anchors[1::-1]
        assert Client().get(f"{article.desk_path}{NEWEST}&comments=4").status_code == 404

    def test_links_remember_it(self) -> None:
        article = articles.live()
        last = written(article, 5)[4]
        section = read(article, NEWEST)
        links = [link["href"] or "" for link in section.all("a")]
        assert f"{last.get_absolute_url()}{NEWEST}" in links
        assert f"{NEWEST}&reply={last.pk}#leave-a-comment" in links
        assert f"{article.desk_path}{NEWEST}&comments=2#comments" in links
        assert f"{article.desk_path}#comments" in links
        assert section.one("form", method="post")["action"] == f"/comments/helpful/{NEWEST}"
        answered = Client().get(f"{article.desk_path}{NEWEST}&reply={last.pk}")
        assert page(answered).one("input", name="parent")["value"] == str(last.pk)

    def test_a_permalink_lands_in_this_order_too(self) -> None:
        article = articles.live()
        for comment in written(article, 5):
            place = Client().get(f"{comment.get_absolute_url()}{NEWEST}")["Location"]
            assert "sort=newest" in place
            assert page(Client().get(place)).one("li", id=comment.anchor)

    def test_a_thread_of_several_pages_says_where_it_begins(self) -> None:
        article = articles.live()
        first = comments.published(article)
        for _ in range(4):
            comments.published(article, parent=first)
        link = read(article, NEWEST).one(class_="comment-continued").one("a")
        assert link["href"] == f"{article.desk_path}{NEWEST}&comments=2#comments"

    def test_it_takes_as_many_queries(self, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
        article = articles.live()
        last = written(article, 9)[-1]
        for number in (1, 3, 5):
            with django_assert_num_queries(2):
                pages.page_of(article.pk, number, now=NOW, newest=True)
        with django_assert_num_queries(2):
            pages.number_of(last, newest=True)


@pytest.mark.django_db
@pytest.mark.row("CP11")
def test_search_engines_know_the_oldest_first_only() -> None:
    article = articles.live()
    comments.published(article)
    comments.published(article)
    whole = page(Client().get(f"{article.desk_path}{NEWEST}"))
    assert whole.one("link", rel="canonical")["href"].endswith(article.desk_path)
    [link] = [each for each in read(article).all("a") if each.text == "Newest first"]
    assert (link["href"], link["rel"]) == (f"{NEWEST}#comments", "nofollow")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?sort=nonsense", "?sort=", "?sort=NEWEST"])
def test_an_unknown_order_is_the_usual_one(query: str) -> None:
    article = articles.live()
    anchors = [comments.published(article).anchor for _ in range(2)]
    assert shown(read(article, query)) == anchors


@pytest.mark.row("CP5")
@pytest.mark.row("CP9")
def test_a_chain_of_two_thousand_answers_needs_no_deep_stack() -> None:
    """Beyond the display depth nothing nests, so nothing recurses either."""
    chain, path = [], ""
    for number in range(1, 2001):
        path = path[: (MAX_PATH_DEPTH - 1) * SEGMENT_LENGTH] + f"{number:0{SEGMENT_LENGTH}}"
        row = dict.fromkeys(ShownComment._fields, "")
        row |= {"pk": number, "parent_id": number - 1 or None, "path": path, "user_id": None}
        row |= {"state": State.PUBLISHED, "created_at": NOW, "answered_name": "Kim"}
        chain.append(ShownComment(**row))  # type: ignore[arg-type]
    rendering.render_nodes(threads.tree(chain[:9], reply_to="?reply="))  # Django's part, once.
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(list(_frames())) + 60)
    try:
        top = threads.tree(chain, reply_to="?reply=")
        rendered = rendering.render_nodes(top)
        last = threads.find(top, 2000)
    finally:
        sys.setrecursionlimit(limit)
    assert last is not None
    assert rendered.count("<li ") == 2000


def _frames():  # type: ignore[no-untyped-def]
    frame = sys._getframe()
    while frame:
        yield frame
        frame = frame.f_back
