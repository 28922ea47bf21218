"""Mail is a row of its cause's transaction, sent once, and tried again when it cannot be sent."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

from site_config.kit import tasks
from site_config.kit.outbox import letters, sending
from site_config.kit.outbox.models import Letter
from tests.builders import people
from tests.support.clock import DAY, HOUR, MINUTE, NOW
from tests.support.environment import ROOT
from tests.support.local_servers import free_port
from tests.support.servers import Mailbox, sending_to
from tests.support.worker import work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("N7")]

KILLED_AFTER = 60


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    time_machine.move_to(NOW, tick=False)
    return time_machine


def put(to: str = "ana@desk.example", **fields: Any) -> None:
    whole = {"subject": "Hello", "text": "A text\nof two lines.", "now": NOW, **fields}
    letters.put(to=to, **whole)


def states() -> list[str]:
    return [
        "sent" if each.sent_at else "failed" if each.failed_at else "waiting"
        for each in Letter.objects.order_by("pk")
    ]


def test_a_letter_is_sent_once_and_its_text_forgotten(mailbox: Mailbox) -> None:
    put(headers={"List-ID": "<desk.example>"})
    assert work() == ["SUCCESSFUL"]
    sending.wake(now=NOW + DAY)
    work()
    [message] = mailbox.messages
    letter = Letter.objects.get()
    assert message["To"] == "ana@desk.example"
    assert message["Message-ID"] == letter.message_id
    assert message["List-ID"] == "<desk.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n").strip() == "A text\nof two lines."
    assert (letter.sent_at, letter.text, letter.attempts) == (NOW, "", 1)


def test_html_goes_beside_the_text_and_is_forgotten_with_it(mailbox: Mailbox) -> None:
    html = "<p>A <b>text</b>.</p>"
    letters.put_all([letters.Draft("ana@desk.example", "S", "A text.", html=html)], now=NOW)
    work()
    [message] = mailbox.messages
    assert message.get_content_type() == "multipart/alternative"
    parts = [
        (each.get_content_subtype(), each.get_content().strip()) for each in message.iter_parts()
    ]
    assert parts == [("plain", "A text."), ("html", html)]
    assert Letter.objects.get().html == ""


def test_a_letter_goes_with_its_cause_or_not_at_all() -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_no_transaction_is_open_while_a_server_is_talked_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []
    monkeypatch.setattr(EmailMessage, "send", lambda _: seen.append(connection.in_atomic_block))
    put()
    work()
    assert seen == [False]


def test_what_is_written_about_once_is_sent_once() -> None:
    for _ in range(2):
        letters.put_all([letters.Draft("a@x.example", "S", "T", once="week 2")], now=NOW)
    put()
    put()
    assert Letter.objects.count() == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x00", "\u2028"])
def test_nobody_smuggles_in_a_header(mailbox: Mailbox, end: str) -> None:
    put(subject=f"Hello{end}Bcc: all@x.example", headers={"X-A": f"b{end}Bcc: all@x.example"})
    put(to=f"ana@desk.example{end}Bcc: all@x.example")
    work()
    [message] = mailbox.messages
    assert message["Bcc"] is None
    assert message["X-Bcc"] is None
    assert states() == ["sent", "failed"]


def test_a_server_that_says_later_is_asked_again_with_growing_pauses(
    mailbox: Mailbox, clock: TimeMachineFixture
) -> None:
    mailbox.answer = "450 <ana@desk.example> is greylisted"
    put()
    now, pauses = NOW, []
    while states() == ["waiting"]:
        clock.move_to(now, tick=False)
        sending.wake(now=now)
        work()
        due = Letter.objects.get().due_at
        pauses.append((due - now) // MINUTE)
        now = due
    assert pauses[:-1] == [1, 5, 15, 60, 360, 360, 360, 360, 720]
    letter = Letter.objects.get()
    assert letter.attempts == 10
    assert "450" in letter.last_error
    assert "ana" not in letter.last_error
    assert mailbox.messages == []


def test_a_refusal_for_good_is_not_asked_again_and_stops_nobody_else(mailbox: Mailbox) -> None:
    put("nobody@desk.example")
    mailbox.answer = "550 <nobody@desk.example> is unknown"
    work()
    mailbox.answer = ""
    put("ana@desk.example")
    work()
    assert states() == ["failed", "sent"]


def test_behind_a_dead_server_letters_wait(mailbox: Mailbox, clock: TimeMachineFixture) -> None:
    put("ana@desk.example")
    put("ben@desk.example")
    first, second = Letter.objects.order_by("pk")
    DBTaskResult.objects.all()[0].delete()
    with sending_to(free_port()):
        assert work() == ["SUCCESSFUL"]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attempts, first.due_at) == (1, NOW + MINUTE)
    # One that does not answer need not be asked for each of them.
    assert (second.attempts, second.due_at) == (0, NOW)
    clock.move_to(NOW + MINUTE, tick=False)
    call_command("tick")
    call_command("tick")
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    work()
    assert [message["To"] for message in mailbox.messages] == [
        "ben@desk.example",
        "ana@desk.example",
    ]


class Deadly(Mailbox):
    """Kills who sends a message, once, before saying that it has it."""

    pid = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self.pid = 0
        return answer


@pytest.mark.sqlite
def test_a_killed_worker_sends_again_under_the_same_name(
    smtp_server: Mailbox, tmp_path: Path
) -> None:
    smtp_server.__class__ = Deadly
    put()
    with closing(sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)) as site:
        connection.connection.backup(site)

        def work() -> int:
            with working(tmp_path, smtp_server.port) as worker:
                smtp_server.pid = 0 if smtp_server.messages else worker.pid
                return worker.wait(KILLED_AFTER)

        assert work() == -signal.SIGKILL
        # Time passes: `tick` puts the task back, and the letter is due again.
        site.execute(f"UPDATE {DBTaskResult._meta.db_table} SET status = 'READY'")  # noqa: S608
        site.execute("UPDATE outbox_letter SET due_at = created_at")
        assert work() == 0
        found = site.execute("SELECT message_id, attempts, sent_at IS NULL FROM outbox_letter")
        [(message_id, attempts, is_unsent)] = found.fetchall()
    assert [message["Message-ID"] for message in smtp_server.messages] == [message_id] * 2
    assert (attempts, is_unsent) == (2, 0)


def working(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    """A worker on the site in `folder`, which sends its mail to the server at `port`."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "work", "--batch", "--no-startup-delay"],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(folder), "EMAIL_URL": f"smtp://127.0.0.1:{port}"},
    )


def test_what_killed_two_workers_is_left_alone(mailbox: Mailbox, clock: TimeMachineFixture) -> None:
    put()
    for number in range(2):
        clock.move_to(NOW + number * HOUR, tick=False)
        assert sending._claim(NOW + number * HOUR) is not None
    clock.move_to(NOW + 2 * HOUR, tick=False)
    work()
    assert states() == ["failed"]
    assert mailbox.messages == []


def test_two_workers_never_take_the_same_letter() -> None:
    put()
    before = Letter.objects.get()
    assert sending._claim(NOW) == before
    assert sending._claim(NOW) is None
    # Who has lost it to another has no say in how it ends.
    sending._finish(before, sent_at=NOW)
    assert states() == ["waiting"]


def test_a_task_whose_worker_was_killed_is_done_again() -> None:
    put()
    task = DBTaskResult.objects.get()
    task.claim("killed")
    assert tasks.put_back_lost(now=NOW) == 0
    assert tasks.put_back_lost(now=NOW + HOUR) == 1
    assert work() == ["SUCCESSFUL"]
    tasks.forget_old(now=NOW + 15 * DAY)
    assert not DBTaskResult.objects.exists()


def test_letters_are_forgotten(mailbox: Mailbox) -> None:
    put()
    work()
    put()
    letters.forget_old(now=NOW + 29 * DAY)
    assert states() == ["sent", "waiting"]
    letters.forget_old(now=NOW + 31 * DAY)
    assert states() == ["waiting"]


def test_administrators_see_what_failed_and_try_again(client: Client, mailbox: Mailbox) -> None:
    put(text="The secret link")
    mailbox.answer = "550 Unknown"
    work()
    letter = Letter.objects.get()
    place = "/admin/outbox/letter/"
    client.force_login(people.editor())
    assert client.get(place).status_code == 403
    client.force_login(people.administrator())
    assert b"550" in client.get(f"{place}?state=failed").content
    assert b"secret link" not in client.get(f"{place}{letter.pk}/change/").content
    mailbox.answer = ""
    client.post(place, {"action": "try_again", "_selected_action": [letter.pk]})
    work()
    assert states() == ["sent"]
