"""How many years of school an English text asks for."""

import re

# Fewer words than this say nothing about a text.
FEWEST_WORDS = 30

_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float | None:
    """The Flesch-Kincaid grade of plain text, or None where there is too little of it.

    0.39 (words / sentences) + 11.8 (syllables / words) - 15.59: J. P. Kincaid and others,
    Derivation of New Readability Formulas, Research Branch Report 8-75, Naval Technical Training
    Command, 1975. Syllables are groups of vowels; a silent e at the end is none.
    """
    sentences = [found for part in _SENTENCE_END.split(text) if (found := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    word = word.lower()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ie")) and count > 1:
        count -= 1
    return max(1, count)
