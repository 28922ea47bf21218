"""From rounds to a number, and from a number to pass or fail."""

import json
from pathlib import Path

import pytest

from benchmarks import budgets, report
from benchmarks.budgets import Budget
from benchmarks.measured import Measured, against_each_other, middle_ratio
from benchmarks.report import Line
from benchmarks.subjects import SUBJECTS

FAST = Budget("fast", "A page", "of the floor", at_least=0.75)
SMALL = Budget("small", "Another", "MB", at_most=350)
MACHINE = {"taken": "2027-03-14T09:00:00+00:00", "commit": "0123456789+", "Python": "3.11"}


def test_one_slow_round_changes_nothing() -> None:
    assert middle_ratio([80, 8, 81], [100, 100, 100]) == 0.8


def test_a_round_is_judged_by_its_own_floor() -> None:
    assert middle_ratio([40, 80, 20], [50, 100, 25]) == 0.8


def test_two_that_are_asked_in_turn() -> None:
    asked: list[str] = []

    def one(number: int) -> float:
        asked.append(f"one {number}")
        return 2.0

    def other(number: int) -> float:
        asked.append(f"other {number}")
        return 3.0

    measured = against_each_other("row", one, other, rounds=3, seconds=0)
    assert measured.value == 1.5
    assert asked[:4] == ["one 0", "other 0", "one 1", "other 1"]
    assert len(measured.numbers["p50_ms"]) == 3


@pytest.mark.parametrize(
    ("budget", "value", "passes"),
    [
        (FAST, 0.75, True),
        (FAST, 0.7499, False),
        (SMALL, 350, True),
        (SMALL, 350.1, False),
    ],
)
def test_a_limit_itself_is_within(budget: Budget, value: float, passes: bool) -> None:
    assert Line(budget, Measured(budget.row, value, "")).passes is passes


def test_what_was_not_measured_fails() -> None:
    line = Line(FAST, missing="not measured: wrk is missing")
    assert not line.passes
    assert line.cells()[0] == "FAIL"
    assert "wrk is missing" in report.as_markdown([line])


def test_a_budget_has_one_limit() -> None:
    with pytest.raises(ValueError, match="not both"):
        Budget("row", "what", "times", at_least=1, at_most=2)


def test_every_row_is_measured_by_one_subject() -> None:
    measured = [row for subject in SUBJECTS for row in subject.ROWS]
    assert sorted(measured) == sorted(budgets.rows())


def test_a_result_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    lines = [Line(FAST, Measured("fast", 0.8, "words", {"per_second": [1.0]})), Line(SMALL)]
    file = report.write_result(lines, MACHINE, minutes=12.34)
    result = json.loads(file.read_text())
    assert file.name == "2027-03-14T090000-0123456789.json"
    assert result["machine"] == MACHINE
    assert result["rows"]["fast"]["numbers"] == {"per_second": [1.0]}
    assert result["rows"]["small"] == {
        "passes": False,
        "limit": 350,
        "missing": "not measured",
    }


def test_the_table_of_the_readme_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"Before\n{report.BEGIN}\nold\n{report.END}\nAfter\n")
    monkeypatch.setattr(report, "README", readme)
    report.write_readme([Line(FAST, Measured("fast", 0.8, "words"))], MACHINE, minutes=12)
    text = readme.read_text()
    assert text.startswith("Before\n")
    assert text.endswith("\nAfter\n")
    assert "old" not in text
    assert "| pass | A page | 0.8 | at least 0.75 of the floor | words |" in text
