"""Django's SQLite: all writers in one line that nobody holds up while the disk works, cursors that
know a statement again, and UTC.

SQLite lets a writer that finds another one at work sleep, longer each time, up to a tenth of a
second. A dozen threads that all write are then mostly asleep while the database is free. Here one
of them at a time goes to SQLite's own lock, which still decides; the next one is woken, or looks
again soon, when its transaction ends.

SQLite also waits inside of a transaction until the disk has it, and everybody else with it. Where
it writes ahead to a log, a transaction here only goes into the log; the next writer has its turn,
and then the log is brought to the disk, before anybody is told that something was written. One who
reads may see it those few milliseconds earlier. What is written later stands behind it in the log,
so nothing that came of it can outlast it.
"""

import datetime as dt
import os
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base, operations

from site_config.kit import turns
from site_config.kit.sqlite3.line import Line


class DatabaseOperations(operations.DatabaseOperations):
    def convert_datetimefield_value(
        self, value: str | dt.datetime | None, expression: Any, connection: Any
    ) -> dt.datetime | None:
        """Moments are stored in UTC: no database here has a zone of its own (settings.DATABASES).

        Django finds that out for each of them again, and a page of comments has a hundred.
        """
        if isinstance(value, dt.datetime):
            return value.replace(tzinfo=dt.UTC)
        return None if value is None else dt.datetime.fromisoformat(f"{value}+00:00")


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine of DATABASES. Raises OperationalError where SQLite would: after `timeout`."""

    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Line | None = None
        # The log that SQLite writes ahead, if it does, and whether it is ahead of the disk.
        self._log = ""
        self._log_is_ahead = False
        # How many rows the connection had changed when its transaction began.
        self._changed_before = 0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        [journal] = connection.execute("PRAGMA journal_mode").fetchone()
        self._log = f"{self.settings_dict['NAME']}-wal" if journal == "wal" else ""
        self._log_is_ahead = False
        return connection

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        """Begin a transaction, or return to autocommit after its COMMIT or ROLLBACK."""
        if autocommit:
            # First, because what waits for the commit runs in here and may write itself.
            self._end_turn()
            self._bring_log_to_disk()
        else:
            self._await_turn()
        try:
            if not autocommit:
                self._let_log_go_ahead()
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            self._end_turn()
            self._sync_each_change()
            raise

    def commit(self) -> None:
        super().commit()
        self._log_is_ahead = self.connection.total_changes > self._changed_before

    def create_cursor(self, name: str | None = None) -> "Cursor":
        return self.connection.cursor(factory=Cursor)

    def close(self) -> None:
        super().close()
        self._end_turn()

    def _await_turn(self) -> None:
        line = _line(self.settings_dict["NAME"])
        if not line.wait(seconds=self.settings_dict["OPTIONS"]["timeout"]):
            raise OperationalError("database is locked")
        self._turn = line

    def _end_turn(self) -> None:
        if self._turn:
            self._turn.leave()
            self._turn = None

    def _let_log_go_ahead(self) -> None:
        self.close_if_health_check_failed()
        self.ensure_connection()
        self._changed_before = self.connection.total_changes
        if self._log:
            self.connection.execute("PRAGMA synchronous=NORMAL")

    def _sync_each_change(self) -> None:
        """What is written outside of transactions is for SQLite to bring to the disk."""
        if self._log and self.connection is not None:
            self.connection.execute("PRAGMA synchronous=FULL")

    def _bring_log_to_disk(self) -> None:
        """Return when what this connection has just committed will outlast a loss of power."""
        self._sync_each_change()
        if not (self._log and self._log_is_ahead):
            return
        self._log_is_ahead = False
        try:
            with turns.of_this_process.lent():
                _sync(self._log)
        except OSError as error:
            self.close()
            raise OperationalError("disk I/O error") from error


def _sync(file: str) -> None:
    """Bring to the disk what was written to `file`. SQLite has no locks on its log to be lost."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        _sync_data(descriptor)
    finally:
        os.close(descriptor)


# As SQLite does; where there is no such call, it syncs everything that is known of the file too.
_sync_data = getattr(os, "fdatasync", os.fsync)


class Cursor(base.SQLiteCursorWrapper):
    """Writes `%s` as SQLite's `?` once for each statement, which takes as long as to run one."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        if param_names is not None:
            return super().convert_query(query, param_names=param_names)
        return _with_question_marks(query)


@lru_cache(maxsize=500)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


@cache
def _line(database: str) -> Line:
    """The line before that file; SQLite has locks of its own on the file itself."""
    return Line(Path(f"{database}-line"))
