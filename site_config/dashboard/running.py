"""Whether the programs beside the web server do their work."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Edition
from articles.permissions import PUBLISH
from articles.status import LATE_AFTER
from comments.permissions import MODERATE
from site_config.dashboard.panel import SHOWN, Panel, Row, ago, list_url, panel, row_of
from site_config.kit.heartbeat.beating import CLOCK, LOST_AFTER, WORKER, last_beats
from site_config.kit.outbox.models import Letter

ADMINISTER = "auth.change_user"


def late_schedules(user: Any, *, now: dt.datetime) -> Panel | None:
    """What readers see as scheduled, but history and mail have not caught up with."""
    if not user.has_perm(PUBLISH):
        return None
    late = Edition.objects.live(now).filter(
        followed_up_at__isnull=True, live_from__lt=now - LATE_AFTER
    )
    late = late.select_related("article").only("article__title", "article__kind")
    return panel(
        _("Live, but history and mail are late"),
        (row_of(edition.article) for edition in late[: SHOWN + 1]),
        explanation=_(
            "Readers see them. The command “tick” has not run since: check that the site's clock "
            "runs, which “manage.py serve” starts."
        ),
        is_late=True,
    )


def lost_programs(user: Any, *, now: dt.datetime) -> Panel | None:
    """Programs that were not heard of for a while, and what stands still without them."""
    if not any(user.has_perm(each) for each in (PUBLISH, MODERATE, ADMINISTER)):
        return None
    beats = last_beats()
    what_stops = {
        WORKER: _("No mail is sent. Start “manage.py serve” or “manage.py work” again."),
        CLOCK: _("Nothing that is due is followed up. Start “manage.py serve” again, or “tick”."),
    }
    rows = [
        Row(_name(program), detail=f"{_heard(beats.get(program), now)}. {what}")
        for program, what in what_stops.items()
        if program not in beats or beats[program] < now - LOST_AFTER
    ]
    return panel(_("Not running"), rows, is_late=True)


def failed_mail(user: Any, *, now: dt.datetime) -> Panel | None:
    """Letters that were given up, for those who can mend an address or ask for another try."""
    if not user.has_perm(ADMINISTER):
        return None
    failed = Letter.objects.filter(failed_at__isnull=False).order_by("-failed_at")
    return panel(
        _("Mail that could not be sent"),
        (
            Row(letter.subject, reverse("admin:outbox_letter_change", args=[letter.pk]), letter.to)
            for letter in failed.defer("text")[: SHOWN + 1]
        ),
        more_url=list_url("outbox_letter", "?state=failed"),
        is_late=True,
    )


def programs(user: Any, *, now: dt.datetime) -> Panel | None:
    """The same for administrators, as long as all is well."""
    beats = last_beats() if user.has_perm(ADMINISTER) else {}
    well = all(
        beats.get(each, now - 2 * LOST_AFTER) >= now - LOST_AFTER for each in (WORKER, CLOCK)
    )
    if not well:
        return None
    rows = (Row(_name(each), detail=_heard(beats[each], now)) for each in (WORKER, CLOCK))
    return panel(_("Running"), rows)


def _name(program: str) -> str:
    return {WORKER: _("The task worker"), CLOCK: _("The clock")}[program]


def _heard(beat: dt.datetime | None, now: dt.datetime) -> str:
    if beat is None:
        return _("Never heard of")
    if now - beat < dt.timedelta(minutes=2):
        return _("Heard of just now")
    return _("Last heard of %(ago)s") % {"ago": ago(beat, now=now)}
