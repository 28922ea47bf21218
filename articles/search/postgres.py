"""The index of PostgreSQL: a generated column of the documents, with a GIN index."""

from articles.search.weights import BODY, CONSIDERED, PEOPLE, PREFIX_FROM, SUMMARY, TITLE, Sql

HITS = """
    SELECT live.id
    FROM articles_searchdocument JOIN ({live}) AS live
        ON live.id = articles_searchdocument.edition_id
    WHERE articles_searchdocument.vector @@ to_tsquery('simple', %s)
"""
# Of the labels D, C, B and A in this order, at most 1.
_WEIGHTS = [weight / TITLE for weight in (BODY, PEOPLE, SUMMARY, TITLE)]


def newest(words: list[str], live: Sql, *, in_titles: bool = False) -> Sql:
    """Select the id, kind, date and rank of the newest CONSIDERED hits.

    They are cut before they are ranked, because ranking reads the whole vector. Titles have an
    index of their own: that of the vector does not know in which part a word stands.
    """
    inner, parameters = live
    sought_in = "to_tsvector('simple', title)" if in_titles else "vector"
    query = f"""
        SELECT id, article_kind, first_published_at,
            ts_rank(%s::real[], vector, to_tsquery('simple', %s))
            + ts_rank(%s::real[], vector, to_tsquery('simple', %s)) AS rank
        FROM (
            SELECT live.id, live.article_kind, live.first_published_at, vector
            FROM articles_searchdocument
                JOIN ({inner}) AS live ON live.id = articles_searchdocument.edition_id
            WHERE {sought_in} @@ to_tsquery('simple', %s)
            ORDER BY articles_searchdocument.edition_id DESC LIMIT {CONSIDERED}
        ) AS hit
    """  # noqa: S608 - made of constants and of Django's own SQL
    # Whole words count more than beginnings.
    any_whole = " | ".join(whole(word) for word in words)
    return query, (_WEIGHTS, all_of(words), _WEIGHTS, any_whole, *parameters, all_of(words))


def all_of(words: list[str]) -> str:
    return " & ".join(f"'{word}':*" if len(word) >= PREFIX_FROM else whole(word) for word in words)


def whole(word: str) -> str:
    return f"'{word}'"
