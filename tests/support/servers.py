"""Pytest plugin: other servers that a test may talk to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings
from redis import Redis

from tests.support.local_servers import free_port


@pytest.fixture
def redis_url(worker_id: str) -> Iterator[str]:
    """The address of an empty Redis database that no other process of this run uses."""
    server = os.environ.get("TEST_REDIS_URL")
    if not server:
        pytest.skip("no Redis; run `make test` with redis-server on the path or set TEST_REDIS_URL")
    number = 0 if worker_id == "master" else int(worker_id.removeprefix("gw")) + 1
    url = f"{server.rstrip('/')}/{number}"
    with Redis.from_url(url) as redis:
        redis.flushdb()
        yield url
        redis.flushdb()


@dataclass
class Mailbox:
    """An SMTP server at `host`:`port` and the messages it was given, oldest first.

    It answers with `answer` instead of accepting a message from the time that one is set.
    """

    host: str
    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    answer: str = ""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.messages.append(message_from_bytes(content, policy=policy.default))
        return "250 Message accepted"


@pytest.fixture
def smtp_server() -> Iterator[Mailbox]:
    """An SMTP server that accepts every message and keeps it."""
    mailbox = Mailbox("127.0.0.1", free_port())
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    yield mailbox
    controller.stop()


@pytest.fixture
def mailbox(smtp_server: Mailbox) -> Iterator[Mailbox]:
    """The site sends its mail to this server."""
    with sending_to(smtp_server.port):
        yield smtp_server


def sending_to(port: int) -> override_settings:
    """Settings by which the site sends its mail to a server of this machine."""
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=5,
    )
