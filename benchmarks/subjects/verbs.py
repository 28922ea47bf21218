"""Publishing and approving, from the call of the verb until its purges are applied."""

from collections.abc import Callable, Iterator, Sequence

from benchmarks.measured import Measured, against_each_other
from benchmarks.run import Run
from benchmarks.sites import Inside

ROWS = ("verb-publish", "verb-approve")


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    small, _in_small = run.sites.get("small")
    large, _in_large = run.sites.get("large")
    with small.inside() as in_small, large.inside() as in_large:
        for row in rows:
            verb = row.removeprefix("verb-")
            yield against_each_other(
                row,
                call(in_small, verb),
                call(in_large, verb),
                rounds=run.rounds,
                seconds=run.seconds,
            )


def call(inside: Inside, verb: str) -> Callable[[int], float]:
    return lambda number: float(inside.ask(verb, number=number))
