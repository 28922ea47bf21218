"""Comments of several readers at once, each one checked, written and synced before it is answered.

A copy of the small site takes them: one as shipped, where every comment waits for a moderator, and
one where screening publishes what it finds nothing against. All of them come from one network,
so the limits of comments from one are switched off.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from benchmarks import servers
from benchmarks.load import Load, put_on_all
from benchmarks.measured import Measured, NotMeasured
from benchmarks.run import Run
from benchmarks.sites import Inside

ROWS = ("post-sqlite", "post-postgresql")
CLIENTS = 16
MODES = ("all", "none")


def measure(run: Run, rows: Sequence[str]) -> Iterator[Measured]:
    for row in rows:
        both = [_post(run, row, mode) for mode in MODES]
        # The budget is for whatever a site has chosen, so the slower of the two counts.
        slower = min(both, key=lambda measured: measured.value)
        words = "; ".join(
            f"moderation “{mode}”: {measured.words}"
            for mode, measured in zip(MODES, both, strict=True)
        )
        numbers = {mode: measured.numbers for mode, measured in zip(MODES, both, strict=True)}
        yield Measured(row, slower.value, words, numbers)


def _post(run: Run, row: str, mode: str) -> Measured:
    on_postgres = row == "post-postgresql"
    _site, found = run.sites.get("small", on_postgres=on_postgres)
    with run.sites.copy("small", on_postgres=on_postgres) as copy:
        environment = copy.environment(
            COMMENTS_MODERATION=mode, COMMENTS_HOLD_RATE="0", COMMENTS_FLOOD_NETWORK="0"
        )
        with servers.site(environment) as server, copy.inside() as inside:
            posts = Posts(server.port, [f"{path}comments/" for path in found["articles"]], inside)
            return run.against_floor(
                row,
                lambda: posts.put_on(run.seconds),
                answer=server.reader().page(found["article"]),
                environment=environment,
            )


class Posts:
    """Rounds of posting; after each, what was acknowledged must be in the database."""

    def __init__(self, port: int, paths: list[str], inside: Inside) -> None:
        self._port, self._paths, self._inside = port, paths, inside
        self._rounds = count(1)

    def put_on(self, seconds: float) -> Load:
        before = self._inside.ask("count_comments")
        load = put_on_all(
            self._port,
            self._paths,
            seconds=seconds,
            connections=CLIENTS,
            script="comments.lua",
            arguments=[str(next(self._rounds))],
        )
        written = self._inside.ask("count_comments") - before
        if written < load.requests:
            raise NotMeasured(f"{load.requests} comments were acknowledged, {written} are there")
        return load
