"""Posting while the database is locked or gone: a page that gives the text back, nothing half done.

Another connection to the same SQLite file holds the lock, as a second process would.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from unittest import mock

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from comments.models import Comment, Decision
from tests.builders import articles, people
from tests.comments.posting_form import send, signed_in
from tests.support.reading import read as page

LOCKS = {"others may still read": "BEGIN IMMEDIATE", "nobody else may read": "BEGIN EXCLUSIVE"}


@contextmanager
def locked(how: str) -> Iterator[None]:
    """Hold a lock on the database; the site does not wait for it as long as it usually does."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name, isolation_level=None, timeout=5)) as other:
        other.execute(LOCKS[how])
        yield
        other.execute("ROLLBACK")


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.row("O5")
@pytest.mark.row("CP2")
@pytest.mark.parametrize("how", LOCKS)
@pytest.mark.parametrize("who", ["guest", "staff"])
def test_a_locked_database_gives_the_text_back(how: str, who: str) -> None:
    article = articles.live()
    client = signed_in(people.editor()) if who == "staff" else Client()
    with locked(how):
        response = send(article, client=client, name="Kim", body="Words I\ndo not want to lose.")
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    whole = page(response)
    assert whole.one("h1").text == "Your comment was not saved"
    assert whole.one("textarea").source == "Words I\ndo not want to lose."
    assert not Comment.objects.exists()


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.row("O5")
def test_the_same_form_is_taken_once_the_lock_is_gone() -> None:
    article = articles.live()
    with locked("others may still read"):
        send(article)
    assert send(article).status_code == 303
    assert Comment.objects.count() == 1


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.row("O5")
def test_a_decision_on_a_locked_database_is_not_half_taken() -> None:
    article = articles.live()
    send(article)
    comment = Comment.objects.get()
    client = signed_in(people.moderator())
    client.raise_request_exception = False
    with locked("others may still read"):
        response = client.post(
            f"/admin/comments/comment/{comment.pk}/decide/", {"decision": "approve"}
        )
    assert response.status_code == 503
    comment.refresh_from_db()
    assert (comment.state, Decision.objects.count()) == ("pending", 0)


@pytest.mark.django_db
@pytest.mark.row("O5")
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_connection_that_breaks_gives_the_text_back(error: type[Exception]) -> None:
    article = articles.live()
    broken = mock.patch.object(connection, "cursor", side_effect=error("connection lost"))
    with broken:
        response = send(article, body="Words I do not want to lose.")
    assert response.status_code == 503
    assert page(response).one("textarea").text == "Words I do not want to lose."


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.row("O5")
def test_a_connection_that_the_server_ended_gives_the_text_back() -> None:
    article = articles.live()
    with suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    response = send(article, body="Words I do not want to lose.")
    connection.close()
    assert response.status_code == 503
    assert page(response).one("textarea").text == "Words I do not want to lose."
    assert not Comment.objects.exists()
