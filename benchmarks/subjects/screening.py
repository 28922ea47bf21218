"""Screening the longest comment there may be, of the kinds of text that cost most."""

from collections.abc import Iterator, Sequence

from benchmarks.measured import Measured
from benchmarks.run import Run

ROWS = ("screening",)


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    small, _found = run.sites.get("small")
    with small.inside() as inside:
        times = inside.ask("screen", rounds=run.rounds)
    worst = max(times, key=lambda name: times[name])
    yield Measured("screening", times[worst], f"of {len(times)} texts, {worst}", {"ms": times})
