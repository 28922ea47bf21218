"""What `make test` believes: how runs are counted, and that REQUIRE_ALL=1 forgives no skip."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import ROOT
from tests.support.outcomes import Outcome

MIXED = """
import pytest
def test_passes(): pass
@pytest.mark.skip(reason="the moon is full")
def test_is_skipped(): pass
"""
BROKEN = """
import pytest
@pytest.fixture
def broken(): raise RuntimeError
def test_fails(): assert False
def test_has_an_error(broken): pass
"""

UNLUCKY = """
import pytest
tries = []
@pytest.mark.flaky(reruns=1)
def test_works_the_second_time():
    tries.append(1)
    assert len(tries) == 2
"""


def run(folder: Path, tests: str, **environment: str) -> tuple[int, Outcome]:
    """Run pytest on `tests` with the plugin alone; return its status and what it wrote."""
    (folder / "pytest.ini").write_text("[pytest]")
    (folder / "test_sample.py").write_text(tests)
    plugins = ["-p", "tests.support.outcomes", "-p", "no:django", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, "--outcome", "outcome.json", "."],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "REQUIRE_ALL": "0"} | environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode, Outcome.read(folder / "outcome.json")


def test_a_skip_is_told_with_its_reason(tmp_path: Path) -> None:
    status, outcome = run(tmp_path, MIXED)
    assert status == 0
    assert outcome == Outcome(
        passed=1, skipped=[("test_sample.py::test_is_skipped", "the moon is full")]
    )


def test_a_skip_is_a_failure_where_everything_is_required(tmp_path: Path) -> None:
    status, outcome = run(tmp_path, MIXED, REQUIRE_ALL="1")
    assert status == pytest.ExitCode.TESTS_FAILED
    assert len(outcome.skipped) == 1


def test_failures_and_errors_both_count_as_failed(tmp_path: Path) -> None:
    status, outcome = run(tmp_path, BROKEN, REQUIRE_ALL="1")
    assert status == pytest.ExitCode.TESTS_FAILED
    assert outcome == Outcome(failed=2)


def test_a_second_try_is_told(tmp_path: Path) -> None:
    status, outcome = run(tmp_path, UNLUCKY)
    assert status == 0
    assert outcome == Outcome(passed=1, tried_again=["test_sample.py::test_works_the_second_time"])


def test_a_run_that_broke_off_counts_as_failed(tmp_path: Path) -> None:
    assert Outcome.read(tmp_path / "never written").failed == 1
