"""The index of SQLite: an FTS5 table beside the documents, kept by triggers.

In quotation marks AND, OR, NOT and NEAR are words like any other.
"""

from articles.search.weights import BODY, CONSIDERED, PEOPLE, PREFIX_FROM, SUMMARY, TITLE, Sql

# CROSS JOIN makes SQLite begin with the index; left to itself it may walk through all editions.
HITS = """
    SELECT live.id
    FROM articles_searchindex CROSS JOIN ({live}) AS live ON live.id = articles_searchindex.rowid
    WHERE articles_searchindex MATCH %s
"""
# FTS5 says the better, the further below zero.
_RANK = f"-bm25(articles_searchindex, {TITLE}, {SUMMARY}, {PEOPLE}, {BODY})"


def newest(words: list[str], live: Sql, *, in_titles: bool = False) -> Sql:
    """Select the id, kind, date and rank of the newest CONSIDERED hits.

    The index comes in the order of its rows, so that reading stops there.
    """
    inner, parameters = live
    query = f"""
        SELECT live.id, live.article_kind, live.first_published_at, {_RANK} AS rank
        FROM articles_searchindex
            CROSS JOIN ({inner}) AS live ON live.id = articles_searchindex.rowid
        WHERE articles_searchindex MATCH %s
        ORDER BY articles_searchindex.rowid DESC LIMIT {CONSIDERED}
    """  # noqa: S608 - made of constants and of Django's own SQL
    sought = f"title : ({all_of(words)})" if in_titles else all_of(words)
    return query, (*parameters, sought)


def all_of(words: list[str]) -> str:
    """A query for all of `words`; those that are found whole count more."""
    return " AND ".join(
        f'("{word}" OR "{word}"*)' if len(word) >= PREFIX_FROM else f'"{word}"' for word in words
    )


def whole(word: str) -> str:
    return f'"{word}"'
