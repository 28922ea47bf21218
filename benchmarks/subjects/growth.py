"""The same pages, rendered, of a small site and of one five hundred times its size.

One reader asks both in turn, so that whatever slows the machine slows both.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from benchmarks import servers
from benchmarks.load import Reader
from benchmarks.measured import Measured, against_each_other
from benchmarks.run import CACHE_OFF, Run

ROWS = (
    "growth-article",
    "growth-list",
    "growth-category",
    "growth-search",
    "growth-deep-list",
    "growth-queue",
    "growth-queue-all",
)
DEEP = 500
QUEUE = "/admin/comments/comment/"


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    small, in_small = run.sites.get("small")
    large, in_large = run.sites.get("large")
    # The words come from the small site, whose results fill a page too.
    in_large = {**in_large, "full_searches": in_small["full_searches"]}
    with (
        servers.site(small.environment(**CACHE_OFF)) as small_server,
        servers.site(large.environment(**CACHE_OFF)) as large_server,
    ):
        few_pages, many_pages = pages_of(in_small), pages_of(in_large)
        for row in rows:
            few = _reader(small_server, in_small, row)
            many = _reader(large_server, in_large, row)
            yield against_each_other(
                row,
                partial(few.in_turn, few_pages[row]),
                partial(many.in_turn, many_pages[row]),
                rounds=run.rounds,
                seconds=run.seconds,
            )


def pages_of(found: dict[str, Any]) -> dict[str, list[str]]:
    """The pages of each row, visited in turn."""
    return {
        "growth-article": found["articles"],
        "growth-list": ["/articles/"],
        "growth-category": [found["category"]],
        "growth-search": found["full_searches"],
        "growth-deep-list": [f"/articles/?page={min(DEEP, found['last_full_page'])}"],
        "growth-queue": [QUEUE],
        "growth-queue-all": [f"{QUEUE}?state=all"],
    }


def _reader(server: servers.Server, found: dict[str, Any], row: str) -> Reader:
    """A reader, or for the queue a moderator."""
    return server.reader(cookie=found["session"] if "queue" in row else "")
