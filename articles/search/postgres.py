"""The index of PostgreSQL: a generated column of the documents, with a GIN index."""

from typing import Any

from articles.search.weights import BODY, PEOPLE, PREFIX_FROM, SUMMARY, TITLE

HITS = """
    SELECT live.id
    FROM articles_searchdocument JOIN ({live}) AS live
        ON live.id = articles_searchdocument.edition_id
    WHERE articles_searchdocument.vector @@ to_tsquery('simple', %s)
"""
# Whole words count more than beginnings. The flag 1 divides by the logarithm of the length.
_RANK = """(
    ts_rank(%s::real[], articles_searchdocument.vector, to_tsquery('simple', %s), 1)
    + ts_rank(%s::real[], articles_searchdocument.vector, to_tsquery('simple', %s), 1)
) DESC"""
# Of the labels D, C, B and A in this order, at most 1.
_WEIGHTS = [weight / TITLE for weight in (BODY, PEOPLE, SUMMARY, TITLE)]


def all_of(words: list[str]) -> str:
    return " & ".join(f"'{word}':*" if len(word) >= PREFIX_FROM else whole(word) for word in words)


def whole(word: str) -> str:
    return f"'{word}'"


def best_first(words: list[str]) -> tuple[str, list[Any]]:
    """What to order by, with its parameters."""
    any_whole = " | ".join(whole(word) for word in words)
    return _RANK, [_WEIGHTS, all_of(words), _WEIGHTS, any_whole]
