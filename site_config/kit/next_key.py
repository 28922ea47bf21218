"""The number of a row that is still to be written, for what has to be written along with it."""

from typing import Any

from django.db.models import BigIntegerField, Func, Model


class NextKey(Func):
    """The number that the next row of `model` is to have, for the transaction that asks.

    PostgreSQL gives each number away once. SQLite has one writer, so there it stays free until the
    end of the transaction; its table is one of Django's, which never use a number again.
    """

    template = "COALESCE((SELECT seq FROM sqlite_sequence WHERE name = '%(table)s'), 0) + 1"
    output_field = BigIntegerField()

    def __init__(self, model: type[Model]) -> None:
        super().__init__(table=model._meta.db_table, column=model._meta.pk.column)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        of_postgresql = "nextval(pg_get_serial_sequence('%(table)s', '%(column)s'))"
        return self.as_sql(compiler, connection, template=of_postgresql, **extra)
