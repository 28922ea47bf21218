"""The indexes of PostgreSQL: GIN, of a generated column of the documents and of their titles.

The index of the column does not know in which part of a document a word stands.
"""

from articles.search.weights import PREFIX_FROM

TEXTS = "vector"
TITLES = "to_tsvector('simple', title)"

HITS = """
    SELECT live.*, title, summary, people
    FROM articles_searchdocument
        JOIN ({live}) AS live ON live.id = articles_searchdocument.edition_id
    WHERE {index} @@ to_tsquery('simple', %s)
    ORDER BY articles_searchdocument.edition_id DESC
"""


def all_of(words: list[str]) -> str:
    return " & ".join(
        f"{whole(word)}:*" if len(word) >= PREFIX_FROM else whole(word) for word in words
    )


def all_whole(words: list[str]) -> str:
    return " & ".join(map(whole, words))


def whole(word: str) -> str:
    return f"'{word}'"
