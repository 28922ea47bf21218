"""What is left of a comment that was taken away: nothing, or a placeholder above its answers."""

import pytest
from django.test import Client

from articles.models import Article
from comments import moderation
from comments.models import Comment
from tests.builders import NOW, articles, comments, people
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db


def thread(article: Article) -> Element:
    return page(Client().get(article.desk_path)).one("section", id="comments")


def take_away(comment: Comment) -> None:
    moderation.remove(comment, by=people.moderator(), now=NOW)


@pytest.mark.row("CP8")
def test_a_comment_without_answers_disappears() -> None:
    article = articles.live()
    stays, goes = comments.published(article), comments.published(article, body="Secret words.")
    take_away(goes)
    assert [li["id"] for li in thread(article).all("li")] == [stays.anchor]
    assert "Secret words" not in Client().get(article.desk_path).content.decode()


@pytest.mark.row("CP8")
def test_a_comment_with_answers_leaves_a_placeholder_without_its_words_and_name() -> None:
    article = articles.live()
    goes = comments.published(article, name="Zacharias", body="Secret words.")
    answer = comments.published(article, parent=goes, name="Ada")
    take_away(goes)
    item = thread(article).one("li", id=goes.anchor)
    assert item.children("p")[0].text == "This comment was removed."
    assert item.one("li", id=answer.anchor).one("h3").text == "Ada"
    whole = Client().get(article.desk_path).content.decode()
    assert "Secret words" not in whole
    assert "Zacharias" not in whole
    assert Client().get(goes.get_absolute_url()).status_code == 404


@pytest.mark.row("CP8")
def test_the_placeholder_goes_with_the_last_answer_below_it() -> None:
    article = articles.live()
    first = comments.published(article)
    second = comments.published(article, parent=first)
    third = comments.published(article, parent=second)
    take_away(first)
    take_away(second)
    assert [li["id"] for li in thread(article).all("li")] == [
        first.anchor, second.anchor, third.anchor
    ]  # fmt: skip
    take_away(third)
    assert thread(article).all("li") == []


@pytest.mark.row("CP8")
@pytest.mark.parametrize("verb", [moderation.reject, moderation.mark_spam])
def test_a_comment_that_is_judged_late_leaves_a_placeholder_too(verb) -> None:
    article = articles.live()
    goes = comments.published(article, body="Secret words.")
    answer = comments.published(article, parent=goes)
    verb(goes, by=people.moderator(), now=NOW)
    assert [li["id"] for li in thread(article).all("li")] == [goes.anchor, answer.anchor]
    assert "Secret words" not in Client().get(article.desk_path).content.decode()


def test_an_answer_that_waits_holds_no_placeholder() -> None:
    article = articles.live()
    goes = comments.published(article)
    comments.pending(article, parent=goes)
    take_away(goes)
    assert thread(article).all("li") == []


@pytest.mark.row("CP8")
def test_a_comment_that_is_put_back_stands_where_it_stood() -> None:
    article = articles.live()
    goes = comments.published(article, body="My words.")
    answer = comments.published(article, parent=goes)
    take_away(goes)
    moderation.undo(goes, by=people.moderator(), now=NOW)
    item = thread(article).one("li", id=goes.anchor)
    assert "My words." in item.text
    assert item.one("li", id=answer.anchor)
