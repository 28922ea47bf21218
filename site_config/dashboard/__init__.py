"""The first page of the desk: what waits for a person, what is late and why, and how it goes.

A panel is a function of `user` and `now` that returns a Panel, or None where it does not concern
this person or has nothing to say. Whoever has a new one adds it to PANELS.
"""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser, User

from site_config.dashboard import discussions, publishing, readers, reviewing, running, writing
from site_config.dashboard.panel import Panel

PANELS: list[Callable[..., Panel | None]] = [
    running.late_schedules,
    running.lost_programs,
    running.failed_mail,
    writing.given_back,
    publishing.to_approve,
    publishing.to_sign_off,
    publishing.to_publish,
    discussions.pending,
    reviewing.reported,
    reviewing.overdue,
    publishing.scheduled,
    writing.drafts,
    readers.most_read,
    readers.missed,
    running.programs,
]


def panels_for(user: User | AnonymousUser, *, now: dt.datetime) -> list[Panel]:
    """What concerns this person, what is late before all else."""
    found = [panel for build in PANELS if (panel := build(user, now=now)) is not None]
    return sorted(found, key=lambda panel: not panel.is_late)
