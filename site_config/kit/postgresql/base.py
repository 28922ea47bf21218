"""Django's PostgreSQL, asked whether it is still there once a second and not with each request."""

from math import inf
from time import monotonic

from django.db.backends.postgresql import base

# Whoever comes within so many seconds trusts the answer that the one before got. Where PostgreSQL
# went away since then, one request on each connection fails, as while it is away.
TRUSTED_SECONDS = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine of DATABASES, with its CONN_HEALTH_CHECKS."""

    health_check_done: bool
    _was_there_at = -inf

    def close_if_health_check_failed(self) -> None:
        if not self.health_check_done and monotonic() - self._was_there_at < TRUSTED_SECONDS:
            self.health_check_done = True
        super().close_if_health_check_failed()

    def is_usable(self) -> bool:
        is_usable = super().is_usable()
        if is_usable:
            self._was_there_at = monotonic()
        return is_usable
