"""Telling a hub of WebSub, and search engines by IndexNow, that something is new.

Both are optional: without WEBSUB_HUB and INDEXNOW_KEY nobody is told anything. Each is told by a
task, after commit or at a moment ahead, and again, later and later, while it does not answer.
"""

import datetime as dt
import json
import logging
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

TIMEOUT = 10.0
# The last attempt comes four hours after the first; by then everybody has looked for themselves.
ATTEMPTS = 9
FIRST_PAUSE = dt.timedelta(minutes=1)

logger = logging.getLogger(__name__)


class NotTold(Exception):
    """It did not take the news; the message says why."""


def tell(*, feeds: list[str], addresses: list[str], at: dt.datetime | None) -> None:
    """Have the hub told of `feeds` and search engines of `addresses`: after commit, or at `at`."""
    if settings.WEBSUB_HUB and feeds:
        tell_hub.using(run_after=at).enqueue(feeds)
    if settings.INDEXNOW_KEY and addresses:
        tell_search_engines.using(run_after=at).enqueue(addresses)


def key_address() -> str:
    """Where search engines find the key that proves whose site this is."""
    return f"{settings.SITE_URL}/indexnow-key.txt"


@task()
def tell_hub(feeds: list[str], failures: int = 0) -> None:
    """Publish the news of `feeds` (WebSub, 7), after so many `failures` in a row."""
    if settings.WEBSUB_HUB:
        fields = [("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]
        body = urlencode(fields).encode()
        form = "application/x-www-form-urlencoded"
        _try(tell_hub, settings.WEBSUB_HUB, body, form, feeds, failures)


@task()
def tell_search_engines(addresses: list[str], failures: int = 0) -> None:
    """Submit `addresses` (indexnow.org), after so many `failures` in a row."""
    if settings.INDEXNOW_KEY:
        told = {
            "host": urlsplit(settings.SITE_URL).netloc,
            "key": settings.INDEXNOW_KEY,
            "keyLocation": key_address(),
            "urlList": addresses,
        }
        body, form = json.dumps(told).encode(), "application/json; charset=utf-8"
        _try(tell_search_engines, settings.INDEXNOW_URL, body, form, addresses, failures)


def _try(again: Task[Any, None], to: str, body: bytes, form: str, news: list[str], n: int) -> None:
    try:
        _post(to, body, form)
    except NotTold as reason:
        if n + 1 == ATTEMPTS:
            logger.warning("%s was not told of %s news: %s", urlsplit(to).netloc, len(news), reason)
            return
        again.using(run_after=timezone.now() + FIRST_PAUSE * 2**n).enqueue(news, n + 1)


class _NoRedirects(HTTPRedirectHandler):
    """A POST that is redirected becomes a GET, which tells nothing."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _post(to: str, body: bytes, form: str) -> None:
    """Raises NotTold unless the answer is a success."""
    request = Request(  # noqa: S310 - the settings take http and https only
        to, data=body, headers={"Content-Type": form}, method="POST"
    )
    try:
        with build_opener(_NoRedirects).open(request, timeout=TIMEOUT):
            pass
    except HTTPError as answer:
        answer.close()
        raise NotTold(f"it answered {answer.code}") from answer
    except (URLError, OSError, HTTPException) as error:
        raise NotTold(f"it does not answer: {type(error).__name__}") from error
