"""Statements whose SQL Django writes once in a process, instead of each time they run."""

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any

from django.db import connections, router
from django.db.models import AutoField, Expression, Model, QuerySet
from django.db.models.sql import InsertQuery

from site_config.kit.kept_cursors import KeptCursor
from site_config.kit.statements import (
    Blank,
    Row,
    Shape,
    Statement,
    Update,
    blanks,
    returning,
)


def prepared(build: Callable[..., QuerySet[Any, Row]]) -> Callable[..., list[Row]]:
    """Turn a function that builds a queryset into one that returns its rows.

    Building a queryset and compiling it takes five to ten times as long as running it. `build`
    is called with blanks in place of its arguments, once for each number of elements that its
    lists have, and what it returns is compiled; from then on only the values change. So it may
    hand its arguments to the ORM and do nothing else with them, and none of them may be None.
    """
    statements: dict[Shape, Statement[Row]] = {}

    @wraps(build)
    def rows(*values: Any) -> list[Row]:
        shape = tuple(len(value) if isinstance(value, list) else None for value in values)
        if shape not in statements:
            statements[shape] = Statement(build(*blanks(shape)))
        return statements[shape].run(values)

    return rows


def prepared_update(
    build: Callable[..., tuple[QuerySet[Any], dict[str, Any]]],
) -> Callable[..., None]:
    """The same for an update: `build` returns the rows, and what `QuerySet.update` takes.

    No argument may be a list.
    """
    statements: list[Update] = []

    @wraps(build)
    def update(*values: Any) -> None:
        if not statements:
            statements.append(Update(*build(*blanks((None,) * len(values)))))
        statements[0].run(values)

    return update


def prepared_update_returning(
    build: Callable[..., tuple[QuerySet[Any, Row], dict[str, Any]]],
) -> Callable[..., list[Row]]:
    """The same, for an update that returns the rows as they are then, annotations included."""
    statements: list[Statement[Row]] = []

    @wraps(build)
    def rows(*values: Any) -> list[Row]:
        if not statements:
            statements.append(returning(*build(*blanks((None,) * len(values)))))
        return statements[0].run(values)

    return rows


def insert(new: Model) -> None:
    """Write a new row as `new.save(force_insert=True)` does, but send no signals.

    Fields may hold expressions; one that is kept and used again is compiled only once. A row that
    has its key already is written under it.
    """
    insertion, values = _insertion_of(new)
    insertion.run(new, values)


def insert_all(rows: Sequence[Model]) -> None:
    """Write new rows of several tables, in one statement where there is a server to send it to.

    None of them learns of the key that the database gives it.
    """
    if not rows or connections[router.db_for_write(type(rows[0]))].vendor != "postgresql":
        for row in rows:
            insert(row)
        return
    insertions, values = zip(*map(_insertion_of, rows), strict=True)
    _together(insertions).run(rows, values)


def _insertion_of(new: Model) -> tuple["_Insertion", dict[str, Any]]:
    values = {
        field.attname: field.pre_save(new, add=True) for field in type(new)._meta.concrete_fields
    }
    expressions = tuple(each for each in values.items() if isinstance(each[1], Expression))
    return _insertion(type(new), expressions, has_key=new.pk is not None), values


@lru_cache
def _insertion(
    model: type[Model], expressions: tuple[tuple[str, Expression], ...], *, has_key: bool
) -> "_Insertion":
    return _Insertion(model, dict(expressions), has_key=has_key)


class _Insertion:
    """A compiled insert of one row, all of whose values are blanks but some `expressions`."""

    def __init__(
        self, model: type[Model], expressions: dict[str, Expression], *, has_key: bool
    ) -> None:
        self.using = router.db_for_write(model)
        self.fields = [
            field
            for field in model._meta.concrete_fields
            if has_key or not isinstance(field, AutoField)
        ]
        places = {field.attname: Blank(place) for place, field in enumerate(self.fields)}
        query = InsertQuery(model)
        query.insert_values(self.fields, [model(**{**places, **expressions})], raw=True)
        compiler = query.get_compiler(self.using)
        compiler.returning_fields = None if has_key else [model._meta.pk]
        self.has_key = has_key
        self.cursor = KeptCursor()
        [(self.sql, self.parameters)] = compiler.as_sql()

    def run(self, new: Model, values: dict[str, Any]) -> None:
        connection = connections[self.using]
        cursor = self.cursor.on(connection)
        cursor.execute(self.sql, self.filled_in(values, connection))
        if not self.has_key:
            [(key,)] = cursor.fetchall()
            new.pk = new._meta.pk.to_python(key)
        new._state.adding, new._state.db = False, self.using

    def filled_in(self, values: dict[str, Any], connection: Any) -> list[Any]:
        return [
            self._prepared(given, values, connection) if isinstance(given, Blank) else given
            for given in self.parameters
        ]

    def _prepared(self, blank: Blank, values: dict[str, Any], connection: Any) -> Any:
        field = self.fields[blank.argument]
        return field.get_db_prep_save(values[field.attname], connection)


@lru_cache
def _together(insertions: tuple[_Insertion, ...]) -> "_Together":
    return _Together(insertions)


class _Together:
    """Compiled inserts as one statement of PostgreSQL, which checks foreign keys at the end."""

    def __init__(self, insertions: tuple[_Insertion, ...]) -> None:
        self.insertions = insertions
        self.cursor = KeptCursor()
        *before, last = [insertion.sql for insertion in insertions]
        parts = ", ".join(f"part_{place} AS ({sql})" for place, sql in enumerate(before))
        self.sql = f"WITH {parts} {last}" if parts else last

    def run(self, rows: Sequence[Model], values: Sequence[dict[str, Any]]) -> None:
        using = self.insertions[0].using
        connection = connections[using]
        pairs = zip(self.insertions, values, strict=True)
        parameters = [
            each for insertion, given in pairs for each in insertion.filled_in(given, connection)
        ]
        self.cursor.on(connection).execute(self.sql, parameters)
        for row in rows:
            row._state.adding, row._state.db = False, using
