"""Django's SQLite, with all writers in one line, cursors that know a statement again, and UTC.

SQLite lets a writer that finds another one at work sleep, longer each time, up to a tenth of a
second. A dozen threads that all write are then mostly asleep while the database is free. Here one
of them at a time goes to SQLite's own lock, which still decides; the next one is woken, or looks
again soon, when its transaction ends.
"""

import datetime as dt
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base, operations

from site_config.kit.sqlite3.line import Line


class DatabaseOperations(operations.DatabaseOperations):
    def convert_datetimefield_value(
        self, value: str | dt.datetime | None, expression: Any, connection: Any
    ) -> dt.datetime | None:
        """Moments are stored in UTC: no database here has a zone of its own (settings.DATABASES).

        Django finds that out for each of them again, and a page of comments has a hundred.
        """
        if isinstance(value, str):
            return dt.datetime.fromisoformat(value + "+00:00")
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine of DATABASES. Raises OperationalError where SQLite would: after `timeout`."""

    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Line | None = None

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        """Begin a transaction, or return to autocommit after its COMMIT or ROLLBACK."""
        if autocommit:
            # First, because what waits for the commit runs in here and may write itself.
            self._end_turn()
        else:
            self._await_turn()
        try:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            self._end_turn()
            raise

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
