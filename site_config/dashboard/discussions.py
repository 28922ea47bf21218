"""Comments that wait for a moderator."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import counts
from comments.permissions import MODERATE
from site_config.dashboard.panel import Panel, Row, ago, list_url

# Nobody has to know how many more comments wait.
COUNTED = 1_000


def pending(user: Any, *, now: dt.datetime) -> Panel | None:
    if not user.has_perm(MODERATE):
        return None
    count, oldest = counts.waiting(up_to=COUNTED + 1), counts.oldest_waiting()
    if oldest is None:
        return None
    if count > COUNTED:
        words = _("More than %(count)d comments") % {"count": COUNTED}
    else:
        words = ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
    age = _("the oldest was written %(ago)s") % {"ago": ago(oldest, now=now)}
    late = _is_late(oldest, now=now)
    return Panel(
        _("Waiting for a moderator"),
        [Row(words, list_url("comments_comment"), age)],
        explanation=_patience_in_words() if late else "",
        is_late=late,
    )


def _is_late(oldest: dt.datetime, *, now: dt.datetime) -> bool:
    hours = settings.COMMENTS_ALERT_HOURS
    return hours > 0 and now - oldest > dt.timedelta(hours=hours)


def _patience_in_words() -> str:
    hours = settings.COMMENTS_ALERT_HOURS
    words = ngettext(
        "Somebody has waited for more than %(hours)d hour.",
        "Somebody has waited for more than %(hours)d hours.",
        hours,
    )
    return words % {"hours": hours}
