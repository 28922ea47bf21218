"""A few words of a text around what was searched for, with that marked."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.safestring import SafeString

from articles.search.folding import MAX_LETTERS, fold_word
from articles.search.weights import PREFIX_FROM
from site_config.kit import html

# Letters of an excerpt, and how many of them stand before the first word that was found.
LENGTH = 220
BEFORE = 60
# What is read of a text to find a place; the rest of a longer one is found and not quoted.
READ = 30_000


def excerpt(summary: str, text: str, words: list[str]) -> SafeString:
    """The summary where it holds one of `words` (folded) or the text does not; else of the text."""
    if places := list(_places(summary, words)):
        return html.marked(summary, places)
    place = _place(text[:READ], words)
    if place is None:
        return html.marked(summary or _cut(text, 0), [])
    quoted = _cut(text, place)
    return html.marked(quoted, _places(quoted, words))


def _place(text: str, words: list[str]) -> int | None:
    """Where `text` holds one of `words`: the first that is written without accents, or else any.

    Those are found without a look at each word of a long text, which would take the most time of
    a page of results.
    """
    lowered = text.lower()
    plain = [lowered.find(f" {word}") + 1 for word in words if len(word) >= PREFIX_FROM]
    place = min(filter(None, plain), default=None)
    return place or next((start for start, _end in _places(text, words)), None)


def _places(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Where words of `text` are or begin with one of `words`: start and end of each, in order."""
    beginnings = tuple(word for word in words if len(word) >= PREFIX_FROM)
    short = frozenset(words).difference(beginnings)
    initials = "".join(sorted({word[0] for word in words}))
    for match in _words_with(initials).finditer(text):
        found = fold_word(match[0])
        if found.startswith(beginnings) or found[:MAX_LETTERS] in short:
            yield match.span()


@lru_cache(maxsize=512)
def _words_with(initials: str) -> re.Pattern[str]:
    """Match the words that begin with one of `initials`, folded, or with a letter beyond ASCII.

    To fold every word of a text would take most of the time of a search.
    """
    others = "".join(sign for sign in map(chr, range(128)) if sign.lower() not in initials)
    # A sign that may begin a word, is of one, and comes after none that is.
    return re.compile(rf"[^{re.escape(others)}](?<=[^\W_])(?<![^\W_].)[^\W_]*", re.DOTALL)


def _cut(text: str, place: int) -> str:
    """About LENGTH letters of `text` around `place`, whole words, with … where some is left out."""
    start = max(0, place - BEFORE)
    end = start + LENGTH
    before, after = text[start:place], text[place:end]
    if start:
        before = "…" + "".join(before.split(maxsplit=1)[1:])
    piece = " ".join((before + after).split())
    if end < len(text):
        piece = (piece.rpartition(" ")[0] or piece) + "…"
    return piece
