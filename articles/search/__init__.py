"""Search, behind one interface whatever the database: see `find`."""

from articles.search.finding import (
    MAX_CHARACTERS,
    MAX_HITS,
    MAX_WORDS,
    Hit,
    Hits,
    Share,
    find,
    words_of,
)
from articles.search.results import render_hits
from articles.search.suggesting import Suggestion, suggest

__all__ = [
    "MAX_CHARACTERS",
    "MAX_HITS",
    "MAX_WORDS",
    "Hit",
    "Hits",
    "Share",
    "Suggestion",
    "find",
    "render_hits",
    "suggest",
    "words_of",
]
