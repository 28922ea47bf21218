"""Comments that the editors put on top of a discussion."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments import moderation, pins
from comments.errors import NotPermitted, WrongState
from comments.models import Comment
from tests.builders import HOUR, NOW, articles, comments, people
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP16")]


def pin(comment: Comment, *, hours: int = 0) -> None:
    pins.pin(comment, by=people.moderator(), now=NOW + hours * HOUR)


def on_top(article: Article, query: str = "") -> list[Element]:
    whole = page(Client().get(f"{article.desk_path}{query}"))
    return whole.one("section", id="comments").all("ol", class_="thread-pinned")


def test_pinned_comments_stand_on_top_the_last_one_first_and_in_their_place() -> None:
    article = articles.live()
    first, answer, third = (
        comments.published(article, name="Ada"),
        comments.published(article, name="Ben", parent=Comment.objects.get()),
        comments.published(article, name="Cem"),
    )
    assert on_top(article) == []
    pin(answer)
    pin(third, hours=1)
    [top] = on_top(article)
    assert [heading.text for heading in top.all("h3")] == ["Cem", "Ben"]
    assert [mark.text for mark in top.all(class_="comment-pinned")] == ["Pinned by the editors"] * 2
    assert [li["id"] for li in top.all("li")] == [None, None]
    assert top.one("a", href=answer.get_absolute_url())
    whole = page(Client().get(article.desk_path))
    for comment in (first, answer, third):
        assert len(whole.all("li", id=comment.anchor)) == 1


def test_what_is_unpinned_or_taken_away_stands_there_no_longer() -> None:
    article = articles.live()
    one, two = comments.published(article), comments.published(article)
    pin(one)
    pin(two)
    pins.unpin(one, by=people.moderator(), now=NOW)
    assert len(on_top(article)[0].all("li")) == 1
    moderation.remove(two, by=people.moderator(), now=NOW)
    assert on_top(article) == []


def test_three_at_most() -> None:
    article = articles.live()
    written = [comments.published(article) for _ in range(4)]
    for comment in written[:3]:
        pin(comment)
    with pytest.raises(WrongState, match="Unpin one of them first"):
        pin(written[3])
    assert len(on_top(article)[0].all("li")) == 3


def test_only_a_published_comment_is_pinned_and_once() -> None:
    article = articles.live()
    with pytest.raises(WrongState, match="Approve it first"):
        pin(comments.pending(article))
    comment = comments.published(article)
    with pytest.raises(WrongState, match="not pinned"):
        pins.unpin(comment, by=people.moderator(), now=NOW)
    pin(comment)
    with pytest.raises(WrongState, match="already"):
        pin(comment)


def test_it_takes_a_moderator_and_stands_among_the_decisions() -> None:
    comment = comments.published(articles.live())
    with pytest.raises(NotPermitted):
        pins.pin(comment, by=people.writer(), now=NOW)
    pin(comment, hours=1)
    decision = comment.decisions.first()
    assert decision is not None
    assert (decision.note, decision.by_name) == ("Pinned", "moderator")
    # There is nothing in it to undo: what is undone is what was decided before.
    moderation.undo(comment, by=people.moderator(), now=NOW + 2 * HOUR)
    assert comment.state == "pending"


def test_pins_cost_one_query_and_only_where_there_are_some() -> None:
    article = articles.live()
    comment = comments.published(article)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            Client().get(article.desk_path)
        return len(captured)

    queries()
    before = queries()
    pin(comment)
    assert queries() == before + 1 <= 8
