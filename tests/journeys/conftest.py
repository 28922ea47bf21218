"""Browsers of people who have nothing to do with each other, on a site that really runs."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import PATIENCE

# Chromium reports each document with an error status; that a form answers so is tested, not wrong.
_EXPECTED = re.compile("the server responded with a status of (409|410|422)")


# A browser, a server and a person's patience share two cores: on a busy machine a step may miss its
# time. Such a journey is walked once more, and the run tells which needed it.
TRIES_MORE = 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.flaky(reruns=TRIES_MORE))


class Visitors:
    """Opens browsers on the site and notes whatever their consoles complain about."""

    def __init__(self, browser: Browser, base_url: str, *, javascript: bool = True) -> None:
        self._browser = browser
        self._base_url = base_url
        self._javascript = javascript
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def arrive(self) -> Page:
        """A page in the browser of somebody new."""
        context = self._browser.new_context(
            java_script_enabled=self._javascript, base_url=self._base_url, timezone_id="UTC"
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", self._note)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _EXPECTED.search(message.text):
            place = message.location.get("url", "")
            self.complaints.append(f"{message.text} ({place})")


@pytest.fixture
def visitors(browser: Browser, live_server: LiveServer) -> Iterator[Visitors]:
    """Visitors with JavaScript. Not one complaint may be left in their consoles."""
    yield from _visitors(browser, live_server, javascript=True)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def either_visitors(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Visitors]:
    """The test runs twice: among visitors with JavaScript and among visitors without it."""
    yield from _visitors(browser, live_server, javascript=request.param)


def _visitors(browser: Browser, live_server: LiveServer, *, javascript: bool) -> Iterator[Visitors]:
    with closing(Visitors(browser, live_server.url, javascript=javascript)) as visitors:
        yield visitors
    assert visitors.complaints == []
