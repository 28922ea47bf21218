"""The turn of a request: one at a time works in a process, the others wait or are on their way."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident

# Seconds that a request waits for its turn.
PATIENCE = 0.1


class Turn:
    """What one thread of a process has at a time. It saves work and protects nothing.

    So whoever has waited for PATIENCE goes on without it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._holder = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Work while the block runs, in turn if that can be."""
        self._take()
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Let others work while the block runs, in which the caller only waits for something."""
        if not self._give_back():
            yield
            return
        try:
            yield
        finally:
            self._take()

    def is_taken(self) -> bool:
        return self._lock.locked()

    def _take(self) -> None:
        if self._lock.acquire(timeout=PATIENCE):
            self._holder = get_ident()

    def _give_back(self) -> bool:
        """End the turn of this thread; return whether it had one."""
        if self._holder != get_ident():
            return False
        self._holder = 0
        self._lock.release()
        return True


of_this_process = Turn()
