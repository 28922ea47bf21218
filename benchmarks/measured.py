"""What a subject hands to the report, and the arithmetic on the way there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from time import monotonic
from typing import Any


class NotMeasured(Exception):
    """Something that a row needs is missing or broke; the message says what."""


@dataclass(frozen=True)
class Measured:
    """The number of one row of the table, how it came about in words, and what it was made of."""

    row: str
    value: float
    words: str
    numbers: dict[str, Any] = field(default_factory=dict)


def middle_ratio(subjects: Sequence[float], others: Sequence[float]) -> float:
    """The median over the rounds of subject divided by other.

    Both of a round were measured next to each other, so what slowed the machine in one round
    slowed both.
    """
    return median(subject / other for subject, other in zip(subjects, others, strict=True))


def alternate(
    one: Callable[[int], float],
    other: Callable[[int], float],
    numbers: Iterator[int],
    *,
    seconds: float,
    fewest: int = 5,
) -> tuple[float, float]:
    """Call both with the same of `numbers`, in turn, for `seconds` and `fewest` times at least.

    Both return what they measured; returned is the median of each.
    """
    pairs: list[tuple[float, float]] = []
    end = monotonic() + seconds
    while len(pairs) < fewest or monotonic() < end:
        number = next(numbers)
        pairs.append((one(number), other(number)))
    ones, others = zip(*pairs, strict=True)
    return median(ones), median(others)


def against_each_other(
    row: str,
    one: Callable[[int], float],
    other: Callable[[int], float],
    *,
    rounds: int,
    seconds: float,
) -> Measured:
    """How many times longer `other` takes than `one`; both get a number and return milliseconds.

    The p50 of each round, then the median of the rounds' ratios; a short first round warms up.
    """
    numbers = count()
    alternate(one, other, numbers, seconds=0)
    medians = [alternate(one, other, numbers, seconds=seconds) for _round in range(rounds)]
    ones, others = zip(*medians, strict=True)
    return Measured(
        row,
        middle_ratio(others, ones),
        f"{median(others):.1f} ms against {median(ones):.1f} ms",
        {"p50_ms": others, "against_p50_ms": ones},
    )
