"""Pytest plugin: how a run ended, for the one who sums up several, and REQUIRE_ALL=1."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest


@dataclass
class Outcome:
    """Numbers of tests of one run, which were tried again, and where and why some were skipped."""

    passed: int = 0
    failed: int = 0
    tried_again: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Outcome":
        """Return what `write` stored; a run that stored nothing broke off and counts as failed."""
        if not path.exists():
            return cls(failed=1)
        stored = json.loads(path.read_text(encoding="utf-8"))
        stored["skipped"] = [(where, why) for where, why in stored["skipped"]]
        return cls(**stored)


def skips_are_failures() -> bool:
    return os.environ.get("REQUIRE_ALL") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--outcome", type=Path, metavar="FILE", help="write how the run ended")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    outcome = _outcome(reporter.stats)
    if file := session.config.getoption("--outcome"):
        outcome.write(file)
    if outcome.skipped and skips_are_failures() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _outcome(stats: dict[str, list[pytest.TestReport]]) -> Outcome:
    def count(*kinds: str) -> int:
        return sum(len(stats.get(kind, [])) for kind in kinds)

    return Outcome(
        passed=count("passed", "xfailed"),
        failed=count("failed", "error", "xpassed"),
        tried_again=[report.nodeid for report in stats.get("rerun", [])],
        skipped=[(report.nodeid, _reason(report)) for report in stats.get("skipped", [])],
    )


def _reason(report: pytest.TestReport) -> str:
    """Return why a test was skipped; pytest keeps (file, line, "Skipped: why")."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return "no reason given"
