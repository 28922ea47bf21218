"""Akismet is asked after a comment is saved, and whatever it answers, nothing is lost."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from comments import asking_akismet
from comments.models import Comment, State
from comments.screening import akismet
from tests.builders import articles, comments

pytestmark = [pytest.mark.django_db, pytest.mark.row("CM6")]


class Server(HTTPServer):
    """Answers what `answer` says, and keeps what it was asked."""

    answer = b"false"
    asked: list[dict[str, list[str]]]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.asked.append(parse_qs(self.rfile.read(length).decode()))
        if self.server.answer == b"hang up":
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as found:
        found.asked = []
        thread = threading.Thread(target=found.serve_forever, args=[0.02])
        thread.start()
        settings.AKISMET_KEY = "secret"
        settings.AKISMET_URL = f"http://127.0.0.1:{found.server_port}/check"
        settings.COMMENTS_MODERATION = "none"
        yield found
        found.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (b"false", State.PUBLISHED, "It waits for Akismet."),
        (b"true", State.SPAM, "It waits for Akismet."),
        (b"invalid", State.PENDING, "Akismet did not answer."),
        (b"hang up", State.PENDING, "Akismet did not answer."),
    ],
)
def test_its_answer_decides_and_without_one_a_moderator_does(
    server: Server, answer: bytes, state: State, words: str
) -> None:
    server.answer = answer
    comment = comments.posted(articles.live(), body="Is it spam?", network="secret-network")
    assert (comment.state, server.asked) == (State.PENDING, [])
    asking_akismet.ask_about.func(comment.pk)
    comment.refresh_from_db()
    assert (comment.state, comment.reasons[0]["words"]) == (state, words)
    [asked] = server.asked
    assert (asked["comment_content"], asked["user_ip"]) == (["Is it spam?"], ["0.0.0.0"])  # noqa: S104
    assert "secret-network" not in str(asked)
    told = [task.task_path for task in DBTaskResult.objects.all()]
    assert any("mail_moderators" in path for path in told) == (state == State.PENDING)
    assert mail.outbox == []


def test_what_waits_for_a_person_as_well_is_not_published_by_akismet(server: Server) -> None:
    comment = comments.posted(articles.live(), trap="x")
    asking_akismet.ask_about.func(comment.pk)
    comment.refresh_from_db()
    assert (comment.state, len(server.asked)) == (State.PENDING, 1)


def test_a_moderator_may_be_faster(server: Server) -> None:
    comment = comments.published(articles.live())
    asking_akismet.ask_about.func(comment.pk)
    assert (server.asked, Comment.objects.get().state) == ([], State.PUBLISHED)


def test_nobody_is_asked_without_a_key(publish_at_once: None, monkeypatch) -> None:
    monkeypatch.setattr(akismet, "takes_for_spam", pytest.fail)
    comments.posted(articles.live())
    assert Comment.objects.get().state == State.PUBLISHED
    assert not DBTaskResult.objects.filter(task_path__contains="akismet").exists()
