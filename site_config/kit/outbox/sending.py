"""Sending letters: claimed before, marked after, tried again with growing pauses.

No database transaction is open while a mail server is talked to.
"""

import datetime as dt
import re
from smtplib import (
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from site_config.kit.outbox.models import Letter

# After each attempt but the last; together a day and a half.
PAUSES = [dt.timedelta(minutes=each) for each in (1, 5, 15, 60, 360, 360, 360, 360, 720)]
# Until a letter that somebody is sending comes up again. Longer than EMAIL_TIMEOUT for each
# of the exchanges with a slow server.
CLAIMED = dt.timedelta(minutes=10)

_ADDRESS = re.compile(r"\S*@\S*")


@task()
def send_due() -> int:
    """Send the letters that are due and return how many went.

    Ends at a server that cannot be reached: the others would only wait for it as well.
    """
    sent = 0
    while (letter := _claim(timezone.now())) is not None:
        try:
            _message(letter).send()
        except Exception as error:  # Whatever goes wrong is written down with the letter.
            _set_back(letter, error, now=timezone.now())
            if _is_unreachable(error):
                break
        else:
            _finish(letter, sent_at=timezone.now(), text="", html="", last_error="")
            sent += 1
    return sent


def wake(*, now: dt.datetime) -> None:
    """Queue the task if letters are due and it is not queued: after a pause, or a killed worker."""
    queued = DBTaskResult.objects.filter(
        task_path=send_due.module_path, status=TaskResultStatus.READY
    )
    if Letter.objects.due(now).exists() and not queued.exists():
        send_due.enqueue()


def _claim(now: dt.datetime) -> Letter | None:
    """Take the letter that has been due longest, or None; nobody else takes it for CLAIMED."""
    while (letter := Letter.objects.due(now).order_by("due_at", "pk").first()) is not None:
        if letter.sending_since is not None:
            letter.interruptions += 1
        if letter.interruptions > 1:
            # It may have arrived twice; a third time helps nobody.
            _finish(letter, failed_at=now, last_error="The worker ended twice while sending this.")
            continue
        claimed = Letter.objects.due(now).filter(pk=letter.pk, attempts=letter.attempts)
        if claimed.update(
            attempts=F("attempts") + 1,
            interruptions=letter.interruptions,
            sending_since=now,
            due_at=now + CLAIMED,
        ):
            letter.attempts += 1
            return letter
    return None


def _message(letter: Letter) -> EmailMessage:
    headers = {"Auto-Submitted": "auto-generated", **letter.headers}
    headers["Message-ID"] = letter.message_id
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _set_back(letter: Letter, error: Exception, *, now: dt.datetime) -> None:
    """Let the letter wait for its next attempt, or give it up."""
    words = _ADDRESS.sub("…", f"{type(error).__name__}: {error}")[:300]
    if _is_final(error) or letter.attempts > len(PAUSES):
        _finish(letter, failed_at=now, last_error=words)
    else:
        _finish(letter, due_at=now + PAUSES[letter.attempts - 1], last_error=words)


def _finish(letter: Letter, **changes: object) -> None:
    """Write down how an attempt ended, unless somebody has taken the letter over since."""
    Letter.objects.filter(pk=letter.pk, attempts=letter.attempts).update(
        sending_since=None, **changes
    )


def _is_final(error: Exception) -> bool:
    """Whether no later attempt can go better: an impossible address, or a refusal for good."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)


def _is_unreachable(error: Exception) -> bool:
    if isinstance(error, (SMTPConnectError, SMTPServerDisconnected)):
        return True
    return isinstance(error, OSError) and not isinstance(error, SMTPException)
