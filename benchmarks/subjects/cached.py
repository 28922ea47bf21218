"""Pages that the page cache answers, asked of the shipped server alone."""

from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks import servers
from benchmarks.load import put_on
from benchmarks.measured import Measured
from benchmarks.run import Run

ROWS = ("cached-article", "cached-list", "cached-category", "cached-feed")


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    site, found = run.sites.get("demo")
    paths = {
        "cached-article": found["article"],
        "cached-list": "/articles/",
        "cached-category": found["category"],
        "cached-feed": "/feed.xml",
    }
    environment = site.environment()
    with servers.site(environment) as server:
        for row in rows:
            yield run.against_floor(
                row,
                partial(put_on, server.port, paths[row], seconds=run.seconds),
                answer=server.reader().page(paths[row]),
                environment=environment,
            )
