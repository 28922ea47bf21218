"""`make test`: the whole suite, on every database that can be had here.

    python -m tests.support.suite [arguments for pytest]

Every test runs on SQLite; those that touch the database run on PostgreSQL as well, but for those
marked `sqlite`: pages, forms and files are the same on both. PostgreSQL and Redis are started for
the run unless TEST_DATABASE_URL and TEST_REDIS_URL name servers that answer. What had to be skipped
is listed at the end; with REQUIRE_ALL=1 it makes the run fail.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import FrameType

from tests.support import local_servers
from tests.support.environment import ROOT
from tests.support.outcomes import Outcome, skips_are_failures

# Two processes; -n among the arguments of a caller comes later and wins.
PYTEST = [sys.executable, "-m", "pytest", "-n", "2"]
NO_TESTS_COLLECTED = 5
TERMINATED = 128 + signal.SIGTERM


def main(arguments: list[str]) -> int:
    """Run the suite with further `arguments` for pytest; return the status to exit with."""
    signal.signal(signal.SIGTERM, _leave)
    missing: list[tuple[str, str]] = []
    with ExitStack() as servers:
        redis = _start(servers, "Redis", local_servers.redis, missing)
        postgres = _start(servers, "PostgreSQL", local_servers.postgres, missing)
        environment = os.environ.copy()
        environment.pop("DATABASE_URL", None)
        # Else each of some fifty processes compiles every module of the site for itself.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if redis:
            environment["TEST_REDIS_URL"] = redis
        runs = {"SQLite": _run("SQLite", environment, arguments)}
        if postgres:
            environment["DATABASE_URL"] = postgres
            arguments = ["--database-tests", *arguments]
            runs["PostgreSQL"] = _run("PostgreSQL", environment, arguments)
    return _sum_up(runs, missing)


def _leave(number: int, frame: FrameType | None) -> None:
    """Turn SIGTERM into an ordinary end, so that every server is stopped on the way out."""
    sys.exit(TERMINATED)


def _start(
    servers: ExitStack,
    name: str,
    server: Callable[[], AbstractContextManager[str]],
    missing: list[tuple[str, str]],
) -> str | None:
    try:
        return servers.enter_context(server())
    except local_servers.Unavailable as error:
        missing.append((name, str(error)))
        return None


def _run(name: str, environment: dict[str, str], arguments: list[str]) -> Outcome:
    print(f"\n===== The suite on {name} =====", flush=True)
    # Everything the tests write goes there, and goes with it, even if they are cut short.
    with tempfile.TemporaryDirectory(
        prefix="masthead-suite-", ignore_cleanup_errors=True
    ) as folder:
        file = Path(folder) / "outcome.json"
        command = [*PYTEST, "--outcome", str(file), *arguments]
        pytest = subprocess.Popen(command, cwd=ROOT, env=environment | {"TMPDIR": folder})
        try:
            status = pytest.wait()
        finally:
            if pytest.poll() is None:
                pytest.terminate()
                pytest.wait()
        outcome = Outcome.read(file)
    # A wrong argument or an error while collecting fails no test and yet is a failure.
    if status not in (0, NO_TESTS_COLLECTED) and not outcome.failed and not outcome.skipped:
        outcome.failed = 1
    return outcome


def _sum_up(runs: dict[str, Outcome], missing: list[tuple[str, str]]) -> int:
    skipped = Counter(missing)
    for name, run in runs.items():
        skipped.update((f"{where} on {name}", why) for where, why in run.skipped)
    print("\n===== Both databases =====" if len(runs) > 1 else "\n===== SQLite alone =====")
    for where, why in skipped:
        print(f"skipped: {where}: {why}")
    for name, run in runs.items():
        for where in run.tried_again:
            print(f"needed a second try: {where} on {name}")
    passed = sum(run.passed for run in runs.values())
    failed = sum(run.failed for run in runs.values())
    print(f"{passed} passed, {failed} failed, {skipped.total()} skipped", flush=True)
    if not passed and not failed:
        print("No test was run.")
        return NO_TESTS_COLLECTED
    if skipped and skips_are_failures():
        print("REQUIRE_ALL=1: what is skipped counts as failed.")
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
