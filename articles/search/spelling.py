"""The known words that a misspelt one may stand for: one typing error away from it."""

from django.db.models import Q
from django.db.models.functions import Length

from articles.models import SearchWord

# Shorter words have too many neighbours for any of them to be meant.
FEWEST_LETTERS = 4
MAX_CANDIDATES = 8
# A bound on memory; a hundred thousand words hold far fewer that could be meant.
_MOST_COMPARED = 10_000


def candidates(words: list[str]) -> dict[str, list[str]]:
    """Known words one error away from each of `words`, the likeliest first; in one query."""
    long = [word for word in words if len(word) >= FEWEST_LETTERS]
    if not long:
        return {}
    near = Q()
    for word in long:
        # An error touches one half of a word or, where letters changed places, the middle.
        half = len(word) // 2
        as_long = Q(letters__range=(len(word) - 1, len(word) + 1))
        near |= as_long & (Q(word__startswith=word[:half]) | Q(word__endswith=word[half + 1 :]))
    known = SearchWord.objects.annotate(letters=Length("word")).filter(near)
    found: dict[str, list[tuple[tuple[bool, int], str]]] = {word: [] for word in long}
    for other in known.values_list("word", flat=True)[:_MOST_COMPARED]:
        for word in long:
            if error := error_between(word, other):
                found[word].append(((word[0] != other[0], error), other))
    return {
        word: [other for _order, other in sorted(near)[:MAX_CANDIDATES]]
        for word, near in found.items()
    }


def error_between(typed: str, meant: str) -> int:
    """Tell the one error that makes `typed` of `meant`, the most common kind being lowest.

    1: two letters changed places, 2: one is missing, 3: one too many, 4: another letter.
    0: there is no error, or more than one.
    """
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return 0
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest_typed, rest_meant = typed[start:], meant[start:]
    swapped = rest_typed[1::-1] + rest_typed[2:]
    if len(rest_typed) > 1 and swapped == rest_meant:
        return 1
    if rest_typed == rest_meant[1:]:
        return 2
    if rest_typed[1:] == rest_meant:
        return 3
    return 4 if rest_typed[1:] == rest_meant[1:] else 0
