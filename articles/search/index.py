"""Asking the index of the database in use. Words are folded ones: letters and digits only."""

from typing import Any, Protocol

from django.db import connection

from articles.models.edition import EditionQuerySet
from articles.search import postgres, sqlite
from articles.search.weights import QUESTION, Sql


class Dialect(Protocol):
    """What the two databases say differently.

    `HITS` selects the primary keys of the editions `{live}` that match its one parameter, a query
    as `all_of` and `whole` make it; a word matches the words that it begins, unless `whole`.
    `newest` selects the newest of them with how good they are.
    """

    HITS: str

    def all_of(self, words: list[str]) -> str: ...
    def whole(self, word: str) -> str: ...
    def newest(self, words: list[str], live: Sql, *, in_titles: bool = False) -> Sql: ...


_DIALECTS: dict[str, Dialect] = {"sqlite": sqlite, "postgresql": postgres}


def ranked(words: list[str], live: EditionQuerySet, *, limit: int) -> list[int]:
    """The primary keys of those of `live` that hold all of `words`, the best first.

    Where more than CONSIDERED hold them, the best of the newest and of those with a fitting title.
    """
    newest = _DIALECTS[connection.vendor].newest
    anywhere, values = newest(words, _as_table(live))
    in_titles, more_values = newest(words, _as_table(live), in_titles=True)
    query = f"""
        SELECT id FROM (SELECT * FROM ({anywhere}) AS a UNION ALL SELECT * FROM ({in_titles}) AS b)
            AS hit
        GROUP BY id, article_kind, first_published_at
        ORDER BY MAX(rank) * CASE article_kind WHEN 'faq' THEN {QUESTION} ELSE 1 END DESC,
            first_published_at DESC, id DESC
        LIMIT %s
    """  # noqa: S608 - made of constants and of Django's own SQL
    with connection.cursor() as cursor:
        cursor.execute(query, [*values, *more_values, limit])
        return [row[0] for row in cursor.fetchall()]


def occurring(words: list[str], live: EditionQuerySet, *, whole: bool = False) -> set[str]:
    """Those of `words` that occur in some of `live`; in one query, whatever their number.

    Beginnings of longer words count unless `whole` is true.
    """
    if not words:
        return set()
    dialect = _DIALECTS[connection.vendor]
    inner, parameters = _as_table(live)
    one = f"SELECT CAST(%s AS text) WHERE EXISTS ({dialect.HITS.format(live=inner)})"
    values: list[Any] = []
    for word in words:
        values += [word, *parameters, dialect.whole(word) if whole else dialect.all_of([word])]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(words)), values)
        return {row[0] for row in cursor.fetchall()}


def _as_table(live: EditionQuerySet) -> Sql:
    return (
        live.order_by().values("id", "article_kind", "first_published_at").query.sql_with_params()
    )
