"""Long discussions: fifty threads a page, and links that find a comment on whatever page it is."""

import pytest
from django.test import Client

from articles.models import Article
from comments.models import Comment
from tests.builders import MINUTE, NOW, articles, comments
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publish_at_once")]


def threads(article: Article, number: int) -> list[Comment]:
    return [comments.published(article, now=NOW + n * MINUTE) for n in range(number)]


def read(article: Article, query: str = "") -> Element:
    return page(Client().get(f"{article.desk_path}{query}")).one("section", id="comments")


def shown(section: Element) -> list[str | None]:
    return [li["id"] for li in section.one("ol", class_="thread").all("li")]


@pytest.mark.row("CP9")
def test_fifty_threads_need_one_page() -> None:
    article = articles.live()
    written = threads(article, 50)
    section = read(article)
    assert shown(section) == [comment.anchor for comment in written]
    assert section.all("nav") == []
    assert Client().get(f"{article.desk_path}?comments=2").status_code == 404


@pytest.mark.row("CP9")
def test_more_threads_are_on_further_pages_oldest_first() -> None:
    article = articles.live()
    written = threads(article, 52)
    first, second = read(article), read(article, "?comments=2")
    assert shown(first) == [comment.anchor for comment in written[:50]]
    assert shown(second) == [comment.anchor for comment in written[50:]]
    ahead = [link["href"] for link in first.one("nav").all("a")]
    assert f"{article.desk_path}?comments=2#comments" in ahead
    assert first.one("h2").text == second.one("h2").text == "52 comments"


@pytest.mark.row("CP9")
@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "9" * 5000, "1.5"])
def test_a_page_that_does_not_exist_is_not_found(number: str) -> None:
    article = articles.live()
    threads(article, 51)
    assert Client().get(article.desk_path, {"comments": number}).status_code == 404


@pytest.mark.row("CP9")
def test_a_permalink_lands_on_the_page_where_the_comment_stands() -> None:
    article = articles.live()
    written = threads(article, 51)
    late_reply = comments.published(article, parent=written[0], now=NOW + 100 * MINUTE)
    deep_reply = comments.published(article, parent=written[50], now=NOW + 101 * MINUTE)
    for comment in (written[0], written[49], written[50], late_reply, deep_reply):
        place = Client().get(comment.get_absolute_url())["Location"]
        assert place.endswith(f"#{comment.anchor}")
        assert page(Client().get(place)).one("li", id=comment.anchor)


@pytest.mark.row("CP9")
def test_a_permalink_follows_the_comment_when_threads_before_it_go() -> None:
    article = articles.live()
    written = threads(article, 51)
    last = written[50].get_absolute_url()
    assert "?comments=2#" in Client().get(last)["Location"]
    comments.moderation.remove(written[7], by=comments.people.moderator(), now=NOW + 100 * MINUTE)
    assert "?comments" not in Client().get(last)["Location"]


def test_a_permalink_is_not_kept_by_browsers_without_asking() -> None:
    comment = comments.published(articles.live())
    assert Client().get(comment.get_absolute_url())["Cache-Control"] == "no-cache"


@pytest.mark.row("CP5")
def test_a_comment_on_a_later_page_can_be_answered() -> None:
    article = articles.live()
    last = threads(article, 51)[50]
    link = read(article, "?comments=2").one(class_="comment").children("a")[0]["href"]
    assert link == f"?comments=2&reply={last.pk}#leave-a-comment"
    form = page(Client().get(article.desk_path + link)).one("section", id="leave-a-comment")
    assert form.one("input", name="parent")["value"] == str(last.pk)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_permalink_to_an_article_that_is_not_live_is_not_found(state: str) -> None:
    hidden = getattr(articles, state)()
    comment = comments.published(hidden)
    assert Client().get(comment.get_absolute_url()).status_code == 404


def test_comments_of_the_same_moment_are_shown_once_each() -> None:
    article = articles.live()
    written = [comments.published(article) for _ in range(52)]
    both = shown(read(article)) + shown(read(article, "?comments=2"))
    assert both == [comment.anchor for comment in written]
    place = Client().get(written[50].get_absolute_url())["Location"]
    assert "?comments=2#" in place
