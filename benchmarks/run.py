"""What every subject of a run has at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import sleep

from benchmarks import servers
from benchmarks.load import Answer, Load, put_on
from benchmarks.measured import Measured, middle_ratio
from benchmarks.sites import Sites

# The page cache of a site in megabytes; 0 switches it off, and every page is rendered.
CACHE_OFF = {"PAGE_CACHE_MB": "0"}
# Seconds for a server to finish what was asked of it last, and nobody waits for any more.
PAUSE = 0.3


@dataclass(frozen=True)
class Run:
    """`rounds` times `seconds` go to each side of each comparison."""

    sites: Sites
    rounds: int
    seconds: float

    def against_floor(
        self, row: str, subject: Callable[[], Load], *, answer: Answer, environment: dict[str, str]
    ) -> Measured:
        """Requests a second of `subject`, divided by those of a floor that returns `answer`.

        In each round the floor comes first and the subject right after it.
        """
        with servers.floor(answer, environment) as floor:
            return self.against(row, subject, lambda: put_on(floor.port, seconds=self.seconds))

    def against(
        self, row: str, subject: Callable[[], Load], other: Callable[[], Load], name: str = "floor"
    ) -> Measured:
        """The same against whatever `other` is; a first round of both warms up."""
        pairs = [(after_a_pause(other), after_a_pause(subject)) for _ in range(1 + self.rounds)][1:]
        others, subjects = ([pair[place] for pair in pairs] for place in (0, 1))
        rates, other_rates = ([load.per_second for load in loads] for loads in (subjects, others))
        return Measured(
            row,
            middle_ratio(rates, other_rates),
            f"{median(rates):,.0f}/s, {name} {median(other_rates):,.0f}/s",
            {
                "per_second": rates,
                f"{name}_per_second": other_rates,
                "p50_ms": [load.p50_ms for load in subjects],
                "p99_ms": [load.p99_ms for load in subjects],
                "requests": sum(load.requests for load in subjects),
            },
        )


def after_a_pause(put_on_load: Callable[[], Load]) -> Load:
    sleep(PAUSE)
    return put_on_load()
