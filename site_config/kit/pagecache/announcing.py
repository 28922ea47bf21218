"""Telling every process, and the proxy on this host, that something was purged."""

import logging
import sqlite3

from django.conf import settings
from django.db import DatabaseError

from site_config.kit.pagecache import generation
from site_config.kit.pagecache.page_folder import PageFolder

logger = logging.getLogger(__name__)


def announce() -> None:
    """Let every process look at the purges before it serves another page.

    While Redis is unreachable this is done as soon as it answers again; nobody trusts a stored
    page until then. What lies on disk for a proxy is deleted before this returns; it comes second,
    because a page that is written meanwhile has to be looked at first.
    """
    try:
        generation.shared().renew()
    except generation.Unreachable:
        logger.warning("CACHE_URL does not answer; pages are rendered each time until it does.")
    folder = page_folder()
    # Also where this process runs without PAGE_FILES: the proxy does not know that.
    if folder.exists():
        _delete_purged(folder)


def forget_old_files() -> None:
    """Delete what lies on disk for a proxy and is served no more."""
    folder = page_folder()
    if folder.exists():
        with folder.locked():
            folder.delete_old()


def page_folder() -> PageFolder:
    """The pages that lie on disk for a proxy on this host."""
    return PageFolder(settings.DATA_DIR / "pages")


def _delete_purged(folder: PageFolder) -> None:
    with folder.locked():
        try:
            folder.apply_purges()
        except (DatabaseError, OSError):
            logger.exception("Not every purge can be followed, so the proxy loses all its pages.")
            folder.delete_all()
        except sqlite3.Error:
            logger.exception("The proxy gets no pages until the server starts again.")
            folder.start_over()
