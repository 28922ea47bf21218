"""Writers wait in one line, nobody keeps a turn that is over, and what was written lasts."""

import datetime as dt
import fcntl
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.sqlite3.operations import DatabaseOperations

from site_config.kit.sqlite3 import base

# As SQLite has them.
NORMAL, FULL = 1, 2

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True), pytest.mark.row("O5")]


@pytest.fixture
def other_thread() -> Iterator[ThreadPoolExecutor]:
    """A thread with a connection of its own, closed at the end."""
    with ThreadPoolExecutor(1) as thread:
        yield thread
        thread.submit(connections.close_all).result()


@pytest.mark.parametrize("written", ["2027-03-04 05:06:07", "2027-03-04 05:06:07.000089", None])
def test_a_moment_is_read_as_django_reads_it(written: str | None) -> None:
    ours = connection.ops.convert_datetimefield_value(written, None, connection)
    assert ours == DatabaseOperations(connection).convert_datetimefield_value(
        written, None, connection
    )
    assert written is None or ours.tzinfo is dt.UTC


def write(name: str) -> None:
    with transaction.atomic():
        Group.objects.create(name=name)


def test_a_writer_waits_for_the_one_before(other_thread: ThreadPoolExecutor) -> None:
    with transaction.atomic():
        second = other_thread.submit(write, "second")
        Group.objects.create(name="first")
    second.result()
    names = Group.objects.filter(name__in=["first", "second"]).order_by("pk")
    assert [group.name for group in names] == ["first", "second"]


def test_a_writer_does_not_wait_longer_than_for_sqlite(
    other_thread: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    with transaction.atomic(), pytest.raises(OperationalError, match="database is locked"):
        other_thread.submit(write, "late").result()
    assert not Group.objects.filter(name="late").exists()


def test_a_turn_ends_with_its_transaction(other_thread: ThreadPoolExecutor) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        raise RuntimeError
    other_thread.submit(write, "after a rollback").result()
    with transaction.atomic():
        connection.close()
    other_thread.submit(write, "after a connection that broke").result()
    assert Group.objects.filter(name__startswith="after").count() == 2


def test_a_turn_ends_when_another_program_keeps_the_lock(other_thread: ThreadPoolExecutor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="database is locked"):
            write("refused")
        assert run("PRAGMA synchronous") == (FULL,)
        other.execute("ROLLBACK")
    other_thread.submit(write, "taken").result()
    assert not Group.objects.filter(name="refused").exists()


def test_what_waits_for_a_commit_may_write(other_thread: ThreadPoolExecutor) -> None:
    with transaction.atomic():
        transaction.on_commit(lambda: write("afterwards"))
    other_thread.submit(write, "later").result()
    assert Group.objects.filter(name__in=["afterwards", "later"]).count() == 2


def test_a_writer_of_another_process_is_waited_for(
    other_thread: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(f"{connection.settings_dict['NAME']}-line").open("ab") as of_another:
        fcntl.flock(of_another, fcntl.LOCK_EX)
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
        with pytest.raises(OperationalError, match="database is locked"):
            write("late")
        monkeypatch.undo()
        patient = other_thread.submit(write, "patient")
        fcntl.flock(of_another, fcntl.LOCK_UN)
        patient.result()
    assert not Group.objects.filter(name="late").exists()
    assert Group.objects.filter(name="patient").exists()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> "Disk":
    """Sees each time that the log is brought to the disk."""
    [journal] = run("PRAGMA journal_mode")
    if journal != "wal":
        pytest.skip("this SQLite does not write ahead to a log")
    disk = Disk()
    monkeypatch.setattr(base, "_sync", disk.sync)
    return disk


class Disk:
    def __init__(self) -> None:
        self.seen: list[str] = []
        self.is_broken = False

    def sync(self, file: str) -> None:
        """Keep what another connection may read by now, as nobody waits in line any more."""
        with closing(sqlite3.connect(file.removesuffix("-wal"), timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            self.seen = [name for [name] in other.execute("SELECT name FROM auth_group")]
        if self.is_broken:
            raise OSError


def run(statement: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        return cursor.execute(statement).fetchone()


def test_a_transaction_is_on_the_disk_before_anybody_is_told(disk: Disk) -> None:
    told: list[bool] = []
    with transaction.atomic():
        Group.objects.create(name="written")
        transaction.on_commit(lambda: told.append("written" in disk.seen))
    assert told == [True]


def test_what_changes_nothing_leaves_the_disk_alone(disk: Disk) -> None:
    with transaction.atomic():
        assert not Group.objects.filter(name="written").exists()
    with transaction.atomic():
        Group.objects.create(name="written")
        transaction.set_rollback(True)
    assert disk.seen == []


def test_what_is_written_outside_of_transactions_is_synced_by_sqlite(disk: Disk) -> None:
    assert run("PRAGMA synchronous") == (FULL,)
    with transaction.atomic():
        assert run("PRAGMA synchronous") == (NORMAL,)
    assert run("PRAGMA synchronous") == (FULL,)


def test_a_disk_that_fails_is_an_error_of_the_database(disk: Disk) -> None:
    disk.is_broken = True
    with pytest.raises(OperationalError, match="disk I/O error"):
        write("perhaps lost")
    disk.is_broken = False
    write("kept")
    assert "kept" in disk.seen
