"""Readers report comments that they find wrong; enough of them hold one for a moderator."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import bans, moderation, notifications, open_reports
from comments.errors import Banned, TooManyRequests, WrongState
from comments.models import Comment, Discussion, Report, State
from comments.screening.verdict import Evidence
from site_config.kit.site.present import site

RATE_WINDOW = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Complaint:
    """A report as the form hands it over, already valid.

    `device` and `network` are keyed hashes, as of `client.device_hash` and `client.network_hash`.
    """

    sort: Report.Sort
    note: str
    device: str
    network: str


@transaction.atomic
def report(comment: Comment, complaint: Complaint, *, now: dt.datetime) -> Report:
    """Write a complaint down, one a device; the second one returns the first.

    With `reports_hold` of the site, the comment waits for a moderator, unless the staff wrote it.
    Raises Banned, TooManyRequests (REPORTS_PER_HOUR from one network) and WrongState for a comment
    that is not public.
    """
    _refuse(complaint, now)
    # The discussion is locked first, as every verb does it.
    discussion = Discussion.objects.select_for_update().get(pk=comment.discussion_id)
    reported = Comment.objects.get(pk=comment.pk)
    reported.discussion = discussion
    if reported.state != State.PUBLISHED:
        raise WrongState(_("Readers do not see this comment any more."))
    written, is_new = Report.objects.get_or_create(
        comment=reported,
        reporter=complaint.device,
        defaults={
            "sort": complaint.sort,
            "note": complaint.note,
            "network": complaint.network,
            "at": now,
        },
    )
    if is_new:
        Comment.objects.filter(pk=reported.pk).update(open_reports=F("open_reports") + 1)
        if not reported.is_staff and open_reports.networks(reported) >= site().reports_hold:
            _hold(reported, now)
    return written


@transaction.atomic
def settle(comment: Comment, *, by: User, now: dt.datetime) -> None:
    """Leave the comment as it is: what was reported is dealt with. Raises NotPermitted."""
    moderation.require_moderator(by)
    Discussion.objects.select_for_update().get(pk=comment.discussion_id)
    open_reports.settle([comment], now=now)
    comment.open_reports = 0


def _refuse(complaint: Complaint, now: dt.datetime) -> None:
    if bans.of(network=complaint.network, now=now) is not None:
        raise Banned(_("You cannot take part in the discussions here at present."))
    # Where the server does not know its readers, none of them is stopped for what others send.
    recent = Report.objects.filter(network=complaint.network, at__gt=now - RATE_WINDOW)
    if complaint.network and recent.count() >= settings.REPORTS_PER_HOUR:
        raise TooManyRequests(_("Very many reports came from your network. Try again in an hour."))


def _hold(comment: Comment, now: dt.datetime) -> None:
    number = open_reports.networks(comment)
    words = ngettext(
        "%(number)s reader reported it.", "%(number)s readers reported it.", number
    ) % {"number": number}
    moderation.hold(comment, now=now, note=words)
    moderation.explain(comment, [*comment.reasons, Evidence("reports", words).stored])
    notifications.tell_moderators(comment)
