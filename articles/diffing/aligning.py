"""Which parts of two sequences belong together, at a cost that is bounded."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from articles.diffing.blocks import Block

# Pairs of equal elements that one comparison may look at; difflib takes a second for a few million.
MOST_PAIRS = 400_000
# Words that may be looked at to find out which block became which.
MOST_WORDS = 1_000_000
# Less in common than this, and a block is another block, not a changed one.
_ALIKE = 0.4


class Stretch(NamedTuple):
    """That `before[i:j]` became `after[k:l]`."""

    kind: Literal["equal", "replace", "delete", "insert"]
    i: int
    j: int
    k: int
    l: int  # noqa: E741 - the letters of difflib's documentation


@dataclass
class Budget:
    """What is left of the cost that a comparison may have."""

    pairs: int = MOST_PAIRS

    def allows(self, before: Sequence[Hashable], after: Sequence[Hashable]) -> bool:
        """Whether the two may be compared; if so, the cost is taken off."""
        there = Counter(after)
        pairs = sum(there[each] for each in before)
        if pairs > self.pairs:
            return False
        self.pairs -= pairs
        return True


def stretches(
    before: Sequence[Hashable], after: Sequence[Hashable], budget: Budget
) -> list[Stretch]:
    """How `before` became `after`; where the budget is spent, as a whole but for its two ends."""
    start = _common(before, after)
    room = min(len(before), len(after)) - start
    end = min(room, _common(before[::-1], after[::-1]))
    i, j = start, len(before) - end
    k, l = start, len(after) - end  # noqa: E741
    found = [Stretch("equal", 0, i, 0, k)] if start else []
    found += _between(before[i:j], after[k:l], i, k, budget)
    if end:
        found.append(Stretch("equal", j, len(before), l, len(after)))
    return found


def counterparts(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
    """Which blocks of two different stretches are versions of one another, in order.

    The pairs with the most words in common, none of which crosses another; with too many blocks
    for that, first with first and so on.
    """
    if len(after) * sum(1 + len(block.words) for block in before) > MOST_WORDS:
        pairs = zip(range(len(before)), range(len(after)), strict=False)
        return [(i, k) for i, k in pairs if before[i].path == after[k].path]
    words = [[Counter(word.text for word in b.words) for b in side] for side in (before, after)]
    likeness = [
        [_likeness(x, y) if b.path == a.path else 0.0 for y, a in zip(words[1], after, strict=True)]
        for x, b in zip(words[0], before, strict=True)
    ]
    return _best_in_order(likeness)


def _between(
    before: Sequence[Hashable], after: Sequence[Hashable], i: int, k: int, budget: Budget
) -> list[Stretch]:
    if not before and not after:
        return []
    if not before:
        return [Stretch("insert", i, i, k, k + len(after))]
    if not after:
        return [Stretch("delete", i, i + len(before), k, k)]
    if not budget.allows(before, after):
        return [Stretch("replace", i, i + len(before), k, k + len(after))]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        Stretch(kind, i + i1, i + i2, k + k1, k + k2)
        for kind, i1, i2, k1, k2 in matcher.get_opcodes()
    ]


def _common(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """How many elements both begin with."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _likeness(before: Counter[str], after: Counter[str]) -> float:
    """The share of words in common, from 0 to 1; too little counts as nothing."""
    share = 2 * (before & after).total() / (before.total() + after.total())
    return share if share >= _ALIKE else 0.0


def _best_in_order(likeness: list[list[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column), both rising, with the greatest sum."""
    rows, columns = len(likeness), len(likeness[0]) if likeness else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for k in reversed(range(columns)):
            together = likeness[i][k] + best[i + 1][k + 1]
            best[i][k] = max(together, best[i + 1][k], best[i][k + 1])
    pairs, i, k = [], 0, 0
    while i < rows and k < columns:
        if best[i][k] == best[i + 1][k]:
            i += 1
        elif best[i][k] == best[i][k + 1]:
            k += 1
        else:
            pairs.append((i, k))
            i, k = i + 1, k + 1
    return pairs
