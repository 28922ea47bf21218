"""What lies on the shelves of the toy site, and what its views were asked for."""

from collections import Counter
from collections.abc import Callable

SHELVES: dict[str, str] = {}
RENDERED: Counter[str] = Counter()
QUERIES: list[dict[str, str]] = []
MEANWHILE: list[Callable[[], object]] = []


def clear() -> None:
    for each in (SHELVES, RENDERED, QUERIES, MEANWHILE):
        each.clear()
