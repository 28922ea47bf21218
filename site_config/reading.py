"""Counts readers in each process of the web server, and writes down now and then how many."""

import logging
import threading
from collections import Counter

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from articles import reads
from site_config.kit.visits import Application, Visits

logger = logging.getLogger(__name__)

# Seconds between two writings: what a process has counted since is lost if it is killed.
INTERVAL = 30
# Paths that wait for a database which does not answer.
MOST_WAITING = 10_000


def counting(application: Application) -> Application:
    """Put the counter in front of `application`, and begin to write down what it counts."""
    visits = Visits(application, session_cookie=settings.SESSION_COOKIE_NAME)
    WritingDown(visits).start()
    return visits


class WritingDown(threading.Thread):
    """Writes down what `visits` counted, for as long as the process lives."""

    def __init__(self, visits: Visits) -> None:
        super().__init__(daemon=True, name="reads")
        self._visits = visits
        self._waiting: Counter[str] = Counter()
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(INTERVAL):
            self.write()
            connection.close()

    def write(self) -> None:
        """Write down what was counted; what the database does not take now waits."""
        self._waiting.update(self._visits.take())
        if not self._waiting:
            return
        try:
            reads.add(self._waiting, now=timezone.now())
        except Error:
            logger.warning("Reads were not written down; trying again.", exc_info=True)
            # A database that is away for hours is no reason to fill the memory.
            self._waiting = Counter(dict(self._waiting.most_common(MOST_WAITING)))
        else:
            self._waiting.clear()
