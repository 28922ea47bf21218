"""What was purged, as far as one process knows."""

import datetime as dt
import threading
from bisect import bisect_right, insort
from collections.abc import Collection
from math import inf
from time import time

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from site_config.kit.pagecache import reading
from site_config.kit.pagecache.generation import Generation, Unreachable
from site_config.kit.pagecache.models import EVERYTHING, Purge
from site_config.kit.pagecache.purging import KEPT

# Beyond so many keys the journal forgets them, and with them every page stored so far.
MAX_KEYS = 100_000
# A process that has not looked for so long may have missed purges that are deleted by now.
MAX_ABSENCE = KEPT.total_seconds() / 2


class Journal:
    """The purges of this process's lifetime and those dated ahead.

    `mark` counts what was read; a page remembers the mark and the time at which its rendering
    began. Times are seconds since the epoch.
    """

    def __init__(self, generation: Generation) -> None:
        self.sign = b""
        self.mark = 0
        self._generation = generation
        self._lock = threading.Lock()
        self._purged: dict[str, int] = {}
        self._dated: dict[str, list[float]] = {}
        self._position: reading.Position | None = None
        self._looked_at = 0.0

    def catch_up(self) -> None:
        """Learn what was purged up to now. Raises Unreachable when nobody can say."""
        if self.sign == self._generation.current():
            return
        with self._lock:
            # The sign comes first: what is committed while the rows are read changes it again.
            sign = self._generation.current()
            if sign == self.sign:
                return
            try:
                self._read()
            except DatabaseError as error:
                raise Unreachable from error
            self.sign = sign

    def holds(self, keys: Collection[str], *, mark: int, rendered_at: float) -> float:
        """Until when a page with `keys`, begun at `mark` and `rendered_at`, is right.

        Seconds since the epoch: infinity where nothing is known ahead, and a moment that is past
        for a page that is wrong by now.
        """
        until = inf
        for key in (EVERYTHING, *keys):
            if self._purged.get(key, 0) > mark:
                return 0.0
            moments = self._dated.get(key)
            if moments:
                next_one = bisect_right(moments, rendered_at)
                if next_one < len(moments):
                    until = min(until, moments[next_one])
        return until

    def _read(self) -> None:
        # Django does this for its requests; this is before one.
        if not connection.in_atomic_block:
            close_old_connections()
        now = time()
        before = self._position
        if before is None or now - self._looked_at > MAX_ABSENCE:
            self._begin()
        else:
            self._go_on(before)
        self._looked_at = now
        if len(self._purged) > MAX_KEYS:
            self._forget_all()

    def _begin(self) -> None:
        """Trust nothing of before, and learn what is dated ahead."""
        self._position = reading.present()
        self._forget_all()
        self._dated.clear()
        ahead = Purge.objects.filter(due_at__gte=timezone.now())
        for keys, due_at in ahead.values_list("keys", "due_at").iterator():
            self._note(keys, due_at)

    def _go_on(self, before: reading.Position) -> None:
        """Learn what was committed since `before`."""
        position, purged = reading.since(before)
        for keys, due_at in purged:
            self._note(keys, due_at)
        self._position = position

    def _note(self, keys: list[str], due_at: dt.datetime | None) -> None:
        due = due_at.timestamp() if due_at else None
        # A moment that came while its row was being written: a page may stem from in between.
        if due is None or due <= time():
            self.mark += 1
            for key in keys:
                self._purged[key] = self.mark
        if due is not None:
            for key in keys:
                insort(self._dated.setdefault(key, []), due)

    def _forget_all(self) -> None:
        """Know no single purge any more, and so let every page count as purged."""
        self.mark += 1
        self._purged = {EVERYTHING: self.mark}
