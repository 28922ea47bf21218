"""Search, behind one interface whatever the database: see `find`."""

from articles.search.finding import MAX_CHARACTERS, MAX_HITS, MAX_WORDS, Hit, Hits, find, words_of

__all__ = ["MAX_CHARACTERS", "MAX_HITS", "MAX_WORDS", "Hit", "Hits", "find", "words_of"]
