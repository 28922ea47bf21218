"""Writing down what changed, in the transaction that changes it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from site_config.kit.pagecache import announcing, cdn
from site_config.kit.pagecache.models import CurrentTransaction, Purge
from site_config.kit.prepared import insert_all

# Rows older than this are known to every process; one that slept longer trusts nothing it has.
KEPT = dt.timedelta(days=7)

_THIS_TRANSACTION = CurrentTransaction()


def purge(
    keys: Iterable[str], *, at: dt.datetime | None = None, along: Sequence[Model] = ()
) -> None:
    """Let every page that carries one of `keys` be rendered anew: after commit, or at `at`.

    `along` are new rows of the change itself, written in the same statement. Belongs inside the
    transaction of the change, and raises TransactionManagementError outside of one. Name the keys
    of before and after the change.
    """
    wanted = sorted(set(keys))
    if not wanted:
        insert_all(along)
        return
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "A purge must be written in the transaction of the change that it belongs to."
        )
    new = Purge(
        keys=wanted,
        # Not the moment of the verb, which an import may set long ago: this decides how long the
        # row is kept for the other processes.
        written_at=timezone.now(),
        due_at=at,
        transaction=_THIS_TRANSACTION,
        owed_to_cdn=bool(settings.CDN_PURGE_URL),
    )
    insert_all([*along, new])
    if settings.CDN_PURGE_URL:
        cdn.owe(at=at)
    transaction.on_commit(announcing.announce, robust=True)


def purge_once(keys: Iterable[str], *, at: dt.datetime) -> None:
    """The same for what many may ask for: one row for the same keys and moment is enough."""
    wanted = sorted(set(keys))
    if not Purge.objects.filter(due_at=at, keys=wanted).exists():
        purge(wanted, at=at)


def forget_old(*, now: dt.datetime) -> int:
    """Delete the purges that every process, and a CDN, has long known; return how many."""
    old = Purge.objects.filter(written_at__lt=now - KEPT, owed_to_cdn=False)
    return old.exclude(due_at__gte=now - KEPT).delete()[0]
