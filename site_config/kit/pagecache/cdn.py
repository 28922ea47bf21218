"""Telling a CDN which pages changed, by the values of their header Surrogate-Key.

Each purge is told twice. An answer that the server gave just before the change may reach the CDN
just after the first telling, and would stay there; by the second one it has long arrived. A purge
is owed until both succeeded, so whatever dies in between, the next task or `tick` goes on.
"""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from site_config.kit.pagecache import announcing
from site_config.kit.pagecache.models import Purge

# What is on its way to the CDN has arrived after so long.
SECOND_TELLING = dt.timedelta(seconds=15)
TIMEOUT = 10.0
# Of one request: Fastly takes at most 256 keys, and most servers 8 KB of a header.
MAX_KEYS = 256
MAX_BYTES = 7_000
# Purges of one task.
MAX_PURGES = 1_000
LONGEST_PAUSE = dt.timedelta(minutes=10)

logger = logging.getLogger(__name__)


class Refused(Exception):
    """The CDN did not take a purge; the message says why."""


def owe(*, at: dt.datetime | None) -> None:
    """Have the purges of this transaction told to the CDN: after commit, or at `at`."""
    tell_changes.using(run_after=at).enqueue()


@task()
def tell_changes() -> None:
    """Tell the CDN what it is owed, unless it is being waited for after a failure."""
    waiting = DBTaskResult.objects.filter(task_path=try_again.module_path)
    if not waiting.filter(status=TaskResultStatus.READY).exists():
        _tell_or_try_again(failures=0)


@task()
def try_again(failures: int) -> None:
    """Tell the CDN what it is owed, after so many `failures` in a row."""
    _tell_or_try_again(failures=failures)


def _tell_or_try_again(*, failures: int) -> None:
    try:
        tell(now=timezone.now())
    except Refused as reason:
        pause = min(dt.timedelta(seconds=2 ** min(failures, 10)), LONGEST_PAUSE)
        logger.warning("The CDN was not told what changed, again in %s: %s", pause, reason)
        try_again.using(run_after=timezone.now() + pause).enqueue(failures + 1)


def tell(*, now: dt.datetime) -> int:
    """Tell the CDN what it is owed by `now`; return how many purges. Raises Refused.

    Every server process learns of the purges first, because the CDN may ask for the pages at once.
    """
    owed = list(_owed(now).order_by("pk")[:MAX_PURGES])
    if not owed or not settings.CDN_PURGE_URL:
        return 0
    announcing.announce()
    for keys in _batches(sorted({key for purge in owed for key in purge.keys})):
        _send(keys)
    first = [purge.pk for purge in owed if purge.told_at is None]
    Purge.objects.filter(pk__in={purge.pk for purge in owed}.difference(first)).update(
        owed_to_cdn=False
    )
    if Purge.objects.filter(pk__in=first).update(told_at=timezone.now()):
        tell_changes.using(run_after=timezone.now() + SECOND_TELLING).enqueue()
    if len(owed) == MAX_PURGES:
        tell_changes.enqueue()
    return len(owed)


def _owed(now: dt.datetime) -> QuerySet[Purge]:
    due = Q(due_at__isnull=True) | Q(due_at__lte=now)
    ripe = Q(told_at__isnull=True) | Q(told_at__lte=now - SECOND_TELLING)
    return Purge.objects.filter(due, ripe, owed_to_cdn=True)


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    """Cut keys into lists that fit into one header."""
    batch: list[str] = []
    size = 0
    for key in keys:
        if batch and (len(batch) == MAX_KEYS or size + len(key) > MAX_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(key)
        size += len(key) + 1
    if batch:
        yield batch


class _NoRedirects(HTTPRedirectHandler):
    """The token is for one address, and a POST that is redirected would purge nothing."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _send(keys: list[str]) -> None:
    """POST `keys` to the CDN. Raises Refused unless it answers with a status of success."""
    headers = {"Surrogate-Key": " ".join(keys)}
    if settings.CDN_PURGE_TOKEN:
        name, _, scheme = settings.CDN_PURGE_AUTH.partition(":")
        headers[name.strip()] = f"{scheme.strip()} {settings.CDN_PURGE_TOKEN}".strip()
    request = Request(  # noqa: S310 - the settings take http and https only
        settings.CDN_PURGE_URL, data=b"", headers=headers, method="POST"
    )
    try:
        with build_opener(_NoRedirects).open(request, timeout=TIMEOUT):
            pass
    except HTTPError as answer:
        answer.close()
        raise Refused(f"it answered {answer.code} {answer.reason}") from answer
    except (URLError, OSError, HTTPException) as error:
        raise Refused(f"it does not answer: {error}") from error
