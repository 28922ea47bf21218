"""The budgets of `budgets.toml`. Knows nothing of Django, so that tests and tools can read it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "budgets.toml"


@dataclass(frozen=True)
class Budget:
    """One line of the table: a number, and how far it may go in one direction."""

    row: str
    what: str
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"{self.row}: give at_least or at_most in {FILE.name}, and not both.")

    @property
    def limit(self) -> float:
        limits = (self.at_least, self.at_most)
        return next(limit for limit in limits if limit is not None)

    def allows(self, value: float) -> bool:
        if self.at_least is not None:
            return value >= self.at_least
        return value <= self.limit


def read() -> dict[str, dict[str, Any]]:
    """The whole file: `rows`, `page`, `queries` and `elsewhere`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def rows() -> dict[str, Budget]:
    """Every line of the table by its name, in the order of the table."""
    return {row: Budget(row, **fields) for row, fields in read()["rows"].items()}
