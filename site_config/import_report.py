"""What an import tells the person who runs it: each oddity at once, the counts at the end."""

import time
from collections import Counter
from collections.abc import Callable

from django.core.management.base import OutputWrapper

from site_config.kit.html import without_control_characters

CREATED, UNCHANGED, SKIPPED, FAILED = "created", "unchanged", "skipped", "failed"
OUTCOMES = (CREATED, UNCHANGED, SKIPPED, FAILED)

_BAR_WIDTH = 30
_SECONDS_BETWEEN_LINES = 5.0
_SECONDS_BETWEEN_BARS = 0.1


class Report:
    """Counts by kind and outcome, and a line for everything that a person should know of.

    Lines go to `write` as they come, so that a report of any length takes no memory.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._counts: dict[str, Counter[str]] = {}

    def count(self, kind: str, outcome: str, number: int = 1) -> None:
        """Count things of a kind, such as "articles"."""
        self._counts.setdefault(kind, Counter())[outcome] += number

    def skip(self, kind: str, what: str, reason: str, *, line: int = 0) -> None:
        """Count and tell what was left out on purpose. `line` is 0 where there is none."""
        self.count(kind, SKIPPED)
        self.tell(f"{what}: skipped, {reason}", line=line)

    def fail(self, kind: str, what: str, reason: str, *, line: int = 0) -> None:
        """Count and tell what should be here and is not."""
        self.count(kind, FAILED)
        self.tell(f"{what}: FAILED, {reason}", line=line)

    def tell(self, message: str, *, line: int = 0) -> None:
        """Write a line; whatever a file says in it cannot command a terminal."""
        place = f"line {line}: " if line else ""
        self._write(place + " ".join(without_control_characters(message).split()))

    def number(self, kind: str, outcome: str) -> int:
        """How many of a kind have had this outcome."""
        return self._counts.get(kind, Counter())[outcome]

    @property
    def failures(self) -> int:
        """How much of any kind has failed."""
        return sum(counts[FAILED] for counts in self._counts.values())

    def write_table(self) -> None:
        """Write the counts, one kind a line; nothing if nothing was counted."""
        if not self._counts:
            return
        self._write(f"{'':<16}" + "".join(f"{outcome:>11}" for outcome in OUTCOMES))
        for kind, counts in self._counts.items():
            self._write(f"{kind:<16}" + "".join(f"{counts[outcome]:>11}" for outcome in OUTCOMES))


class Progress:
    """How far long work has come: a bar on a terminal, else a line every few seconds."""

    def __init__(
        self,
        out: OutputWrapper,
        *,
        total: int,
        done: str = "read",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`total` is what positions are measured by, such as the size of a file in bytes; `done`
        the word for having worked it off; `clock` tells seconds."""
        self._out = out
        self._clock = clock
        self._total = max(total, 1)
        self._done = done
        self._is_terminal = out.isatty()
        self._pause = _SECONDS_BETWEEN_BARS if self._is_terminal else _SECONDS_BETWEEN_LINES
        self._next = clock() + self._pause
        self._words = ""
        self._bar_is_shown = False

    def at(self, position: int, items: int) -> None:
        """Note that work has come to `position`; show it if it is time to."""
        done = min(position / self._total, 1.0)
        self._words = f"{done:4.0%} {self._done}, {items:,} items"
        if self._is_terminal:
            filled = round(done * _BAR_WIDTH)
            self._words = f"[{'#' * filled:<{_BAR_WIDTH}}] {self._words}"
        if self._clock() >= self._next:
            self._next = self._clock() + self._pause
            self.clear()
            self._write(self._words, "" if self._is_terminal else "\n")
            self._bar_is_shown = self._is_terminal

    def clear(self) -> None:
        """Take the bar away, so that a line of the report can stand in its place."""
        if self._bar_is_shown:
            self._write("\r\x1b[K", "")
            self._bar_is_shown = False

    def finish(self) -> None:
        """Show where reading ended."""
        self.clear()
        if self._words:
            self._write(self._words, "\n")

    def _write(self, words: str, ending: str) -> None:
        self._out.write(words, style_func=str, ending=ending)
        self._out.flush()
