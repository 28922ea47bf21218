"""Django's SQLite, with the writers of a process in one line.

SQLite lets a writer that finds another one at work sleep, longer each time, up to a tenth of a
second. A dozen threads that all write are then mostly asleep while the database is free. Here one
thread of a process at a time goes to SQLite's own lock, which still decides; the others are woken
as soon as it is their turn.
"""

from threading import Lock
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

_turn = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine of DATABASES. Raises OperationalError where SQLite would: after `timeout`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_turn = False

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

    def close(self) -> None:
        super().close()
        self._end_turn()

    def _await_turn(self) -> None:
        if not _turn.acquire(timeout=self.settings_dict["OPTIONS"]["timeout"]):
            raise OperationalError("database is locked")
        self._has_turn = True

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            _turn.release()
