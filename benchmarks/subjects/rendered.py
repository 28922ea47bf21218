"""The article with 50 comments where nothing is cached."""

from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks import servers
from benchmarks.load import put_on
from benchmarks.measured import Measured
from benchmarks.run import CACHE_OFF, Run

ROWS = ("rendered-article",)


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    site, found = run.sites.get("demo")
    path = found["article"]
    environment = site.environment(**CACHE_OFF)
    with servers.site(environment) as server:
        yield run.against_floor(
            ROWS[0],
            partial(put_on, server.port, path, seconds=run.seconds),
            answer=server.reader().page(path),
            environment=environment,
        )
