"""What is kept from the public: addresses of readers, and words that nobody approved."""

import pytest
from django.test import Client

from comments.models import Comment
from comments.status import status_path
from tests.builders import articles, comments, people
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/", "/articles/", "/articles/sleeping-better/", "/articles/sleeping-better/?comments=1",
    "/categories/sleep/", "/authors/ana-alonso/", "/faq/", "/search/?q=sleep",
    "/search/?q=reader", "/search/?q=secret", "/feed.xml", "/rss.xml", "/sitemap.xml",
    "/sitemap-articles.xml", "/robots.txt",
]  # fmt: skip


def everything_public() -> str:
    """The source of every public page that may have to do with the article "Sleeping better"."""
    answers = [Client().get(address) for address in PUBLIC]
    assert {answer.status_code for answer in answers if answer.status_code != 404} == {200}
    return "".join(b"".join(answer).decode() for answer in answers)


@pytest.mark.row("CP1")
def test_the_address_of_a_reader_is_in_no_response() -> None:
    article = articles.live()
    public = comments.published(article, name="Ada", email="ada@secret.example")
    comments.published(article, name="Ben", email="ben@secret.example", parent=public)
    assert "Ada" in everything_public()
    assert "secret.example" not in everything_public()
    for state in ("pending", "rejected", "spam", "removed"):
        comment = getattr(comments, state)(article, email="eve@secret.example")
        assert "secret.example" not in Client().get(status_path(comment)).content.decode()


@pytest.mark.row("CP1")
def test_the_address_of_a_staff_member_is_in_no_public_response() -> None:
    article = articles.live()
    editor = people.editor()
    comments.posted(article, by=editor, name="Edgar", email=editor.email)
    assert "Edgar" in everything_public()
    assert editor.email not in everything_public()


@pytest.mark.row("S9")
@pytest.mark.parametrize("state", ["pending", "rejected", "spam", "removed"])
def test_words_that_are_not_approved_are_in_no_public_response(state: str) -> None:
    article = articles.live()
    words = {"name": "Zacharias", "website": "https://zach.example/", "body": "Secret words."}
    comment = getattr(comments, state)(article, **words)
    whole = everything_public()
    assert not [word for word in ("Zacharias", "zach.example", "Secret words") if word in whole]
    assert comment.anchor not in whole


@pytest.mark.row("S9")
def test_every_link_that_a_reader_gave_tells_search_engines_not_to_follow() -> None:
    article = articles.live()
    body = "See https://a.example/page?x=1&y=2 and\n> http://b.example"
    comment = comments.published(article, body=body, website="https://ada.example/")
    item = page(Client().get(article.desk_path)).one("li", id=comment.anchor)
    links = {link["href"]: link for link in item.all("a")}
    for given in ("https://a.example/page?x=1&y=2", "http://b.example", "https://ada.example/"):
        assert links[given]["rel"] == "ugc nofollow"
    inside = [link["href"] for link in item.all("a") if link["rel"] is None]
    assert all(href.startswith(("/", "?")) for href in inside)


@pytest.mark.row("S9")
def test_what_was_stored_with_a_comment_is_all_that_readers_get_of_it() -> None:
    """It is rendered and sanitised when it is posted, not for each reader."""
    article = articles.live()
    comment = comments.published(article, body="It **helped**.")
    assert Comment.objects.get().html == '<p dir="auto">It **helped**.</p>'
    shown = page(Client().get(article.desk_path)).one("li", id=comment.anchor)
    assert shown.one(class_="comment-text").one("p", dir="auto").text == "It **helped**."


@pytest.mark.row("CP1")
def test_no_trace_of_the_network_is_shown() -> None:
    article = articles.live()
    comment = comments.published(article, network="0123456789abcdef0123456789abcdef")
    assert comment.network not in everything_public()
    assert comment.network not in Client().get(status_path(comment)).content.decode()


@pytest.mark.row("P3")
def test_commenters_have_no_pictures_and_nobody_else_is_asked_for_any() -> None:
    article = articles.live()
    comments.published(article, website="https://kim.example/")
    response = Client().get(article.desk_path)
    thread = page(response).one("section", id="comments")
    assert thread.all("img") == []
    assert "://" not in response["Content-Security-Policy"]
