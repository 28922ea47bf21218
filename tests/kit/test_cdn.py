"""A CDN is told which pages changed: after commit, twice, and however long it was away."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from site_config.kit.pagecache import announcing, cdn
from site_config.kit.pagecache.models import Purge
from site_config.kit.pagecache.purging import purge
from tests.support.local_servers import free_port

# The worker claims tasks in transactions of its own.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("O3")]


@dataclass
class Cdn:
    """A CDN on this machine: the headers of each request that it got, and how it answers."""

    port: int
    status: int = 200
    requests: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/purge"

    @property
    def keys(self) -> list[str]:
        return [request["surrogate-key"] for request in self.requests]

    @contextmanager
    def running(self) -> Iterator[None]:
        server = HTTPServer(("127.0.0.1", self.port), self._handler())
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield
        server.shutdown()
        thread.join()
        server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        cdn = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                cdn.requests.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(cdn.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


@pytest.fixture
def absent_server(settings: Settings) -> Cdn:
    """A CDN that does not answer."""
    server = Cdn(free_port())
    settings.CDN_PURGE_URL = server.url
    settings.CDN_PURGE_TOKEN = "secret"
    return server


@pytest.fixture
def server(absent_server: Cdn) -> Iterator[Cdn]:
    with absent_server.running():
        yield absent_server


def change(*keys: str, at: dt.datetime | None = None) -> None:
    with transaction.atomic():
        purge(keys, at=at)


def work() -> None:
    """Let a worker do all that is due."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    ).run()


def later(**time: float) -> None:
    """Let so much time go by for everything that is waited for."""
    passed = dt.timedelta(**time)
    for task in DBTaskResult.objects.all():
        task.run_after -= passed
        task.save()
    for row in Purge.objects.exclude(told_at=None):
        row.told_at = row.told_at - passed if row.told_at else None
        row.save()


def owed() -> int:
    return Purge.objects.filter(owed_to_cdn=True).count()


def test_it_is_told_after_commit_and_once_more(server: Cdn) -> None:
    with transaction.atomic():
        purge(["article:1", "card:1"])
        assert server.requests == []
    work()
    assert server.keys == ["article:1 card:1"]
    work()
    assert len(server.requests) == 1
    later(seconds=15)
    work()
    assert server.keys == ["article:1 card:1"] * 2
    assert owed() == 0
    later(seconds=15)
    work()
    assert len(server.requests) == 2


def test_it_is_not_told_of_what_was_rolled_back(server: Cdn) -> None:
    with transaction.atomic():
        purge(["article:1"])
        transaction.set_rollback(True)
    work()
    assert server.requests == []
    assert not DBTaskResult.objects.exists()


def test_many_changes_make_one_request(server: Cdn) -> None:
    for number in range(5):
        change(f"article:{number}", "footer")
    work()
    assert server.keys == ["article:0 article:1 article:2 article:3 article:4 footer"]


@pytest.mark.parametrize(
    ("auth", "header", "value"),
    [
        (None, "authorization", "Bearer secret"),
        ("Fastly-Key:", "fastly-key", "secret"),
        ("Authorization: apikey", "authorization", "apikey secret"),
    ],
)
def test_the_token_goes_where_the_cdn_wants_it(
    server: Cdn, settings: Settings, auth: str | None, header: str, value: str
) -> None:
    if auth:
        settings.CDN_PURGE_AUTH = auth
    change("article:1")
    work()
    assert server.requests[0][header] == value


def test_no_request_has_too_many_keys_or_too_long_a_header(server: Cdn) -> None:
    short = [f"a:{number}" for number in range(600)]
    long = [f"name:{'x' * 100}:{number}" for number in range(200)]
    change(*short, *long)
    work()
    batches = [keys.split(" ") for keys in server.keys]
    assert sorted(key for batch in batches for key in batch) == sorted(short + long)
    assert max(map(len, batches)) <= 256
    assert max(map(len, server.keys)) <= 8_000 - 1_000


def test_a_cdn_that_was_away_is_told_when_it_is_back(absent_server: Cdn) -> None:
    for number in range(3):
        change(f"article:{number}")
    work()
    # However many changes there were, one task waits for it.
    waiting = DBTaskResult.objects.filter(task_path=cdn.try_again.module_path, status="READY")
    assert waiting.count() == 1
    pauses = []
    for _ in range(3):
        pauses.append(waiting.get().run_after - timezone.now())
        later(minutes=10)
        work()
    assert pauses == sorted(pauses)
    assert owed() == 3
    with absent_server.running():
        later(minutes=10)
        work()
        assert absent_server.keys == ["article:0 article:1 article:2"]
        later(seconds=15)
        work()
    assert owed() == 0


@pytest.mark.parametrize("status", [302, 401, 404, 429, 500])
def test_only_a_success_counts(server: Cdn, status: int) -> None:
    server.status = status
    change("article:1")
    work()
    assert len(server.requests) == 1
    assert Purge.objects.filter(owed_to_cdn=True, told_at=None).count() == 1


def test_nothing_is_lost_with_a_worker_that_is_killed(server: Cdn) -> None:
    change("article:1")
    # It took the task and did not live to do it.
    DBTaskResult.objects.update(status="RUNNING")
    work()
    assert server.requests == []
    call_command("tick")
    assert server.keys == ["article:1"]
    DBTaskResult.objects.update(status="RUNNING")
    later(seconds=15)
    call_command("tick")
    assert server.keys == ["article:1"] * 2
    assert owed() == 0


def test_tick_goes_on_while_the_cdn_is_away(absent_server: Cdn) -> None:
    change("article:1")
    call_command("tick")
    assert owed() == 1


def test_a_change_dated_ahead_is_told_when_it_is_due(server: Cdn) -> None:
    change("article:1", at=timezone.now() + dt.timedelta(hours=1))
    work()
    call_command("tick")
    assert server.requests == []
    Purge.objects.update(due_at=timezone.now())
    later(hours=1)
    work()
    assert server.keys == ["article:1"]


def test_the_servers_know_before_the_cdn_does(server: Cdn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was killed after its commit has told nobody."""
    requests_before: list[int] = []
    monkeypatch.setattr(announcing, "announce", lambda: None)
    change("article:1")
    monkeypatch.setattr(
        announcing, "announce", lambda: requests_before.append(len(server.requests))
    )
    work()
    assert requests_before == [0]
    assert len(server.requests) == 1


def test_without_a_cdn_nothing_is_owed(settings: Settings) -> None:
    settings.CDN_PURGE_URL = ""
    change("article:1")
    assert owed() == 0
    assert not DBTaskResult.objects.exists()
