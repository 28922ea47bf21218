"""Whether a revision may be published: no error, and a person's tick on each warning.

A tick stands with the revision for which it was given. It holds for later ones while readers have
that one: who publishes the next small change need not answer for the same sentence again.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import companions, gate, history
from articles.errors import GateRefused
from articles.models import Acknowledgement, Action, Edition, Outcome, Revision
from articles.problems import Problem


def unanswered(revision: Revision) -> list[Problem]:
    """The warnings about `revision` that nobody has ticked, neither now nor when it was live."""
    return _unanswered(revision, gate.check(revision))


def to_tick(revision: Revision, *, now: dt.datetime) -> list[tuple[Revision, Problem]]:
    """What somebody has to tick to publish `revision` with the FAQs that go along."""
    going = (*companions.to_take_along(revision, now=now), revision)
    return [(each, problem) for each in going for problem in unanswered(each)]


def require(revisions: Iterable[Revision], acknowledged: Collection[str]) -> None:
    """Raise GateRefused unless all may be published; `acknowledged` are keys of problems."""
    for revision in revisions:
        found = gate.check(revision)
        if errors := gate.errors(found):
            raise GateRefused(_errors_in_words(revision, len(errors)), problems=errors)
        unticked = [w for w in _unanswered(revision, found) if w.key not in acknowledged]
        if unticked:
            raise GateRefused(_warnings_in_words(revision, len(unticked)), problems=unticked)


@transaction.atomic
def acknowledge(
    revision: Revision, keys: Collection[str], *, by: User | None, now: dt.datetime
) -> list[Acknowledgement]:
    """Write down that `by` has read the unanswered warnings among `keys` and goes on."""
    ticked = [problem for problem in unanswered(revision) if problem.key in keys]
    if not ticked:
        return []
    history.record(
        revision.article,
        Action.ACKNOWLEDGED,
        by=by,
        now=now,
        note="\n".join(problem.message for problem in ticked),
        revision=revision,
    )
    return Acknowledgement.objects.bulk_create(
        Acknowledgement(
            revision=revision,
            check_id=problem.check_id,
            message=problem.message,
            at=now,
            by=by,
            by_name=history.name_of(by),
        )
        for problem in ticked
    )


def _unanswered(revision: Revision, found: list[Problem]) -> list[Problem]:
    warnings = gate.warnings(found)
    if not warnings:
        return []
    ticks = Acknowledgement.objects.filter(revision__in=[revision.pk, *_last_published(revision)])
    answered = set(ticks.values_list("check_id", "message"))
    return [each for each in warnings if (each.check_id, each.message) not in answered]


def _last_published(revision: Revision) -> Iterable[int]:
    published = Edition.objects.filter(article=revision.article_id, outcome=Outcome.CONTENT)
    newest = published.not_cancelled().order_by("-live_from", "-pk")
    return newest.values_list("revision", flat=True)[:1]


def _errors_in_words(revision: Revision, count: int) -> str:
    return ngettext(
        "“%(title)s” cannot be published yet: %(count)d thing to mend.",
        "“%(title)s” cannot be published yet: %(count)d things to mend.",
        count,
    ) % {"title": revision.data["title"], "count": count}


def _warnings_in_words(revision: Revision, count: int) -> str:
    said = ngettext(
        "“%(title)s” has %(count)d warning that nobody has ticked.",
        "“%(title)s” has %(count)d warnings that nobody has ticked.",
        count,
    ) % {"title": revision.data["title"], "count": count}
    return said + " " + _("Read it under “Publish or schedule” and tick what you answer for.")
