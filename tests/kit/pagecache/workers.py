"""The processes of a web server, as far as the page cache is concerned."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from site_config.kit.pagecache import generation
from site_config.kit.pagecache.addresses import Addressing, known_parameters
from site_config.kit.pagecache.front import PageCache
from tests.support.wsgi import Reader


def start(
    shared: generation.Generation | None = None, *, limit: int = 1_000_000, cdn_seconds: int = 0
) -> Reader:
    """Start a process, and return a reader who always meets that one.

    Without `shared`, it is told of purges by the generation that the verbs of this process renew.
    """
    # The addresses of another test may have been those of another site.
    known_parameters.cache_clear()
    addressing = Addressing(
        settings.SITE_URL, session_cookie=settings.SESSION_COOKIE_NAME, behind_proxy=False
    )
    sign = shared or generation.shared()
    cache = PageCache(WSGIHandler(), addressing, sign, limit=limit, cdn_seconds=cdn_seconds)
    return Reader(cache)
