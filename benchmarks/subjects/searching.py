"""Searches of 8 readers at once among 20 000 articles; results are never cached."""

from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median

from benchmarks import servers
from benchmarks.load import put_on_all
from benchmarks.measured import Measured
from benchmarks.run import Run

ROWS = ("search-sqlite", "search-sqlite-p99", "search-postgresql")
CLIENTS = 8


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    if {"search-sqlite", "search-sqlite-p99"} & set(rows):
        found = _search(run, "search-sqlite", on_postgres=False)
        yield found
        slowest = found.numbers["p99_ms"]
        words = "of the rounds: " + ", ".join(f"{each:.0f}" for each in slowest)
        yield Measured("search-sqlite-p99", median(slowest), words)
    if "search-postgresql" in rows:
        yield _search(run, "search-postgresql", on_postgres=True)


def _search(run: Run, row: str, *, on_postgres: bool) -> Measured:
    site, found = run.sites.get("middle", on_postgres=on_postgres)
    searches = found["searches"]
    environment = site.environment()
    with servers.site(environment) as server:
        return run.against_floor(
            row,
            partial(put_on_all, server.port, searches, seconds=run.seconds, connections=CLIENTS),
            answer=server.reader().page(searches[0]),
            environment=environment,
        )
