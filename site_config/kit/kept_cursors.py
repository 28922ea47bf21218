"""Cursors that are used again by whoever runs one and the same statement often."""

import threading
from typing import Any


class KeptCursor(threading.local):
    """The cursor of one statement, kept in each thread as long as its connection is open.

    To make one takes as long as to send a small statement, and psycopg finds out again how each
    argument of it is sent. Whoever uses it fetches all rows before it is asked for again.
    """

    def __init__(self) -> None:
        self._opened: Any = None
        self._cursor: Any = None

    def on(self, connection: Any) -> Any:
        """The cursor on Django's `connection` of this thread, which is opened if need be."""
        if connection.force_debug_cursor:  # Whoever reads along for a while has cursors of its own.
            return connection.cursor()
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        if self._opened is not connection.connection:
            self._cursor = connection.cursor()
            self._opened = connection.connection
        return self._cursor
