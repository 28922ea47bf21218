"""An article with 100 000 comments beside one with 50, on the same site."""

from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks import servers
from benchmarks.measured import Measured, against_each_other
from benchmarks.run import CACHE_OFF, Run

ROWS = (
    "discussion-first-page",
    "discussion-permalink-oldest",
    "discussion-permalink-middle",
    "discussion-permalink-newest",
)


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    site, _found = run.sites.get("large")
    with site.inside() as inside:
        found = inside.ask("discussions")
    with servers.site(site.environment(**CACHE_OFF)) as server:
        reader = server.reader()
        for row in rows:
            place = row.rpartition("-")[2]
            usual = found["usual_permalinks"].get(place, found["usual"])
            longest = found["longest_permalinks"].get(place, found["longest"])
            # A permalink is followed to the page that shows the comment.
            yield against_each_other(
                row,
                partial(reader.in_turn, [usual]),
                partial(reader.in_turn, [longest]),
                rounds=run.rounds,
                seconds=run.seconds,
            )
