"""Pytest plugin: Chromium, with JavaScript on and off."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    # Chromium's sandbox needs rights that containers and root do not have.
    "--no-sandbox",
    "--disable-gpu",
    # Nothing is fetched but what a test asks for.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Milliseconds until a step on a page counts as failed; no step takes as long on a quiet machine.
PATIENCE = 30_000


@pytest.fixture(scope="session", autouse=True)
def _playwright(request: pytest.FixtureRequest) -> Iterator[Playwright | None]:
    """Playwright, started before the test database is made; None where no test will use it.

    Playwright keeps an event loop in this thread. Where one runs, Django hands out connections of
    their own and refuses to query at all unless told otherwise. So the loop has to be there
    before the first connection is. No test is ever at work in it while it queries.
    """
    browser_tests = any("chromium" in getattr(i, "fixturenames", []) for i in request.session.items)
    if not browser_tests or _find_chromium() is None:
        yield None
        return
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=PATIENCE)
        yield playwright


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the Chromium to drive: CHROMIUM names it, or it is on the path."""
    path = _find_chromium()
    if path is None:
        pytest.skip("no Chromium on the path; install it or set CHROMIUM to its path")
    return path


def _find_chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser(chromium: str, _playwright: Playwright) -> Iterator[Browser]:
    """A Chromium for all tests of this process; each page is that of a new visitor."""
    launched = _playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
    yield launched
    launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a visitor without history, JavaScript on."""
    yield from _page(browser, javascript=True)


@pytest.fixture
def page_without_js(browser: Browser) -> Iterator[Page]:
    """A page of a visitor without history, JavaScript off."""
    yield from _page(browser, javascript=False)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def either_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """The test runs twice: with a page with JavaScript and with one without."""
    yield from _page(browser, javascript=request.param)


def _page(browser: Browser, *, javascript: bool) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=javascript, timezone_id="UTC")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
