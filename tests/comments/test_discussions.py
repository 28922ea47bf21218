"""Discussions that are open, closed, or hidden."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from articles.models import Article
from comments import moderation
from comments.errors import NotPermitted
from comments.models import Comment, Discussion, Mode
from comments.posting import discussion_of
from tests.builders import DAY, NOW, articles, comments, people
from tests.comments.posting_form import WORDS, send
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db


def an_article(mode: Mode, *, closes_at=None) -> tuple[Article, Comment]:
    """A live article with one public comment, its discussion in this mode."""
    article = articles.live()
    comment = comments.published(article, email=WORDS["email"], body=WORDS["body"])
    moderation.set_mode(
        discussion_of(article), mode, closes_at=closes_at, by=people.moderator(), now=NOW
    )
    return article, comment


def read(article: Article) -> Element:
    return page(Client().get(article.desk_path))


@pytest.mark.row("CP13")
def test_a_closed_discussion_can_be_read_and_says_that_it_is_closed() -> None:
    article, comment = an_article(Mode.READ_ONLY)
    whole = read(article)
    assert "Reply to" not in whole.one("li", id=comment.anchor).text
    assert "closed" in whole.one("section", id="comments").one(class_="notice").text
    assert whole.all("section", id="leave-a-comment") == []
    assert Client().get(comment.get_absolute_url()).status_code == 302


@pytest.mark.row("CP13")
def test_a_hidden_discussion_is_not_there() -> None:
    article, comment = an_article(Mode.HIDDEN)
    whole = read(article)
    assert whole.all("section", id="comments") == []
    assert whole.all("form", method="post") == []
    assert WORDS["body"] not in whole.text
    assert Client().get(comment.get_absolute_url()).status_code == 404


@pytest.mark.row("CP13")
@pytest.mark.parametrize("mode", [Mode.READ_ONLY, Mode.HIDDEN])
def test_a_discussion_that_is_not_open_refuses_and_gives_the_text_back(mode: Mode) -> None:
    article, _comment = an_article(mode)
    response = send(article, body="What I wanted to say.")
    assert (response.status_code, Comment.objects.count()) == (403, 1)
    assert page(response).one("textarea").text == "What I wanted to say."
    assert page(response).one("h1").text == "Your comment was not saved"


@pytest.mark.row("CP13")
@pytest.mark.parametrize(("second", "is_open"), [(-1, True), (0, False)])
def test_a_discussion_closes_at_its_moment(second: int, is_open: bool) -> None:
    article, _comment = an_article(Mode.OPEN, closes_at=NOW + DAY)
    with time_machine.travel(NOW + DAY + dt.timedelta(seconds=second), tick=False):
        assert bool(read(article).all("section", id="leave-a-comment")) is is_open
        assert send(article, body="Just in time?").status_code == (303 if is_open else 403)


@pytest.mark.row("CP3")
def test_a_retry_after_the_closing_still_gets_the_first_answer() -> None:
    article = articles.live()
    with time_machine.travel(NOW, tick=False):
        first = send(article)
        moderation.set_mode(
            discussion_of(article), Mode.READ_ONLY, closes_at=None, by=people.moderator(), now=NOW
        )
        assert send(article)["Location"] == first["Location"]


def test_an_article_without_comments_has_no_discussion_until_somebody_writes() -> None:
    article = articles.live()
    assert "0 comments" in read(article).text
    assert Discussion.objects.count() == 0
    send(article)
    assert Discussion.objects.get().article == article


@pytest.mark.row("U5")
@pytest.mark.parametrize("role", ["writer", "editor", "reviewer"])
def test_only_moderators_open_and_close(role: str) -> None:
    discussion = discussion_of(articles.live())
    with pytest.raises(NotPermitted):
        moderation.set_mode(
            discussion, Mode.HIDDEN, closes_at=None, by=getattr(people, role)(), now=NOW
        )
    discussion.refresh_from_db()
    assert discussion.mode == Mode.OPEN


def test_who_opened_or_closed_it_stands_in_its_history() -> None:
    closing = NOW + DAY
    article, _comment = an_article(Mode.OPEN, closes_at=closing)
    moderator = people.moderator("mo")
    moderation.set_mode(
        discussion_of(article), Mode.HIDDEN, closes_at=None, by=moderator, now=NOW + DAY
    )
    latest, first = discussion_of(article).changes.all()
    assert (latest.mode, latest.closes_at, latest.by) == (Mode.HIDDEN, None, moderator)
    assert (first.mode, first.closes_at, first.at) == (Mode.OPEN, closing, NOW)


@pytest.mark.row("CP17")
def test_the_number_above_the_thread_counts_what_readers_see() -> None:
    article = articles.live()
    for state in ("pending", "rejected", "spam", "removed"):
        getattr(comments, state)(article)
    comments.published(article)
    assert read(article).one("h2", id="comments-heading").text == "1 comment"
