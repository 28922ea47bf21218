"""Handing ready pages to a proxy on the same host, as files that it may serve by itself."""

import logging
import re
import sqlite3
from collections.abc import Hashable, Mapping
from math import inf
from time import time

from site_config.kit.pagecache import encodings
from site_config.kit.pagecache.generation import Unreachable
from site_config.kit.pagecache.journal import Journal
from site_config.kit.pagecache.page import Page
from site_config.kit.pagecache.page_folder import Busy, PageFolder, end_of_window, window_of

# The ending of a file, by which the proxy tells what it is.
ENDINGS = {
    "text/html; charset=utf-8": "html",
    "text/plain; charset=utf-8": "txt",
    "application/atom+xml; charset=utf-8": "atom",
    "application/rss+xml; charset=utf-8": "rss",
}
# What may be asked for in one way only; the proxy takes the same.
_ADDRESS = re.compile(r"/(?:[A-Za-z0-9_-]+/)*(?:[A-Za-z0-9_-]+\.(?:xml|txt))?")
# Seconds after which a page that should be there as a file is looked at again.
AGAIN = 60.0
SOON = 1.0

logger = logging.getLogger(__name__)


class PageFiles:
    """Writes pages into `folder` for a proxy that adds `headers` to each of them.

    A page with other headers is left to the server, and so is what another `release` rendered.
    """

    def __init__(self, folder: PageFolder, *, release: str, headers: Mapping[str, str]) -> None:
        self._folder = folder
        self._release = release
        self._headers = {name.lower(): value for name, value in headers.items()}

    def offer(self, address: Hashable, page: Page, journal: Journal) -> float:
        """Let the proxy have `page`, if it can be had as a file; return when to offer it again.

        `page` is right as far as `journal` knows. Nobody waits: while somebody else writes or
        deletes, the file comes later.
        """
        now = time()
        name = self._name_of(address, page)
        if name is None:
            return inf
        # The proxy tells two versions of a page apart by the second of their rendering.
        if now < int(page.rendered_at) + 1:
            return int(page.rendered_at) + 1.0
        file = f"{window_of(now)}/{name}"
        try:
            if not self._folder.has(file):
                self._write(file, page, journal, until=end_of_window(now))
        except (Busy, Unreachable):
            return now + SOON
        except (OSError, sqlite3.Error):
            logger.exception("The page %s could not be written for the proxy.", address)
        return now + AGAIN

    def _write(self, file: str, page: Page, journal: Journal, *, until: float) -> None:
        """Write the page, if it stays right for as long as the proxy may serve it."""
        # Compressing takes longest and needs no lock.
        sizes = {len(page.variant(encoding).body) for encoding in encodings.ALL}
        if len(sizes) < len(encodings.ALL):
            return  # The proxy would take two encodings for the same.
        with self._folder.locked(wait=False):
            journal.catch_up()
            right_until = journal.holds(page.keys, mark=page.mark, rendered_at=page.rendered_at)
            if until <= min(right_until, page.right_until):
                self._folder.write(file, page, release=self._release)

    def _name_of(self, address: Hashable, page: Page) -> str | None:
        """The name of the file for a page, or None for a page that has to stay with the server."""
        if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            return None
        headers = {name.lower(): value for name, value in page.own_headers()}
        ending = ENDINGS.get(headers.pop("content-type", ""))
        if ending is None or headers != self._headers:
            return None
        return (
            f"{address[1:]}index.{ending}" if address.endswith("/") else f"{address[1:]}.{ending}"
        )
