"""The indexes of PostgreSQL: GIN, of a generated column of the documents and of their titles.

The index of the column does not know in which part of a document a word stands.
"""

from articles.search.weights import PREFIX_FROM

TEXTS = "vector"
TITLES = "to_tsvector('simple', title)"

# A vector has to be fetched and unpacked before it is compared, and PostgreSQL reckons without
# that: it would rather compare the newest documents one by one than ask the index. So it has to
# plan without the words, which come from a query of their own, and finds all hits before it
# reads the newest of them.
HITS = """
    SELECT live.*
    FROM ({live}) AS live
        JOIN (
            SELECT edition_id FROM articles_searchdocument
            WHERE {index} @@ (SELECT to_tsquery('simple', %s))
            ORDER BY edition_id DESC
        ) AS hit ON hit.edition_id = live.id
    ORDER BY hit.edition_id DESC
"""


def in_index(live: str) -> str:
    return live


def all_of(words: list[str]) -> str:
    return " & ".join(
        f"{whole(word)}:*" if len(word) >= PREFIX_FROM else whole(word) for word in words
    )


def all_whole(words: list[str]) -> str:
    return " & ".join(map(whole, words))


def whole(word: str) -> str:
    return f"'{word}'"
