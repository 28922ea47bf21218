"""Dates of a WordPress export, all given back in UTC."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

_NONE = "0000-00-00"  # WordPress's date of what was never published.
# In a feed that date reads "Mon, 30 Nov -0001 00:00:00 +0000".
_RSS_YEAR = re.compile(r"[A-Za-z]{3} \d{4} ")


def first_date(gmt: str, rss: str, local: str, zone: tzinfo) -> datetime | None:
    """Return the first of three notations that holds a date, None if none does.

    `gmt` and `local` read "2024-05-01 10:30:00", `rss` is a date of RFC 2822, `local` is
    meant in `zone`.
    """
    return _database_date(gmt, UTC) or _rss_date(rss) or _database_date(local, zone)


def _database_date(text: str, zone: tzinfo) -> datetime | None:
    if not text or text.startswith(_NONE):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _rss_date(text: str) -> datetime | None:
    if not _RSS_YEAR.search(text):
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
