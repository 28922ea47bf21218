"""A hub and search engines are told what is new: by a task, again while they do not answer."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.conf import settings as site
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from articles.labels import merge
from site_config.kit import telling
from tests.builders import NOW, articles, labels, people
from tests.support.worker import work

# The worker claims tasks in transactions of its own.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite, pytest.mark.row("S6")]
KEY = "0123456789abcdef"


@contextmanager
def listening(status: int) -> Iterator[tuple[str, list[str]]]:
    """A server on this machine: its address, and the bodies that it was sent."""
    bodies: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", bodies
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_both_are_told_of_a_publication(settings: Settings) -> None:
    with listening(202) as (address, bodies):
        settings.WEBSUB_HUB = settings.INDEXNOW_URL = address
        settings.INDEXNOW_KEY = KEY
        articles.live(slug="nap", category=labels.category("Sleep"))
        assert bodies == []
        work()
    hub, search = parse_qs(bodies[0]), json.loads(bodies[1])
    assert hub["hub.mode"] == ["publish"]
    assert f"{site.SITE_URL}/feed.xml" in hub["hub.url"]
    assert f"{site.SITE_URL}/categories/sleep/feed.json" in hub["hub.url"]
    assert search["urlList"] == [f"{site.SITE_URL}/articles/nap/"]
    assert Client().get(search["keyLocation"].removeprefix(site.SITE_URL)).content == KEY.encode()


def test_who_does_not_answer_is_told_again_but_not_for_ever(settings: Settings) -> None:
    with listening(503) as (settings.WEBSUB_HUB, bodies):
        telling.tell(feeds=["https://x.example/feed.xml"], addresses=[], at=None)
        for _attempt in range(telling.ATTEMPTS + 1):
            work()
            DBTaskResult.objects.update(run_after=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert len(bodies) == telling.ATTEMPTS


def test_what_is_scheduled_is_news_in_the_feed_of_the_category_that_took_it_in(
    settings: Settings,
) -> None:
    settings.WEBSUB_HUB = "http://hub.invalid/"
    old, new = labels.category("Old"), labels.category("New")
    articles.scheduled(category=old)
    merge(old, into=new, by=people.editor(), now=NOW)
    tasks = DBTaskResult.objects.filter(task_path__contains="tell_hub")
    before, after = tasks.order_by("enqueued_at")
    assert before.run_after == after.run_after
    assert f"{site.SITE_URL}/categories/new/feed.xml" in after.args_kwargs["args"][0]
    # Who reads it by its old address is told, too, and led on.
    assert f"{site.SITE_URL}/categories/old/feed.xml" in before.args_kwargs["args"][0]
    assert Client().get("/categories/old/feed.xml")["Location"] == "/categories/new/feed.xml"


def test_nobody_is_told_unless_it_is_wanted() -> None:
    articles.live()
    assert not DBTaskResult.objects.filter(task_path__contains="telling").exists()
    assert Client().get("/indexnow-key.txt").status_code == 404
