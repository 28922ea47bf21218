"""The table of a run, and the files that keep it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.budgets import Budget
from benchmarks.measured import Measured

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results"
README = FOLDER / "README.md"
BEGIN, END = "<!-- The last table, written by `make bench`. -->", "<!-- End of the table. -->"
HEADER = ["", "What", "Reached", "Must reach", "Measured"]


@dataclass(frozen=True)
class Line:
    """A budget and what was measured, or `missing`: why nothing was, which is a failure too."""

    budget: Budget
    measured: Measured | None = None
    missing: str = "not measured"

    @property
    def passes(self) -> bool:
        return self.measured is not None and self.budget.allows(self.measured.value)

    def cells(self) -> list[str]:
        """The line as words. Every number that was measured has a unit beside it."""
        budget, measured = self.budget, self.measured
        direction = "at least" if budget.at_least is not None else "at most"
        limit = f"{direction} {number(budget.limit)} {budget.unit}"
        if measured is None:
            return ["FAIL", budget.what, "–", limit, self.missing]
        verdict = "pass" if self.passes else "FAIL"
        return [verdict, budget.what, number(measured.value), limit, measured.words]


def number(value: float) -> str:
    """Three digits that count, and never fewer than the whole ones."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def as_text(lines: Iterable[Line]) -> str:
    """The table for a terminal, its columns aligned, what was measured on a line of its own."""
    rows = [line.cells() for line in lines]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    shown = []
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        shown += ["  ".join(cells).rstrip(), f"      {row[4]}"]
    return "\n".join(shown)


def as_markdown(lines: Iterable[Line]) -> str:
    rows = [HEADER, ["---"] * len(HEADER), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def summary(lines: Sequence[Line]) -> str:
    failed = sum(not line.passes for line in lines)
    return f"{len(lines) - failed} pass, {failed} fail"


def write_result(lines: Sequence[Line], machine: Mapping[str, str], minutes: float) -> Path:
    """Write all numbers of a run to a file named for its time and commit; return the file."""
    taken = machine["taken"].replace(":", "").partition("+")[0]
    file = RESULTS / f"{taken}-{machine['commit'].rstrip('+')}.json"
    result = {
        "machine": dict(machine),
        "minutes": round(minutes, 1),
        "rows": {line.budget.row: _as_result(line) for line in lines},
    }
    RESULTS.mkdir(exist_ok=True)
    file.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def write_readme(lines: Sequence[Line], machine: Mapping[str, str], minutes: float) -> None:
    """Put the table of a whole run in the place of the one in README.md."""
    before, _begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    where = ", ".join(f"{name} {value}" for name, value in machine.items())
    parts = [
        BEGIN,
        as_markdown(lines),
        f"{summary(lines)}, in {minutes:.0f} minutes. {where}.",
        END,
    ]
    README.write_text(before + "\n\n".join(parts) + after, encoding="utf-8")


def _as_result(line: Line) -> dict[str, object]:
    measured = asdict(line.measured) if line.measured else {"missing": line.missing}
    return {"passes": line.passes, "limit": line.budget.limit, **measured}
