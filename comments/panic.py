"""The emergency switch: hold or close all discussions for some hours, after which it is over."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from comments import moderation, page_keys
from comments.errors import WrongState
from comments.models import Panic
from comments.readers import display_name
from site_config.kit.pagecache.purging import purge

LONGEST = dt.timedelta(hours=24)
"""Nobody forgets a switch that goes off by itself the next day."""


def in_force(now: dt.datetime) -> Panic | None:
    """The measure that is in force, or None."""
    return Panic.objects.in_force(now).first()


@transaction.atomic
def begin(
    measure: str, *, lasts: dt.timedelta, reason: str = "", by: User, now: dt.datetime
) -> Panic:
    """Hold every comment, or take none, from now on; another measure gives way to it.

    What waits and what is published stays as it is. Raises NotPermitted, or WrongState for a
    measure that is none or that lasts longer than LONGEST.
    """
    moderation.require_moderator(by)
    if measure not in Panic.Measure or not dt.timedelta(0) < lasts <= LONGEST:
        raise WrongState(_("Choose what to do, for a day at most."))
    _end(by=by, now=now)
    begun = Panic.objects.create(
        measure=measure,
        begins_at=now,
        ends_at=now + lasts,
        reason=reason,
        by=by,
        by_name=display_name(by),
    )
    if measure == Panic.Measure.CLOSE:
        purge([page_keys.THREADS])
        purge([page_keys.THREADS], at=begun.ends_at)
    return begun


@transaction.atomic
def end(*, by: User, now: dt.datetime) -> None:
    """End what is in force before its time. Raises NotPermitted, or WrongState if nothing is."""
    moderation.require_moderator(by)
    if not _end(by=by, now=now):
        raise WrongState(_("It is over already."))


def _end(*, by: User, now: dt.datetime) -> bool:
    ended = list(Panic.objects.in_force(now).select_for_update())
    for each in ended:
        each.ends_at, each.ended_by_name = now, display_name(by)
        each.save(update_fields=["ends_at", "ended_by_name"])
    if any(each.measure == Panic.Measure.CLOSE for each in ended):
        purge([page_keys.THREADS])
    return bool(ended)
