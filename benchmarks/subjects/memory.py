"""Resident memory of a site as it is shipped, before and after 200 000 requests."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

from benchmarks import servers
from benchmarks.load import put_on_all
from benchmarks.measured import Measured, NotMeasured
from benchmarks.run import Run

ROWS = ("memory", "memory-growth")
REQUESTS = 200_000
# Seconds in which they must be over, or the run does not end in time.
MOST_SECONDS = 240


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    site, found = run.sites.get("large")
    paths = [found["article"], *found["articles"], found["category"]]
    paths += ["/", "/articles/", "/articles/?page=2", "/faq/", "/feed.xml", "/rss.xml"]
    with servers.site(site.environment()) as server:
        # Every page once on every worker: caches are full before the counting begins. One of them
        # may take all connections, so they are opened anew each second.
        for _second in range(10):
            put_on_all(server.port, paths, seconds=1)
        before = resident(server)
        requests = _ask(server.port, paths)
        after = resident(server)
    total = sum(after.values())
    each = ", ".join(f"{name} {size:.0f} MB" for name, size in after.items())
    yield Measured("memory", total, each, {"before": before, "after": after, "requests": requests})
    if requests < REQUESTS:
        raise NotMeasured(f"only {requests:,} requests in {MOST_SECONDS} s")
    growth = total / sum(before.values())
    words = f"{sum(before.values()):.0f} MB, then {total:.0f} MB, after {requests:,} requests"
    yield Measured("memory-growth", growth, words)


def resident(server: servers.Server) -> dict[str, float]:
    """Megabytes of each web worker and of the task worker; shared pages count in each."""
    web, tasks = server.processes[0].pid, server.processes[1].pid
    workers = Path(f"/proc/{web}/task/{web}/children").read_text(encoding="ascii").split()
    sizes = {f"worker {n}": _resident(int(pid)) for n, pid in enumerate(workers, start=1)}
    return {**sizes, "task worker": _resident(tasks)}


def _resident(pid: int) -> float:
    """Megabytes that the system counts for a process; one that has ended has none."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError as error:
        raise NotMeasured(f"process {pid} of the site is gone") from error
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    if found is None:
        raise NotMeasured(f"process {pid} of the site has ended")
    return int(found[1]) * 1024 / 1_000_000


def _ask(port: int, paths: list[str]) -> int:
    """Put load on for REQUESTS requests, and return how many it was."""
    asked, end = 0, monotonic() + MOST_SECONDS
    while asked < REQUESTS and monotonic() < end:
        asked += put_on_all(port, paths, seconds=5).requests
    return asked
