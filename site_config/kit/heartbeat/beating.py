"""Writing heartbeats, and reading them."""

import datetime as dt
import threading

from django.db import Error, connection
from django.utils import timezone

from site_config.kit.heartbeat.models import Heartbeat

CLOCK = "clock"
WORKER = "worker"
# Seconds between two beats.
INTERVAL = 60
# A program that was not heard of for so long is taken for dead.
LOST_AFTER = dt.timedelta(minutes=5)


def beat(name: str, *, now: dt.datetime) -> None:
    """Write down that the program `name` is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def last_beats() -> dict[str, dt.datetime]:
    """When each program was heard of last; those that never were are missing."""
    return dict(Heartbeat.objects.values_list("name", "at"))


class Pulse(threading.Thread):
    """Beats beside a program whose own loop belongs to somebody else, for as long as it lives."""

    def __init__(self, name: str) -> None:
        super().__init__(daemon=True)
        self.program = name
        self.stopped = threading.Event()

    def run(self) -> None:
        while True:
            try:
                beat(self.program, now=timezone.now())
            except Error:
                # Whoever needs the database says so; a beat that is missing says it, too.
                pass
            finally:
                connection.close()
            if self.stopped.wait(INTERVAL):
                return
