"""Bytes and requests of the article with 50 comments, as a browser gets them."""

from collections.abc import Iterator, Sequence

from benchmarks import servers
from benchmarks.load import put_on
from benchmarks.measured import Measured
from benchmarks.run import Run
from benchmarks.weight import weigh

ROWS = ("weight-html", "weight-page", "weight-requests")


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    site, found = run.sites.get("demo")
    with servers.site(site.environment()) as server:
        # Its smallest form is made for a page that is asked for often.
        put_on(server.port, found["article"], seconds=1)
        page = server.reader().page(found["article"])
        weight = weigh(server.reader().page, found["article"])
    encoding = page.header("content-encoding") or "not compressed"
    loaded = ", ".join(part.address for part in weight.parts)
    yield Measured("weight-html", weight.html, f"{encoding}")
    yield Measured("weight-page", weight.page, f"the page and {loaded}")
    yield Measured("weight-requests", weight.requests, f"the page and {loaded}")
