"""The index of PostgreSQL: a generated column of the documents, with a GIN index."""

from typing import Any

from articles.search.weights import BODY, PEOPLE, PREFIX_FROM, SUMMARY, TITLE

HITS = """
    SELECT live.id
    FROM articles_searchdocument JOIN ({live}) AS live
        ON live.id = articles_searchdocument.edition_id
    WHERE articles_searchdocument.vector @@ to_tsquery('simple', %s)
"""
# Whole words count more than beginnings.
RANK = """(
    ts_rank(%s::real[], articles_searchdocument.vector, to_tsquery('simple', %s))
    + ts_rank(%s::real[], articles_searchdocument.vector, to_tsquery('simple', %s))
)"""
BEST_FIRST = "DESC"
# Of the labels D, C, B and A in this order, at most 1.
_WEIGHTS = [weight / TITLE for weight in (BODY, PEOPLE, SUMMARY, TITLE)]


def all_of(words: list[str]) -> str:
    return " & ".join(f"'{word}':*" if len(word) >= PREFIX_FROM else whole(word) for word in words)


def whole(word: str) -> str:
    return f"'{word}'"


def rank_values(words: list[str]) -> list[Any]:
    any_whole = " | ".join(whole(word) for word in words)
    return [_WEIGHTS, all_of(words), _WEIGHTS, any_whole]
