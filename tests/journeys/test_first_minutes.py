"""The first minutes with Masthead: one command on an empty folder, once more, and Ctrl-C."""

import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener
from xml.etree import ElementTree

import pytest

from tests.journeys.running_site import PATIENCE, ROOT, Site, environment_of, wait_until
from tests.support.local_servers import free_port

ARTICLE = "/articles/can-people-with-multiple-sclerosis-have-botox-safely/"
WORDS = {"name": "Kim", "email": "kim@reader.example", "body": "Thank you for this article."}
# Every address of the contract that does not carry a token.
ADDRESSES = [
    "/", "/articles/", "/articles/?page=2", "/categories/benefits/", "/faq/", "/search/?q=botox",
    "/about/", "/privacy/", "/feed.xml", "/rss.xml", "/sitemap.xml", "/robots.txt", "/healthz",
    "/readyz", "/admin/login/", ARTICLE,
]  # fmt: skip
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# What the site promises, in seconds.
SECOND_START = 15
STOPPING = 10


@contextmanager
def served(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """`make run` without make: the process, and what it printed until the site answered."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--demo"],
        cwd=ROOT,
        env=environment_of(folder, PORT=str(port)),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    printed: list[str] = []
    try:
        for line in process.stdout:
            printed.append(line)
            if line.startswith("Ctrl-C"):
                break
        yield process, printed
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


@pytest.mark.row("O1")
@pytest.mark.row("R14")
def test_one_command_serves_the_demonstration_and_a_second_one_changes_nothing(
    tmp_path: Path,
) -> None:
    port = free_port()
    site = Site(port)
    with served(tmp_path, port) as (process, printed):
        assert f"http://127.0.0.1:{port}/admin/" in "".join(printed)
        answers = {path: site.get(path).status for path in everything_public(site)}
        assert set(answers.values()) == {200}, answers
        for user, password in logins(tmp_path).values():
            assert signs_in(port, user, password), user
        held = site.post(f"{ARTICLE}comments/", **WORDS)
        assert (held.status, site.get(held.location).status) == (303, 200)
        # The worker runs beside the server: it tells the moderator, and makes all the pictures.
        wait_until(lambda: not tasks_left(tmp_path), patience=5 * PATIENCE)
        assert any(WORDS["body"] in mail.read_text() for mail in (tmp_path / "mail").iterdir())
        stops_with_all_its_processes(process)
    assert not site.answers()

    before = contents(tmp_path)
    started = time.monotonic()
    with served(tmp_path, port) as (process, printed):
        assert time.monotonic() - started < SECOND_START
        assert site.get("/").status == 200
        stops_with_all_its_processes(process)
    assert contents(tmp_path) ^ before == set()


def everything_public(site: Site) -> list[str]:
    """The addresses of the contract, and whatever the sitemap names."""
    sections = [site.get(path).body for path in paths_in(site.get("/sitemap.xml").body)]
    listed = [path for section in sections for path in paths_in(section)]
    assert len([path for path in listed if path.startswith("/articles/")]) >= 20
    return [*ADDRESSES, *listed]


def paths_in(sitemap: bytes) -> list[str]:
    found = ElementTree.fromstring(sitemap).iter(LOCATION)  # noqa: S314
    return [re.sub(r"^https?://[^/]+", "", each.text or "") for each in found]


def logins(folder: Path) -> dict[str, tuple[str, str]]:
    """User and password of each role, from the file that only its owner may read."""
    file = folder / "logins.txt"
    assert file.stat().st_mode & 0o077 == 0
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 5
    return {role: (user, password) for role, user, password in rows}


def signs_in(port: int, user: str, password: str) -> bool:
    """Say whether somebody gets to the desk with this user name and password."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"http://127.0.0.1:{port}/admin/login/?next=/admin/"
    page = opener.open(address, timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "username": user, "password": password}
    with opener.open(address, urlencode(form).encode(), timeout=30) as answer:
        return bool(answer.url.endswith("/admin/"))


def stops_with_all_its_processes(process: subprocess.Popen[str]) -> None:
    family = descendants(process.pid, alive())
    assert len(family) >= 3
    asked = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    # A worker that is killed takes a moment to be gone.
    wait_until(lambda: not family & alive().keys(), patience=STOPPING)
    assert time.monotonic() - asked < STOPPING


def descendants(pid: int, parents: dict[int, int]) -> set[int]:
    """The processes that a process started, and those that they started."""
    children = {child for child, parent in parents.items() if parent == pid}
    return children.union(*(descendants(child, parents) for child in children))


def alive() -> dict[int, int]:
    """The parent of each process; one that has ended and is not yet noticed (Z) is not alive."""
    columns = ["ps", "-A", "-o", "pid=,ppid=,stat="]
    table = subprocess.run(columns, capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in table.splitlines()]
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def tasks_left(folder: Path) -> int:
    """How many tasks the worker has not finished yet, but for those that are for another day."""
    question = (
        "SELECT count(*) FROM django_tasks_database_dbtaskresult"
        " WHERE status IN ('READY', 'RUNNING')"
        # Django's tasks that are for no day in particular are for the last of all.
        " AND (run_after > '9000-01-01' OR run_after <= datetime('now'))"
    )
    with closing(sqlite3.connect(folder / "db.sqlite3", timeout=30)) as database:
        return int(database.execute(question).fetchone()[0])


def contents(folder: Path) -> set[str]:
    """All rows of the database but the heartbeats, and the files that a start could write."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = {
            f"{table}: {row}"
            for (table,) in tables
            if table != "heartbeat_heartbeat"
            for row in database.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        }
    names = ["logins.txt", "secret_key", "static.digest"]
    return rows | {f"{name}: {(folder / name).read_text(encoding='utf-8')}" for name in names}
