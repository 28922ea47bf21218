"""The index of SQLite: an FTS5 table beside the documents, kept by triggers.

In quotation marks AND, OR, NOT and NEAR are words like any other.
"""

from typing import Any

from articles.search.weights import BODY, PEOPLE, PREFIX_FROM, SUMMARY, TITLE

# CROSS JOIN makes SQLite begin with the index; left to itself it may walk through all editions.
HITS = """
    SELECT live.id
    FROM articles_searchindex CROSS JOIN ({live}) AS live ON live.id = articles_searchindex.rowid
    WHERE articles_searchindex MATCH %s
"""
# The better, the further below zero.
RANK = f"bm25(articles_searchindex, {TITLE}, {SUMMARY}, {PEOPLE}, {BODY})"
BEST_FIRST = "ASC"


def all_of(words: list[str]) -> str:
    """A query for all of `words`; those that are found whole count more."""
    return " AND ".join(
        f'("{word}" OR "{word}"*)' if len(word) >= PREFIX_FROM else f'"{word}"' for word in words
    )


def whole(word: str) -> str:
    return f'"{word}"'


def rank_values(words: list[str]) -> list[Any]:
    return []
