"""Asking a WSGI application the way a server asks it."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def __getitem__(self, header: str) -> str:
        return self.headers[header.lower()]


class Reader:
    """A reader of `application`; keywords of `get` are entries of the WSGI environment."""

    def __init__(self, application: Any, *, origin: str = "") -> None:
        self._application = application
        self._site = urlsplit(origin or settings.SITE_URL)

    def get(self, address: str, *, method: str = "GET", **environ: str) -> Answer:
        path, _, query = address.partition("?")
        whole = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self._site.hostname,
            "SERVER_PORT": str(self._site.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._site.netloc,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": self._site.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            **environ,
        }
        with _connection_kept():
            return self._ask(whole)

    def _ask(self, whole: dict[str, Any]) -> Answer:
        heads: list[tuple[str, list[tuple[str, str]]]] = []
        response = self._application(whole, lambda *head: heads.append(head[:2]))
        try:
            body = b"".join(response)
        finally:
            getattr(response, "close", lambda: None)()
        [(status, headers)] = heads
        names = {name.lower(): value for name, value in headers}
        assert len(names) == len(headers), "a header is sent twice"
        return Answer(int(status.split()[0]), names, body)


@contextmanager
def _connection_kept() -> Iterator[None]:
    """Keep the connection that holds a test's transaction, as Django's own test client does."""
    signals = [request_started, request_finished] if connection.in_atomic_block else []
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
