"""Calling the verbs behind the steps, and saying what happened and what comes next."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import intervals, publishing, workflow
from articles.admin import ticks
from articles.admin.moments import in_words
from articles.models import Change, Edition, Outcome, Revision

Values = dict[str, Any]


def submit(revision: Revision, values: Values, by: User, now: dt.datetime) -> str:
    workflow.submit(revision.article, by=by, now=now, note=values["note"])
    return _("Submitted. An editor will read it and approve it or request changes.")


def approve(revision: Revision, values: Values, by: User, now: dt.datetime) -> str:
    workflow.approve(revision, by=by, now=now, note=values["note"])
    return _("Approved. It can be published now, at once or at a moment you choose.")


def request_changes(revision: Revision, values: Values, by: User, now: dt.datetime) -> str:
    workflow.request_changes(revision.article, by=by, now=now, note=values["note"])
    return _("Given back to its writer with your note.")


def sign_off(revision: Revision, values: Values, by: User, now: dt.datetime) -> str:
    workflow.sign_off(revision, by=by, now=now, note=values["note"])
    return _("Signed off. Your name stands with this exact revision.")


def publish(revision: Revision, values: Values, by: User, now: dt.datetime) -> str:
    done = publishing.publish(
        revision,
        by=by,
        now=now,
        at=values["at"],
        change=Change(values["change"]),
        note=values["note"],
        with_faqs=values.get("with_faqs", True),
        acknowledged=ticks.given(values),
    )
    return " ".join([_where_it_is(done.edition, values["at"]), *_besides(done)])


def _where_it_is(edition: Edition, at: dt.datetime | None) -> str:
    if at is None:
        return _("Published: readers see it at %(path)s.") % {"path": edition.path}
    return _("Scheduled for %(moment)s; nothing more is needed.") % {"moment": in_words(at)}


def _besides(done: publishing.Publication) -> Iterator[str]:
    """What else a publication did, or left to happen."""
    if done.faqs:
        yield ngettext(
            "%(count)d question went along.", "%(count)d questions went along.", len(done.faqs)
        ) % {"count": len(done.faqs)}
    if done.ends_at is not None:
        yield _("It will be withdrawn at %(moment)s, as planned.") % {
            "moment": in_words(done.ends_at)
        }
    if done.replaced is not None:
        yield _cancelled(done.replaced)


def _cancelled(planned: Edition) -> str:
    moment = {"moment": in_words(planned.live_from)}
    if planned.outcome == Outcome.CONTENT:
        return _("What was scheduled for %(moment)s is cancelled.") % moment
    return _("The withdrawal that was planned for %(moment)s is cancelled.") % moment


def cancel_schedule(revision: Revision, values: Values, by: User, now: dt.datetime) -> str:
    publishing.cancel_schedule(revision.article, by=by, now=now)
    return _("The schedule is cancelled. Readers go on seeing what they see now.")


def withdraw(revision: Revision, values: Values, by: User, now: dt.datetime) -> str:
    planned = intervals.ahead_of(revision.article, now=now)
    publishing.withdraw(
        revision.article,
        by=by,
        now=now,
        reason=values["reason"],
        replacement=values["replacement"],
        redirect=values["redirect"],
        at=values["at"],
    )
    said = [_where_it_goes(values["at"])]
    if planned is not None:
        said.append(_cancelled(planned))
    return " ".join(said)


def _where_it_goes(at: dt.datetime | None) -> str:
    if at is None:
        return _("Withdrawn. Readers of its address find your reason or its replacement.")
    return _("It will be withdrawn at %(moment)s; nothing more is needed.") % {
        "moment": in_words(at)
    }
