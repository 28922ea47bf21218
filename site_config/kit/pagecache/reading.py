"""Reading the purges in the order of their commits, which is not that of their primary keys."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Max

from site_config.kit.pagecache.models import Purge


@dataclass(frozen=True)
class Position:
    """Up to where the purges are known: every transaction before `horizon`, and those of `seen`."""

    horizon: int
    seen: frozenset[int] = frozenset()


class Purged(NamedTuple):
    """What one purge says: that pages with one of `keys` change, at once or at `due_at`."""

    keys: list[str]
    due_at: dt.datetime | None


def present() -> Position:
    """The position of somebody who begins now."""
    return Position(_horizon())


def since(before: Position) -> tuple[Position, list[Purged]]:
    """Return what was committed since `before`, and the position after it."""
    horizon = max(_horizon(), before.horizon)
    order = _order()
    rows = Purge.objects.filter(**{f"{order}__gte": before.horizon}).order_by("pk")
    seen: set[int] = set()
    purged: list[Purged] = []
    for pk, number, keys, due_at in rows.values_list("pk", order, "keys", "due_at"):
        if number >= horizon:
            seen.add(pk)
        if pk not in before.seen:
            purged.append(Purged(keys, due_at))
    return Position(horizon, frozenset(seen)), purged


def _order() -> str:
    """The column by which one can tell what may still be on its way."""
    return "transaction" if connection.vendor == "postgresql" else "pk"


def _horizon() -> int:
    """A number below which every purge is either visible by now or will never be.

    SQLite has one writer at a time, so primary keys appear in order. On PostgreSQL it is the
    oldest transaction that is still running.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            return int(cursor.fetchone()[0])
    last: int | None = Purge.objects.aggregate(last=Max("pk"))["last"]
    return (last or 0) + 1
