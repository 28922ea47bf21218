"""The shared sign that something was purged: it changes with every purge, on every process.

Its value means nothing; a process that finds another value than last time reads the purges anew.
"""

import mmap
import os
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

SIZE = 16


class Unreachable(Exception):
    """Nobody can say now whether something was purged, so no stored page may be served."""


class Generation(Protocol):
    def current(self) -> bytes:
        """The present sign. Raises Unreachable."""

    def renew(self) -> None:
        """Change the sign. Raises Unreachable."""


class FileGeneration:
    """The sign of one host: a small file that its processes map into their memory.

    Reading it takes no system call. Signs are random, so that none comes twice.
    """

    def __init__(self, path: Path) -> None:
        with path.open("a+b") as file:
            if file.tell() < SIZE:
                file.truncate(SIZE)
            self._map = mmap.mmap(file.fileno(), SIZE)

    def current(self) -> bytes:
        return self._map[:SIZE]

    def renew(self) -> None:
        self._map[:SIZE] = os.urandom(SIZE)


@cache
def shared() -> Generation:
    """The sign that this process shares with the others of the site."""
    cache_settings = settings.CACHES["default"]
    if "redis" in cache_settings["BACKEND"]:
        location = cache_settings["LOCATION"]
        url = location if isinstance(location, str) else location[0]
        # Its package is an extra, so only a site with Redis may load it.
        of_redis = import_string("site_config.kit.pagecache.redis_generation.RedisGeneration")
        return cast(Generation, of_redis(url, f"masthead:{settings.SITE_URL}:page-generation"))
    return FileGeneration(settings.DATA_DIR / "page_generation")
