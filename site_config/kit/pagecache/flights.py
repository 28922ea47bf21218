"""One rendering at a time for each page: who comes meanwhile waits for it."""

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field

# A rendering that takes longer is waited for no more.
PATIENCE = 20.0


@dataclass
class Flight:
    """A rendering on its way. `is_for_all` says afterwards whether others may have the page."""

    landed: threading.Event = field(default_factory=threading.Event)
    is_for_all: bool = True

    def wait(self) -> bool:
        """Wait for its end, and return whether looking for the page again makes sense."""
        return self.landed.wait(PATIENCE) and self.is_for_all


class Flights:
    def __init__(self) -> None:
        self._under_way: dict[Hashable, Flight] = {}
        self._lock = threading.Lock()

    def join(self, address: Hashable) -> tuple[Flight, bool]:
        """Return the rendering of this address, and whether it is the caller who has to do it."""
        with self._lock:
            flight = self._under_way.get(address)
            if flight is not None:
                return flight, False
            flight = self._under_way[address] = Flight()
            return flight, True

    def land(self, address: Hashable, flight: Flight) -> None:
        with self._lock:
            del self._under_way[address]
        flight.landed.set()
