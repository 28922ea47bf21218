"""The page cache as this site runs it."""

import logging
import sqlite3

from django.conf import settings
from django.db import DatabaseError, transaction

from site_config import page_headers, release
from site_config.kit.pagecache import announcing, generation, purging
from site_config.kit.pagecache.addresses import Addressing
from site_config.kit.pagecache.files import PageFiles
from site_config.kit.pagecache.front import Application, PageCache
from site_config.kit.pagecache.models import EVERYTHING
from site_config.kit.pagecache.page_folder import PageFolder

logger = logging.getLogger(__name__)


def in_front_of(application: Application) -> Application:
    """Put the page cache in front of Django, unless PAGE_CACHE_MB is 0.

    What a process that was killed has not told the others, they learn now.
    """
    files = _files()
    if settings.CDN_PURGE_URL:
        _tell_cdn_of_release()
    announcing.announce()
    if not settings.PAGE_CACHE_MB:
        return application
    addressing = Addressing(
        settings.SITE_URL,
        session_cookie=settings.SESSION_COOKIE_NAME,
        behind_proxy=bool(settings.TRUSTED_PROXIES),
    )
    return PageCache(
        application,
        addressing,
        generation.shared(),
        limit=settings.PAGE_CACHE_MB * 1_000_000,
        cdn_seconds=settings.CDN_SECONDS if settings.CDN_PURGE_URL else 0,
        files=files,
    )


def _files() -> PageFiles | None:
    """Pages for a proxy on this host, if it shall have any; those of another release are gone."""
    folder = announcing.page_folder()
    if not settings.PAGE_FILES:
        _leave_no_files(folder)
        return None
    present = release.digest_of_this_start()
    try:
        with folder.locked():
            folder.begin(present)
    except (DatabaseError, OSError, sqlite3.Error):
        logger.exception("This process writes no pages for the proxy.")
        return None
    return PageFiles(folder, release=present, headers=page_headers.of_every_page())


def _leave_no_files(folder: PageFolder) -> None:
    """Take from a proxy what it got while PAGE_FILES was set."""
    if folder.exists():
        with folder.locked():
            folder.start_over()


def _tell_cdn_of_release() -> None:
    """Let a CDN forget what an older release rendered."""
    file, present = settings.DATA_DIR / "release", release.digest()
    if file.is_file() and file.read_text("ascii") == present:
        return
    try:
        with transaction.atomic():
            purging.purge([EVERYTHING])
    except DatabaseError:
        logger.exception("The CDN was not told of the new release; the next start tells it.")
    else:
        file.write_text(present, "ascii")
