"""Statements whose SQL Django writes once in a process, instead of each time they run."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import lru_cache, wraps
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import AutoField, Expression, Model, QuerySet
from django.db.models.sql import InsertQuery, UpdateQuery

Row = TypeVar("Row", bound=Model | tuple[Any, ...] | Mapping[str, object])

# The number of elements of each argument that is a list.
Shape = tuple[int | None, ...]
# What goes with the SQL of a statement: blanks, and what is always the same.
Parameters = tuple[Any, ...]

_PLACE = re.compile("%s|%%")
_WORD = re.compile(r"\w*", re.ASCII)


def prepared(build: Callable[..., QuerySet[Any, Row]]) -> Callable[..., list[Row]]:
    """Turn a function that builds a queryset into one that returns its rows.

    Building a queryset and compiling it takes five to ten times as long as running it. `build`
    is called with blanks in place of its arguments, once for each number of elements that its
    lists have, and what it returns is compiled; from then on only the values change. So it may
    hand its arguments to the ORM and do nothing else with them, and none of them may be None.
    """
    statements: dict[Shape, _Statement[Row]] = {}

    @wraps(build)
    def rows(*values: Any) -> list[Row]:
        shape = tuple(len(value) if isinstance(value, list) else None for value in values)
        if shape not in statements:
            statements[shape] = _Statement(build(*_blanks(shape)))
        return statements[shape].run(values)

    return rows


def prepared_update(
    build: Callable[..., tuple[QuerySet[Any], dict[str, Any]]],
) -> Callable[..., None]:
    """The same for an update: `build` returns the rows, and what `QuerySet.update` takes.

    No argument may be a list.
    """
    statements: list[_Update] = []

    @wraps(build)
    def update(*values: Any) -> None:
        if not statements:
            statements.append(_Update(*build(*_blanks((None,) * len(values)))))
        statements[0].run(values)

    return update


def spelled_out(sql: str, parameters: Parameters) -> tuple[str, Parameters]:
    """Write those parameters that are words, as states and kinds are, into the statement itself.

    PostgreSQL plans a prepared statement once, unless it reckons that to know the parameters would
    save more: with "page" or "article" it does, and plans each time for longer than it looks.
    """
    given, left = iter(parameters), []

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%%"
        value = next(given)
        if isinstance(value, str) and _WORD.fullmatch(value):
            return f"'{value}'"
        left.append(value)
        return "%s"

    written_out = _PLACE.sub(written, sql)
    return written_out, tuple(left)


def insert(new: Model) -> None:
    """Write a new row as `new.save(force_insert=True)` does, but send no signals.

    Fields may hold expressions; one that is kept and used again is compiled only once.
    """
    values = {
        field.attname: field.pre_save(new, add=True) for field in type(new)._meta.concrete_fields
    }
    expressions = tuple(each for each in values.items() if isinstance(each[1], Expression))
    _insertion(type(new), expressions).run(new, values)


class _Blank(Expression):
    """Stands in a query for an argument, or for one element of an argument that is a list."""

    def __init__(self, argument: int, element: int | None = None) -> None:
        super().__init__()
        self.argument = argument
        self.element = element

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def value(self, values: tuple[Any, ...]) -> Any:
        value = values[self.argument]
        return value if self.element is None else value[self.element]


class _Written(Expression):
    """Stands in a query as it is written, not as a parameter."""

    def __init__(self, sql: str) -> None:
        super().__init__()
        self.sql = sql

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, ()


EMPTY = _Written("''")
"""No text, to compare with where an index leaves that out. Given as a value, it would make the
database plan a prepared statement each time anew, to see whether the index will do."""


def _blanks(shape: Shape) -> list[Any]:
    return [
        _Blank(argument)
        if length is None
        else [_Blank(argument, element) for element in range(length)]
        for argument, length in enumerate(shape)
    ]


class _Statement(Generic[Row]):
    """A compiled queryset."""

    def __init__(self, queryset: QuerySet[Any, Row]) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        try:
            self.sql, self.parameters = spelled_out(*self.compiler.as_sql())
        except EmptyResultSet:
            # Django knows without asking that nothing is among no elements.
            self.sql, self.parameters = "", ()
            return
        if self.compiler.has_extra_select:
            raise ValueError("Distinct rows have to be ordered by what they consist of.")
        # This thread's connection is not to outlive it; the converters hold one that is never open.
        self.compiler.connection = connections[queryset.db].copy()
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        converters = self.compiler.get_converters(columns)
        self.converters = [
            (place, convert, column)
            for place, (several, column) in converters.items()
            for convert in several
        ]
        self.of_thread = threading.local()

    def run(self, values: tuple[Any, ...]) -> list[Row]:
        if not self.sql:
            return []
        try:
            asked: _Asked[Row] = self.of_thread.asked
        except AttributeError:
            asked = self.of_thread.asked = _Asked(self)
        return asked.run(values)


class _Asked(Generic[Row]):
    """A statement as one thread asks it, on its own connection; that is made once as well."""

    def __init__(self, statement: _Statement[Row]) -> None:
        self.statement = statement
        self.connection = connections[statement.queryset.db]
        self.values: tuple[Any, ...] = ()
        compiler = copy(statement.compiler)
        compiler.connection = self.connection
        # What Django does between these two is for rows that come a hundred at a time.
        compiler.execute_sql = lambda *args, **options: None
        compiler.results_iter = self._results
        queryset = statement.queryset.all()
        queryset.query.get_compiler = lambda *args, **options: compiler  # type: ignore[method-assign]
        self.rows = cast(Iterable[Row], queryset._iterable_class(cast(Any, queryset)))

    def run(self, values: tuple[Any, ...]) -> list[Row]:
        self.values = values
        return list(self.rows)

    def _results(
        self, *args: object, tuple_expected: bool = False, **options: object
    ) -> Iterator[Any]:
        """The rows as the database has them, their columns converted to what the fields are."""
        statement, connection = self.statement, self.connection
        with connection.cursor() as cursor:
            given = _filled_in(statement.parameters, self.values, connection)
            cursor.execute(statement.sql, given)
            found = cursor.fetchall()
        if not statement.converters:
            return iter(found)
        rows = list(map(list, found))
        for place, convert, column in statement.converters:
            for row in rows:
                row[place] = convert(row[place], column, connection)
        return map(tuple, rows) if tuple_expected else iter(rows)


class _Update:
    """A compiled update."""

    def __init__(self, rows: QuerySet[Any], changes: dict[str, Any]) -> None:
        self.using = router.db_for_write(rows.model)
        query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
        query.add_update_values(changes)
        self.sql, self.parameters = query.get_compiler(self.using).as_sql()

    def run(self, values: tuple[Any, ...]) -> None:
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, _filled_in(self.parameters, values, connection))


@lru_cache
def _insertion(model: type[Model], expressions: tuple[tuple[str, Expression], ...]) -> "_Insertion":
    return _Insertion(model, dict(expressions))


class _Insertion:
    """A compiled insert of one row, all of whose values are blanks but some `expressions`."""

    def __init__(self, model: type[Model], expressions: dict[str, Expression]) -> None:
        self.using = router.db_for_write(model)
        self.fields = [
            field for field in model._meta.concrete_fields if not isinstance(field, AutoField)
        ]
        blanks = {field.attname: _Blank(place) for place, field in enumerate(self.fields)}
        query = InsertQuery(model)
        query.insert_values(self.fields, [model(**{**blanks, **expressions})], raw=True)
        compiler = query.get_compiler(self.using)
        compiler.returning_fields = [model._meta.pk]
        [(self.sql, self.parameters)] = compiler.as_sql()

    def run(self, new: Model, values: dict[str, Any]) -> None:
        connection = connections[self.using]
        parameters = [
            self._prepared(given, values, connection) if isinstance(given, _Blank) else given
            for given in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            [key] = cursor.fetchone()
        new.pk = new._meta.pk.to_python(key)
        new._state.adding, new._state.db = False, self.using

    def _prepared(self, blank: _Blank, values: dict[str, Any], connection: Any) -> Any:
        field = self.fields[blank.argument]
        return field.get_db_prep_save(values[field.attname], connection)


def _filled_in(parameters: Parameters, values: tuple[Any, ...], connection: Any) -> Parameters:
    adapt = connection.ops.adapt_unknown_value
    # A moment or an address may fill many blanks.
    adapted = tuple(
        list(map(adapt, value)) if isinstance(value, list) else adapt(value) for value in values
    )
    return tuple(
        given.value(adapted) if isinstance(given, _Blank) else given for given in parameters
    )
