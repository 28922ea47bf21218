"""How much a comment resembles those that moderators took for spam.

Each word of a comment says how often it stood in spam and in good comments; the strongest are
combined by Fisher's method (G. Robinson, "A statistical approach to the spam problem", 2003). Where
words disagree it says “I do not know” rather than something wrong. It is pure: the counts come in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log
from typing import NamedTuple

# Of a comment: the words from its beginning and from its end, so that nothing hides in between.
MOST_WORDS = 200
LONGEST_WORD = 40
# A word counts by what it was seen in, and as so many comments of which half were spam.
_DOUBT = 1.0
# The words that speak most clearly decide.
_STRONGEST = 30
_CLEARLY = 0.1
_EXPLAINED = 5


class Count(NamedTuple):
    """In how many comments of each sort."""

    good: int = 0
    spam: int = 0


@dataclass(frozen=True)
class Experience:
    """`lessons` were learned; `words` are those of one comment that were seen in them."""

    lessons: Count = field(default_factory=Count)
    words: Mapping[str, Count] = field(default_factory=dict)


class Judgement(NamedTuple):
    """`score` is from 0, surely good, to 1, surely spam; `because` the words that said spam."""

    score: float
    because: list[str]


def distinct(words: list[str]) -> list[str]:
    """The words of a comment that are counted, each once."""
    found = list(dict.fromkeys(word for word in words if len(word) <= LONGEST_WORD))
    half = MOST_WORDS // 2
    return found if len(found) <= MOST_WORDS else found[:half] + found[-half:]


def judge(words: list[str], experience: Experience) -> Judgement:
    """Judge a comment by its distinct words."""
    lessons = experience.lessons
    likely = {
        word: _spamminess(count, lessons)
        for word in words
        if (count := experience.words.get(word)) is not None
    }
    clear = [word for word, chance in likely.items() if abs(chance - 0.5) >= _CLEARLY]
    clear.sort(key=lambda word: -abs(likely[word] - 0.5))
    chances = [likely[word] for word in clear[:_STRONGEST]]
    spam = _certainty([1 - chance for chance in chances])
    good = _certainty(chances)
    because = [word for word in clear if likely[word] > 0.5][:_EXPLAINED]
    return Judgement((1 + spam - good) / 2, because)


def _spamminess(count: Count, lessons: Count) -> float:
    """The chance that a comment with this word is spam, were both sorts equally frequent."""
    in_spam = count.spam / max(lessons.spam, 1)
    in_good = count.good / max(lessons.good, 1)
    if not in_spam and not in_good:
        return 0.5
    seen = count.spam + count.good
    return (_DOUBT * 0.5 + seen * in_spam / (in_spam + in_good)) / (_DOUBT + seen)


def _certainty(chances: list[float]) -> float:
    """How surely `chances` are smaller than chance alone makes them: Fisher's combined test."""
    if not chances:
        return 0.0
    half = -sum(log(chance) for chance in chances)
    term = total = exp(-half)
    for number in range(1, len(chances)):
        term *= half / number
        total += term
    return 1 - min(total, 1.0)
