"""Asking the index of the database in use. Words are folded ones: letters and digits only."""

from typing import Any, NamedTuple, Protocol

from django.db import connection

from articles.models.edition import EditionQuerySet
from articles.search import postgres, sqlite
from articles.search.weights import score
from site_config.kit.statements import spelled_out


class Dialect(Protocol):
    """What the two databases say differently.

    `HITS` selects those of `{live}`, the newest first, that match its one parameter in `{index}`,
    which is `TEXTS` or `TITLES`. The parameter is made by `all_of`, for which a word matches the
    words that it begins, or by `all_whole`. `in_index` makes `live` of a query for editions, so
    that it looks at nothing but the index `edition_searched`.
    """

    TEXTS: str
    TITLES: str
    HITS: str

    def in_index(self, live: str) -> str: ...
    def all_of(self, words: list[str]) -> str: ...
    def all_whole(self, words: list[str]) -> str: ...


# A query and its parameters.
Sql = tuple[str, tuple[Any, ...]]

_DIALECTS: dict[str, Dialect] = {"sqlite": sqlite, "postgresql": postgres}


class Found(NamedTuple):
    """An edition that holds what was looked for, and the category that it stands in, if any."""

    edition: int
    category: int | None
    category_parent: int | None
    # Empty where there is none.
    category_name: str
    category_slug: str


def ranked(words: list[str], live: Sql, *, limit: int) -> list[Found]:
    """Those of `live` that hold all of `words`, the best first.

    The newest `limit` are compared, and as many whose titles hold the words. Where these are fewer
    it asks again, for texts with longer words as well: to find beginnings takes the longer, the
    more texts hold them, and SQLite begins to look even where a limit wants none.
    """
    dialect = _DIALECTS[connection.vendor]
    whole, begun = dialect.all_whole(words), dialect.all_of(words)
    sought = [(dialect.TEXTS, whole), (dialect.TITLES, begun)]
    documents = _documents(sought, live, limit)
    if len(documents) < limit:
        documents = _documents([*sought, (dialect.TEXTS, begun)], live, limit)
    beginnings = [f" {word}" for word in words]
    scores = {found: score(beginnings, *texts) for found, texts in documents.items()}
    # Of equals the newest, which comes first, stays first.
    return sorted(scores, key=scores.__getitem__, reverse=True)[:limit]


def _documents(
    sought: list[tuple[str, str]], live: Sql, limit: int
) -> dict[Found, tuple[str, str, str, str]]:
    """Kind, title, summary and people of those of `live` that are found, the newest first.

    `sought` are indexes, each with what to find in it: `limit` at most.
    """
    dialect = _DIALECTS[connection.vendor]
    inner, parameters = live
    hits = " UNION ALL ".join(
        f"SELECT * FROM ({dialect.HITS.format(live=inner, index=index)} LIMIT {limit}) AS newest"  # noqa: S608 - made of constants and of Django's own SQL
        for index, _match in sought
    )
    query = f"""
        SELECT hits.id, hits.category, category.parent_id,
            coalesce(category.name, ''), coalesce(category.slug, ''),
            article_kind, document.title, document.summary, document.people
        FROM ({hits}) AS hits
            JOIN articles_searchdocument AS document ON document.edition_id = hits.id
            LEFT JOIN articles_category AS category ON category.id = hits.category
        ORDER BY live_from DESC, hits.id DESC
    """  # noqa: S608 - as above
    values = [each for _index, match in sought for each in (*parameters, match)]
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return {Found._make(row[:5]): row[5:] for row in cursor.fetchall()}


def titled(words: list[str], live: Sql, *, limit: int) -> list[int]:
    """The primary keys of the newest `limit` of `live` whose titles hold all of `words`.

    A longer word counts where one begins with it.
    """
    dialect = _DIALECTS[connection.vendor]
    inner, parameters = live
    hits = dialect.HITS.format(live=inner, index=dialect.TITLES)
    query = f"SELECT id FROM ({hits} LIMIT %s) AS titled"  # noqa: S608 - of constants, as above
    with connection.cursor() as cursor:
        cursor.execute(query, [*parameters, dialect.all_of(words), limit])
        return [row[0] for row in cursor.fetchall()]


def occurring(words: list[str], live: Sql, *, whole: bool = False) -> set[str]:
    """Those of `words` that occur in some of `live`; in one query, whatever their number.

    Beginnings of longer words count unless `whole` is true.
    """
    if not words:
        return set()
    dialect = _DIALECTS[connection.vendor]
    inner, parameters = live
    hits = dialect.HITS.format(live=inner, index=dialect.TEXTS)
    one = f"SELECT CAST(%s AS text) WHERE EXISTS ({hits})"
    sought = dialect.all_whole if whole else dialect.all_of
    values: list[Any] = []
    for word in words:
        values += [word, *parameters, sought([word])]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(words)), values)
        return {row[0] for row in cursor.fetchall()}


def as_table(live: EditionQuerySet) -> Sql:
    """What `ranked` and `occurring` look among."""
    columns = live.order_by().values("id", "article_kind", "live_from", "category")
    sql, parameters = spelled_out(*columns.query.sql_with_params())
    return _DIALECTS[connection.vendor].in_index(sql), parameters
