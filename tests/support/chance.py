"""How many examples of chance a test is shown."""

from django.db import connection


def examples(number: int) -> int:
    """So many on SQLite and a third of them on PostgreSQL.

    There each takes several times as long, and what examples find is seldom in the database.
    """
    return -(-number // 3) if connection.vendor == "postgresql" else number
