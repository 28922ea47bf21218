"""The pages that one process keeps in its memory."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from site_config.kit.pagecache.page import Page


class Store:
    """Pages by address, at most `limit` bytes of them; those not asked for longest go first."""

    def __init__(self, *, limit: int) -> None:
        self.size = 0
        self._limit = limit
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, address: Hashable) -> Page | None:
        page = self._pages.get(address)
        if page is not None:
            try:
                self._pages.move_to_end(address)
            except KeyError:
                return None
        return page

    def put(self, address: Hashable, page: Page) -> None:
        """Keep `page`, unless it alone is larger than all that may be kept."""
        with self._lock:
            self._take_out(address)
            if page.size > self._limit:
                return
            self._pages[address] = page
            self.size += page.size
            while self.size > self._limit:
                self._take_out(next(iter(self._pages)))

    def drop(self, address: Hashable) -> None:
        with self._lock:
            self._take_out(address)

    def _take_out(self, address: Hashable) -> None:
        page = self._pages.pop(address, None)
        if page is not None:
            self.size -= page.size

    def __len__(self) -> int:
        return len(self._pages)
