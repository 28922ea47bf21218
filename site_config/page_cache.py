"""The page cache as this site runs it."""

from django.conf import settings

from site_config import page_headers, release
from site_config.kit.pagecache import announcing, generation
from site_config.kit.pagecache.addresses import Addressing
from site_config.kit.pagecache.files import PageFiles
from site_config.kit.pagecache.front import Application, PageCache


def in_front_of(application: Application) -> Application:
    """Put the page cache in front of Django, unless PAGE_CACHE_MB is 0.

    What a process that was killed has not told the others, they learn now.
    """
    files = _files() if settings.PAGE_FILES else None
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


def _files() -> PageFiles:
    """Pages for a proxy on this host; those of another release are gone now."""
    folder, present = announcing.page_folder(), release.digest()
    with folder.locked():
        folder.begin(present)
    return PageFiles(folder, release=present, headers=page_headers.of_every_page())
