"""How many comments a card announces."""

import pytest
from django.test import Client

from comments import moderation
from comments.models import Mode
from comments.posting import discussion_of
from tests.builders import NOW, articles, comments, faqs, labels, people
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.row("CP17")]

LISTS = [
    "/",
    "/articles/",
    "/categories/sleep/",
    "/tags/rest/",
    "/authors/ana-alonso/",
    "/teams/sleep-team/",
    "/faq/why/",
]


def announced(path: str) -> list[tuple[str, str]]:
    """What the cards of a page say about comments, and where that leads."""
    links = page(Client().get(path)).all("a", class_="card-comments")
    return [(link.text, link["href"]) for link in links]


@pytest.mark.parametrize("path", LISTS)
def test_cards_say_how_many_comments_readers_find(path: str) -> None:
    article = articles.live(
        tags=[labels.tag("Rest")],
        authors=[people.author("Ana Alonso")],
        team=people.team(),
        category=labels.category("Sleep"),
        faqs=[faqs.live(question="Why?")],
    )
    comments.pending(article)
    assert announced(path) == []
    first = comments.published(article)
    assert set(announced(path)) == {("1 comment", f"{article.desk_path}#comments")}
    comments.published(article)
    assert {words for words, _address in announced(path)} == {"2 comments"}
    moderation.remove(first, by=people.moderator(), now=NOW)
    assert {words for words, _address in announced(path)} == {"1 comment"}


def test_cards_say_nothing_of_a_hidden_discussion() -> None:
    article = articles.live()
    comments.published(article)
    discussion = discussion_of(article)
    moderation.set_mode(discussion, Mode.HIDDEN, closes_at=None, by=people.moderator(), now=NOW)
    assert announced("/articles/") == []
    moderation.set_mode(discussion, Mode.READ_ONLY, closes_at=None, by=people.moderator(), now=NOW)
    assert announced("/articles/") == [("1 comment", f"{article.desk_path}#comments")]
