"""The moment at which builders do things, and steps away from it. Imports no Django."""

import datetime as dt

# A Monday.
NOW = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
