"""Posting needs no cookie and no token, and yet no other site can post for a reader."""

import pytest
from django.test import Client

from comments.models import Comment, State
from comments.status import status_path
from tests.builders import articles, comments, people
from tests.comments.posting_form import OWN_PAGE, SILENT, send, signed_in
from tests.support.reading import read as page

pytestmark = pytest.mark.django_db

OURS = [
    OWN_PAGE,
    {"Origin": "http://127.0.0.1:8000"},
    {"Origin": "http://testserver"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
]
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"},
    {"Origin": "https://evil.example"},
    {"Origin": "https://127.0.0.1:8000"},
    {"Origin": "http://127.0.0.1:8000.evil.example"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://[::1"},
]


@pytest.fixture(autouse=True)
def _site_of_the_tests(settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SITE_URL = "http://127.0.0.1:8000"
    settings.COMMENTS_MODERATION = "none"


@pytest.mark.row("O4")
@pytest.mark.parametrize("headers", OURS, ids=str)
def test_a_form_of_our_own_page_is_accepted(headers: dict[str, str]) -> None:
    assert send(articles.live(), headers=headers).status_code == 303
    assert Comment.objects.get().state == State.PUBLISHED


@pytest.mark.row("O4")
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_of_another_site_is_refused_and_the_text_given_back(headers: dict[str, str]) -> None:
    response = send(articles.live(), headers=headers, body="Words & <b>more</b>")
    assert (response.status_code, Comment.objects.count()) == (403, 0)
    assert response["Cache-Control"] == "no-store"
    assert page(response).one("textarea").text == "Words & <b>more</b>"


@pytest.mark.row("O4")
def test_a_browser_that_says_nothing_is_accepted_and_its_silence_noted() -> None:
    send(articles.live(), headers=SILENT)
    comment = Comment.objects.get()
    assert comment.state == State.PENDING
    assert [reason["clue"] for reason in comment.reasons] == ["origin"]


@pytest.mark.row("O4")
@pytest.mark.row("R9")
def test_reading_and_posting_set_no_cookie() -> None:
    article = articles.live()
    shown, held = comments.published(article), comments.posted(article, trap="a machine")
    client = Client()
    answers = [
        client.get(article.desk_path),
        client.get(f"{article.desk_path}?reply={shown.pk}"),
        client.get(shown.get_absolute_url()),
        client.get(status_path(held)),
        send(article, client=client, body="Published."),
        send(article, client=client, body="Held.", nickname="x"),
        send(article, client=client, name=""),
        send(article, client=client, headers={"Origin": "null"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 302, 200, 303, 303, 422, 403]
    assert [answer.cookies.output() for answer in answers] == [""] * len(answers)
    assert not client.cookies


@pytest.mark.row("O4")
def test_the_page_of_a_reader_without_a_cookie_is_the_same_for_everybody() -> None:
    article = articles.live()
    comments.published(article)
    anonymous = Client().get(article.desk_path)
    assert anonymous["Cache-Control"] == "no-cache"
    assert "Cookie" not in anonymous.get("Vary", "")
    assert "csrfmiddlewaretoken" not in anonymous.content.decode()
    assert anonymous.content == Client().get(article.desk_path).content


@pytest.mark.row("O4")
def test_a_page_that_was_made_for_a_session_is_private() -> None:
    response = signed_in(people.editor()).get(articles.live().desk_path)
    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


@pytest.mark.row("O4")
def test_no_session_is_looked_up_for_readers_without_a_cookie(
    django_assert_max_num_queries,
) -> None:
    article = articles.live()
    with django_assert_max_num_queries(40) as asked:
        Client().get(article.desk_path)
        send(article)
    statements = [query["sql"] for query in asked.captured_queries]
    assert [sql for sql in statements if "django_session" in sql or "auth_user" in sql] == []
