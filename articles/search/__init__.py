"""Search, behind one interface whatever the database: see `find`."""

from articles.search.finding import MAX_CHARACTERS, MAX_HITS, MAX_WORDS, Hit, Hits, find, words_of
from articles.search.results import render_hits

__all__ = [
    "MAX_CHARACTERS",
    "MAX_HITS",
    "MAX_WORDS",
    "Hit",
    "Hits",
    "find",
    "render_hits",
    "words_of",
]
