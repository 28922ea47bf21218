"""The indexes of SQLite: FTS5 tables beside the documents, kept by triggers.

In quotation marks AND, OR, NOT and NEAR are words like any other.
"""

from articles.search.weights import PREFIX_FROM

TEXTS = "articles_searchindex"
TITLES = "articles_searchtitles"

# CROSS JOIN makes SQLite begin with the index; left to itself it may walk through all editions.
# The index comes in the order of its rows, so that reading stops where a limit does.
HITS = """
    SELECT live.*
    FROM {index} CROSS JOIN ({live}) AS live ON live.id = {index}.rowid
    WHERE {index} MATCH %s
    ORDER BY {index}.rowid DESC
"""


# Left to itself SQLite looks into the row of each edition that is found, as its key is that of
# the row, and through the pages of its texts for what stands behind them.
_ROWS = 'FROM "articles_edition" '
_INDEX_ALONE = 'FROM "articles_edition" INDEXED BY "edition_searched" '


def in_index(live: str) -> str:
    return live.replace(_ROWS, _INDEX_ALONE)


def all_of(words: list[str]) -> str:
    return " AND ".join(
        f"{whole(word)}*" if len(word) >= PREFIX_FROM else whole(word) for word in words
    )


def all_whole(words: list[str]) -> str:
    return " AND ".join(map(whole, words))


def whole(word: str) -> str:
    return f'"{word}"'
