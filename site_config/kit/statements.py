"""What a prepared statement is made of: SQL with blanks, and what fills them in and runs it."""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql import UpdateQuery

from site_config.kit.kept_cursors import KeptCursor

Row = TypeVar("Row", bound=Model | tuple[Any, ...] | Mapping[str, object])

# The number of elements of each argument that is a list.
Shape = tuple[int | None, ...]
# What goes with the SQL of a statement: blanks, and what is always the same.
Parameters = tuple[Any, ...]

_PLACE = re.compile("%s|%%")
_WORD = re.compile(r"\w*", re.ASCII)


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


class Blank(Expression):
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


def blanks(shape: Shape) -> list[Any]:
    return [
        Blank(argument)
        if length is None
        else [Blank(argument, element) for element in range(length)]
        for argument, length in enumerate(shape)
    ]


class Statement(Generic[Row]):
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
        self.cursor = KeptCursor()

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

    def __init__(self, statement: Statement[Row]) -> None:
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
        cursor = statement.cursor.on(connection)
        cursor.execute(statement.sql, filled_in(statement.parameters, self.values, connection))
        found = cursor.fetchall()
        if not statement.converters:
            return iter(found)
        rows = list(map(list, found))
        for place, convert, column in statement.converters:
            for row in rows:
                row[place] = convert(row[place], column, connection)
        return map(tuple, rows) if tuple_expected else iter(rows)


class Update:
    """A compiled update."""

    def __init__(self, rows: QuerySet[Any], changes: dict[str, Any]) -> None:
        self.using = router.db_for_write(rows.model)
        query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
        query.add_update_values(changes)
        self.sql, self.parameters = query.get_compiler(self.using).as_sql()
        self.cursor = KeptCursor()

    def run(self, values: tuple[Any, ...]) -> None:
        connection = connections[self.using]
        cursor = self.cursor.on(connection)
        cursor.execute(self.sql, filled_in(self.parameters, values, connection))


def returning(rows: QuerySet[Any, Row], changes: dict[str, Any]) -> Statement[Row]:
    """The statement that reads these rows, changing them first."""
    statement, update = Statement(rows), Update(rows, changes)
    columns = [sql for _column, (sql, _parameters), _alias in statement.compiler.select]
    statement.sql = f"{update.sql} RETURNING {', '.join(columns)}"
    statement.parameters = update.parameters
    return statement


def filled_in(parameters: Parameters, values: tuple[Any, ...], connection: Any) -> Parameters:
    adapt = connection.ops.adapt_unknown_value
    # A moment or an address may fill many blanks.
    adapted = tuple(
        list(map(adapt, value)) if isinstance(value, list) else adapt(value) for value in values
    )
    return tuple(
        given.value(adapted) if isinstance(given, Blank) else given for given in parameters
    )
