"""The sign of several hosts."""

import os
import threading
import time

from redis import ConnectionPool, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from site_config.kit.pagecache.generation import SIZE, Unreachable

# Seconds to wait for an answer, and to leave a server alone that gave none.
TIMEOUT = 0.25
REST = 1.0


class RedisGeneration:
    """The sign of several hosts: a key of Redis or Valkey, asked for at every hit.

    What was read over a connection that has since failed is not to be trusted, because the server
    may have come back with an older value. So each failure begins another `era`, which is part of
    the sign.
    """

    def __init__(self, url: str, key: str) -> None:
        self._key = key
        # One connection, without the client around it, which would replace it silently.
        self._connection = ConnectionPool.from_url(
            url,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 0),
        ).make_connection()
        self._lock = threading.Lock()
        self._era = 0
        self._owed = False
        self._rests_until = 0.0

    def current(self) -> bytes:
        with self._lock:
            if self._owed:
                self._write()
            value = self._ask("GET", self._key)
            if value is None:
                return self._write()
            return b"%s %d" % (value, self._era)

    def renew(self) -> None:
        with self._lock:
            # Until the others can be told, this process owes it to them.
            self._owed = True
            self._write()

    def _write(self) -> bytes:
        value = os.urandom(SIZE).hex().encode()
        self._ask("SET", self._key, value)
        self._owed = False
        return b"%s %d" % (value, self._era)

    def _ask(self, *command: str | bytes) -> bytes | None:
        if time.monotonic() < self._rests_until:
            raise Unreachable
        try:
            self._connection.send_command(*command)
            answer = self._connection.read_response()
        except (RedisError, OSError) as error:
            self._connection.disconnect()
            self._era += 1
            self._rests_until = time.monotonic() + REST
            raise Unreachable from error
        return answer if isinstance(answer, bytes) else None
