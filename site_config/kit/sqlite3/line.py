"""The line of those who want to write to a database of SQLite."""

import fcntl
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

# Seconds between two looks at whether another process is done; one thread of a process looks. To
# write a comment takes some five times as long. Who waits takes a fifteenth of a processor.
MOMENT = 0.0002


class Line:
    """Where the threads of this process, and the processes of this host, wait for their turn.

    Who is killed has left it. `file` is made and stays empty.
    """

    def __init__(self, file: Path) -> None:
        self._threads = Lock()
        # Kept open as long as the process lives: closing it would end a turn.
        self._processes = file.open("ab")

    def wait(self, *, seconds: float) -> bool:
        """Return True once it is the caller's turn, or False if that takes longer."""
        end = monotonic() + seconds
        if not self._threads.acquire(timeout=seconds):
            return False
        while not self._is_free():
            if monotonic() >= end:
                self._threads.release()
                return False
            sleep(MOMENT)
        return True

    def leave(self) -> None:
        """End the turn of the caller."""
        fcntl.flock(self._processes, fcntl.LOCK_UN)
        self._threads.release()

    def _is_free(self) -> bool:
        """Whether no other process has its turn; if so, this one has it."""
        try:
            fcntl.flock(self._processes, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
