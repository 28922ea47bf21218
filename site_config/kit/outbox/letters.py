"""Writing letters, trying them again, and forgetting them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings

from site_config.kit.html import one_line
from site_config.kit.outbox.models import Letter, LetterQuerySet
from site_config.kit.outbox.sending import send_due

KEPT = dt.timedelta(days=30)
# Somebody may still see what is wrong with an address and try again.
FAILED_KEPT = dt.timedelta(days=90)


@dataclass(frozen=True)
class Draft:
    """A letter before it is put into the outbox.

    `once` names what it is about: of several letters with the same name, sent within the last
    30 days or waiting, only the first exists. `html` is the same text once more, for mail programs
    that show HTML.
    """

    to: str
    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    once: str = ""
    html: str = ""


def put(
    *, to: str, subject: str, text: str, now: dt.datetime, headers: Mapping[str, str] | None = None
) -> None:
    """Write one letter in the caller's transaction; it is sent soon after the commit."""
    put_all([Draft(to, subject, text, headers or {})], now=now)


def put_all(drafts: Iterable[Draft], *, now: dt.datetime) -> None:
    """Write letters in the caller's transaction, in two queries however many they are.

    Line ends in an address, a subject or a header become spaces, so nobody can smuggle in another
    header. An address that cannot be one is found out by the sender, not by the caller.
    """
    written = [_letter(draft, now) for draft in drafts]
    if written:
        Letter.objects.bulk_create(written, ignore_conflicts=True)
        send_due.enqueue()


def not_yet(names: Iterable[str]) -> set[str]:
    """Those of the names (`Draft.once`) that nothing has been written about."""
    wanted = set(names)
    return wanted - set(Letter.objects.filter(once__in=wanted).values_list("once", flat=True))


def try_again(letters: LetterQuerySet, *, now: dt.datetime) -> int:
    """Give letters that were not sent all their attempts anew; return how many."""
    count = letters.filter(sent_at__isnull=True).update(
        due_at=now, attempts=0, interruptions=0, sending_since=None, failed_at=None, last_error=""
    )
    if count:
        send_due.enqueue()
    return count


def forget_old(*, now: dt.datetime) -> None:
    """Remove letters KEPT after they were sent, and FAILED_KEPT after they were given up."""
    Letter.objects.filter(sent_at__lt=now - KEPT).delete()
    Letter.objects.filter(failed_at__lt=now - FAILED_KEPT).delete()


def forget(address: str) -> None:
    """Remove every letter to an address, in whatever case, whether it was sent or not."""
    Letter.objects.filter(to__iexact=one_line(address)).delete()


def _letter(draft: Draft, now: dt.datetime) -> Letter:
    return Letter(
        to=one_line(draft.to)[:320],
        subject=one_line(draft.subject)[:400],
        text=draft.text,
        html=draft.html,
        headers={name: one_line(value) for name, value in draft.headers.items()},
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        once=draft.once,
        created_at=now,
        due_at=now,
    )
