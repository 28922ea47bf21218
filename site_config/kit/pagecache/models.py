"""Purges: rows written by verbs, read by every process that keeps pages."""

from typing import Any

from django.db import models
from django.db.models import Func, Q

# A purge of this key is a purge of every page.
EVERYTHING = "*"


class CurrentTransaction(Func):
    """The number of the running transaction on PostgreSQL; nothing on SQLite.

    Rows of PostgreSQL become visible in the order of their commits, which is not that of their
    primary keys. With this number a reader can tell which transactions may still be on their way.
    """

    template = "0"
    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        of_postgresql = "pg_current_xact_id()::text::bigint"
        return self.as_sql(compiler, connection, template=of_postgresql, **extra)


class Purge(models.Model):
    """That every page with one of `keys` changes: when the row is committed, or at `due_at`."""

    keys = models.JSONField()
    written_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField(null=True)
    transaction = models.BigIntegerField()
    owed_to_cdn = models.BooleanField(default=False, help_text="A CDN has yet to be told.")
    told_at = models.DateTimeField(
        null=True, help_text="When the CDN was told for the first of two times."
    )

    class Meta:
        verbose_name = "purge"
        indexes = [
            models.Index(fields=["due_at"], name="purge_dated", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["transaction"], name="purge_transaction", condition=Q(transaction__gt=0)
            ),
            models.Index(fields=["id"], name="purge_owed", condition=Q(owed_to_cdn=True)),
        ]

    def __str__(self) -> str:
        return " ".join(self.keys)
