"""Many readers post at once to a site that runs for real; nothing acknowledged is lost.

The suite is content with few rounds. As many as were promised take some minutes:

    make test ARGS="tests/journeys/test_many_at_once.py" MANY_AT_ONCE=all
"""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from tests.journeys.running_site import Answer, Site, environment_of, manage, running
from tests.support.local_servers import free_port

# The database of the site is a fresh one beside that of the tests, on the same server.
pytestmark = [pytest.mark.django_db, pytest.mark.row("O5")]

WHOLE = os.environ.get("MANY_AT_ONCE") == "all"
CLIENTS = 32
ROUNDS = 40 if WHOLE else 3
IMPATIENT = 20
TEXTS = 100 if WHOLE else 5
FIRST_ARTICLE = "from tests.builders import articles; print(articles.live().desk_path)"


class Stored:
    """What is in the database of the site, asked for past the site."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect

    def comments(self) -> list[tuple[str, str]]:
        """Body and state of every comment."""
        return self._rows("SELECT body, state FROM comments_comment")

    def counters(self) -> list[tuple[int, int]]:
        """How many comments every discussion counts, published and pending."""
        return self._rows("SELECT published_count, pending_count FROM comments_discussion")

    def _rows(self, question: str) -> list[Any]:
        with closing(self._connect()) as database:
            return list(database.execute(question).fetchall())


@pytest.fixture(scope="module")
def empty(
    request: pytest.FixtureRequest, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The database of a new site: a file of SQLite, or the name of one on the tests' server."""
    if connection.vendor == "postgresql":
        with _postgres("template0") as name:
            folder = tmp_path_factory.mktemp("empty")
            environment = environment_of(folder, DATABASE_URL=_url(name))
            manage(environment, "migrate", "--verbosity=0")
            yield name
    else:
        yield str(request.getfixturevalue("fresh_site") / "db.sqlite3")


@pytest.fixture
def database(tmp_path: Path, empty: str) -> Iterator[tuple[dict[str, str], Stored]]:
    """A copy of the empty one: how the site and a test reach it."""
    if connection.vendor == "postgresql":
        with _postgres(empty) as name:
            url = _url(name)
            yield {"DATABASE_URL": url}, Stored(lambda: psycopg.connect(url))
    else:
        shutil.copy(empty, tmp_path / "db.sqlite3")
        yield {}, Stored(lambda: sqlite3.connect(tmp_path / "db.sqlite3", timeout=30))


@contextmanager
def _postgres(template: str) -> Iterator[str]:
    """Make a database like `template`, yield its name, and drop it."""
    name = f"site_{uuid4().hex}"
    with psycopg.connect(_url("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _url(name: str) -> str:
    settings = connection.settings_dict
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    place = f"{settings['USER']}{password}@{settings['HOST']}:{settings['PORT'] or 5432}"
    return f"postgres://{place}/{name}"


@pytest.fixture
def site(
    request: pytest.FixtureRequest, tmp_path: Path, database: tuple[dict[str, str], Stored]
) -> Iterator[tuple[Site, str]]:
    """A running site, and the address to which comments on its only article are sent.

    Where every comment waits, its mail is queued in the same transaction and the task worker
    writes to the database meanwhile.
    """
    port = free_port()
    limits = ("COMMENTS_HOLD_RATE", "COMMENTS_FLOOD_NETWORK", "COMMENTS_FLOOD_ADDRESS")
    mode = {"COMMENTS_MODERATION": request.param, "PORT": str(port), **dict.fromkeys(limits, "0")}
    environment = environment_of(tmp_path, **database[0], **mode)
    path = manage(environment, "shell", "--verbosity=0", f"--command={FIRST_ARTICLE}").strip()
    with running(port, environment) as site:
        yield site, f"{path}comments/"


def at_once(number: int, task: Callable[[int], Answer]) -> list[Answer]:
    """The answers that so many clients get who all ask in the same moment."""
    start = Barrier(number)

    def take_turn(number: int) -> Answer:
        start.wait()
        return task(number)

    with ThreadPoolExecutor(number) as clients:
        return list(clients.map(take_turn, range(number)))


def _post_one(site: Site, address: str, words: list[dict[str, str]], number: int) -> Answer:
    return site.post(address, **words[number])


def words_of(number: int, round_: int = 1) -> dict[str, str]:
    address = f"reader{number}@reader.example"
    return {"name": f"Reader {number}", "email": address, "body": f"Words {number} of {round_}"}


@pytest.mark.parametrize("site", ["all", "none"], indirect=True)
def test_no_client_loses_anything(
    site: tuple[Site, str], database: tuple[dict[str, str], Stored]
) -> None:
    running_site, address = site
    acknowledged = Counter[str]()
    for round_ in range(ROUNDS):
        words = [words_of(number, round_) for number in range(CLIENTS)]
        post = partial(_post_one, running_site, address, words)
        answers = at_once(CLIENTS, post)
        assert Counter(answer.status for answer in answers) == {303: CLIENTS}
        assert len({answer.location for answer in answers}) == CLIENTS
        acknowledged.update(each["body"] for each in words)
    stored = database[1].comments()
    assert Counter(body for body, _state in stored) == acknowledged
    states = Counter(state for _body, state in stored)
    assert database[1].counters() == [(states["published"], states["pending"])]


@pytest.mark.row("CP3")
@pytest.mark.parametrize("site", ["all"], indirect=True)
def test_twenty_identical_posts_make_one_comment(
    site: tuple[Site, str], database: tuple[dict[str, str], Stored]
) -> None:
    running_site, address = site
    for text in range(TEXTS):
        same = [words_of(text)] * IMPATIENT
        answers = at_once(IMPATIENT, partial(_post_one, running_site, address, same))
        assert Counter(answer.status for answer in answers) == {303: IMPATIENT}
        assert len({answer.location for answer in answers}) == 1
    assert len(database[1].comments()) == TEXTS
    assert database[1].counters() == [(0, TEXTS)]
