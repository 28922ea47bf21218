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

from articles import editions, gate, history, pinned_faqs, workflow
from articles.editing import latest_revision
from articles.errors import EditorialRefusal, GateRefused, WrongStage
from articles.models import Acknowledgement, Action, Article, Change, Edition, Outcome, Revision
from articles.problems import Problem


def require_publishable(revision: Revision, article: Article, *, now: dt.datetime) -> None:
    """Raise WrongStage unless `revision` is the latest, approved, and new to readers."""
    if article.trashed_at is not None:
        raise WrongStage(_("This article is in the trash. Restore it before publishing."))
    if article.stage not in workflow.publishable() or revision != latest_revision(article):
        raise WrongStage(
            _("Only an approved revision can be published. Submit it and have it approved first.")
        )
    listed = Edition.objects.listed(now, article.kind)
    if listed.filter(article=article, revision=revision).exists():
        raise WrongStage(_("Readers see this revision already. Change the text before publishing."))


def require_honest(change: Change, note: str, *, first: bool) -> None:
    """Raise EditorialRefusal for an update without its note, or a known text called new."""
    if change == Change.NEW and not first:
        raise EditorialRefusal(
            _("Readers know an earlier text. Say: a minor edit, an update or a correction."),
            field="change",
        )
    if change in editions.TOLD and not note.strip():
        raise EditorialRefusal(
            _("Tell readers in a sentence what was changed, or call it a minor edit."), field="note"
        )


def unanswered(revision: Revision) -> list[Problem]:
    """The warnings about `revision` that nobody has ticked, neither now nor when it was live."""
    return _unanswered(revision, gate.check(revision))


def to_tick(revision: Revision, *, now: dt.datetime) -> list[tuple[Revision, Problem]]:
    """What somebody has to tick to publish `revision` with the FAQs that go along."""
    going = (*pinned_faqs.to_take_along(revision, now=now), revision)
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
