"""Changing a shelf of the toy site as a verb does: the change and its purge in one transaction."""

import datetime as dt

from django.db import connection, transaction

from site_config.kit.pagecache.announcing import announce
from site_config.kit.pagecache.purging import purge
from tests.kit.pagecache.shelves import SHELVES


def change(name: str, text: str, *, at: dt.datetime | None = None) -> None:
    """Put `text` on a shelf, now or at a moment ahead, when the test has to do it."""
    change_unannounced(name, text, at=at)
    # Inside a test's own transaction nothing is ever committed, and nobody would tell.
    if connection.in_atomic_block:
        announce()


def change_unannounced(name: str, text: str, *, at: dt.datetime | None = None) -> None:
    """The same by a process that is killed right after its commit."""
    with transaction.atomic():
        if at is None:
            SHELVES[name] = text
        purge([f"shelf:{name}"], at=at)
