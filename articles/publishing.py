"""Making, scheduling and ending editions: the only door through which text reaches readers."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import editions, gate, history, page_keys, permissions, snapshots
from articles.editing import latest_revision
from articles.errors import BadSchedule, EditorialRefusal, GateRefused, WrongStage
from articles.models import Action, Article, Change, Debt, Edition, Kind, Outcome, Revision, Stage
from articles.search import documents
from site_config.kit.pagecache.purging import purge


@dataclass(frozen=True)
class Publication:
    """What `publish` did: the edition, and the FAQ editions that it took along."""

    edition: Edition
    faqs: tuple[Edition, ...] = ()


@transaction.atomic
def publish(
    revision: Revision,
    *,
    by: User,
    now: dt.datetime,
    at: dt.datetime | None = None,
    change: Change = Change.NEW,
    note: str = "",
    with_faqs: bool = True,
) -> Publication:
    """Publish an approved revision at once, or at the moment `at`, which must lie ahead.

    The FAQs that the revision pins go along with it, at the same moment, unless `with_faqs` is
    false. A publication that was scheduled before is replaced. Raises NotPermitted, WrongStage,
    BadSchedule, and GateRefused when a check of the gate finds an error; then nothing changed.
    """
    permissions.require(by, permissions.PUBLISH)
    article = _locked(revision.article)
    if article.trashed_at is not None:
        raise WrongStage(_("This article is in the trash. Restore it before publishing."))
    if article.stage != Stage.APPROVED or revision != latest_revision(article):
        raise WrongStage(
            _("Only an approved revision can be published. Submit it and have it approved first.")
        )
    if (
        Edition.objects.listed(now, article.kind)
        .filter(article=article, revision=revision)
        .exists()
    ):
        raise WrongStage(_("Readers see this revision already. Change the text before publishing."))
    if at is not None and at <= now:
        raise BadSchedule(
            _("This moment has passed. Choose one ahead, or publish now."), field="at"
        )
    taken = _faqs_to_take(revision, now=now) if with_faqs else []
    for each in (*taken, revision):
        _require_clean(each)
    _cancel_ahead(article, now=now)
    faqs = tuple(
        _place(faq, by=by, now=now, at=at, change=Change.NEW, note=_along_with(article))
        for faq in taken
    )
    edition = _place(revision, by=by, now=now, at=at, change=change, note=note)
    Debt.objects.filter(article__in=[article, *(faq.article for faq in faqs)]).delete()
    return Publication(edition, faqs)


@transaction.atomic
def publish_imported(
    revision: Revision,
    *,
    by: User | None,
    now: dt.datetime,
    at: dt.datetime,
    modified_at: dt.datetime | None = None,
) -> Edition:
    """Publish what another site had already published at `at`, without an approval.

    `at` may lie in the past, or ahead for what was scheduled there. `modified_at` is the last
    change that the other site told its readers of. What the gate finds becomes debts of the
    article instead of a refusal.
    """
    permissions.require(by, permissions.PUBLISH)
    article = _locked(revision.article)
    article.stage = Stage.APPROVED
    article.save(update_fields=["stage"])
    Debt.objects.filter(article=article).delete()
    Debt.objects.bulk_create(
        Debt(
            article=article,
            check_id=problem.check_id,
            field=problem.field,
            message=problem.message,
            since=now,
        )
        for problem in gate.errors(gate.check(revision))
    )
    edition = _place(revision, by=by, now=now, at=at, change=Change.NEW, note=_("As imported"))
    if modified_at is not None and at < modified_at <= now:
        edition.modified_at = modified_at
        edition.save(update_fields=["modified_at"])
    return edition


@transaction.atomic
def cancel_schedule(article: Article, *, by: User, now: dt.datetime) -> None:
    """Take back what is scheduled. Raises NotPermitted, or WrongStage when nothing is."""
    permissions.require(by, permissions.PUBLISH)
    article = _locked(article)
    ahead = Edition.objects.ahead(now).filter(article=article).first()
    if ahead is None:
        raise WrongStage(_("Nothing is scheduled for this article."))
    for cancelled in _cancel(ahead):
        history.record(cancelled.article, Action.UNSCHEDULED, by=by, now=now, edition=cancelled)


@transaction.atomic
def withdraw(
    article: Article,
    *,
    by: User,
    now: dt.datetime,
    reason: str,
    replacement: Article | None = None,
    redirect: bool = False,
) -> Edition:
    """Take an article away from readers at once.

    Its address then answers 410 with the reason and a link to the replacement, or, with
    `redirect`, 301 to the replacement. Raises NotPermitted, WrongStage when it is not live, and
    EditorialRefusal for an empty reason or a replacement that readers cannot see.
    """
    permissions.require(by, permissions.PUBLISH)
    if not reason.strip():
        raise EditorialRefusal(_("Give the reason; readers will see it."), field="reason")
    article = _locked(article)
    live = editions.shown_now(article, now=now)
    if live is None:
        raise WrongStage(_("This article is not live, so there is nothing to withdraw."))
    _check_replacement(article, replacement, redirect=redirect, now=now)
    ended = _end_others(article, at=now, now=now)
    notice = Edition.objects.create(
        article=article,
        article_kind=article.kind,
        revision=live.revision,
        outcome=Outcome.MOVED if redirect else Outcome.NOTICE,
        path=live.path,
        live_from=now,
        title=live.title,
        note=reason.strip(),
        replacement=replacement,
        category=live.category,
        first_published_at=live.first_published_at,
        modified_at=now,
        followed_up_at=now,
    )
    editions.count_open(article.kind, -ended)
    documents.drop_past(article, now=now)
    purge(page_keys.of_publication(live, None))
    history.record(article, Action.WITHDRAWN, by=by, now=now, note=reason, edition=notice)
    return notice


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _require_clean(revision: Revision) -> None:
    problems = gate.errors(gate.check(revision))
    if problems:
        raise GateRefused(
            ngettext(
                "“%(title)s” cannot be published yet: %(count)d thing to mend.",
                "“%(title)s” cannot be published yet: %(count)d things to mend.",
                len(problems),
            )
            % {"title": revision.data["title"], "count": len(problems)},
            problems=problems,
        )


def _faqs_to_take(revision: Revision, *, now: dt.datetime) -> list[Revision]:
    """The pinned FAQ revisions that are newer than all that readers have had of the FAQ.

    A withdrawn FAQ does not come back this way; it has to be published for its own sake.
    """
    known = Edition.objects.filter(article=OuterRef("article"), live_from__lte=now).not_cancelled()
    not_older = Q(revision__number__gte=OuterRef("number"))
    withdrawn = Q(live_until__isnull=True) & ~Q(outcome=Outcome.CONTENT)
    return list(
        Revision.objects.filter(pk__in=_pinned(revision), article__kind=Kind.FAQ)
        .filter(article__trashed_at__isnull=True)
        .exclude(Exists(known.filter(not_older | withdrawn)))
        .select_related("article")
    )


def _pinned(revision: Revision) -> list[int]:
    return [use["revision"] for use in revision.data["faqs"] if use.get("revision")]


def _along_with(article: Article) -> str:
    return _("Published along with “%(title)s”") % {"title": article.title}


def _place(
    revision: Revision,
    *,
    by: User | None,
    now: dt.datetime,
    at: dt.datetime | None,
    change: Change,
    note: str,
) -> Edition:
    """Put an edition of `revision` in the place of what readers have, and write history."""
    live_from = at or now
    article = revision.article
    before = editions.last_shown(article, now=now)
    shown = editions.shown_now(article, now=now)
    ended = _end_others(article, at=live_from, now=now)
    data = snapshots.resolved(revision.data)
    edition = editions.render(
        revision, live_from=live_from, change=change, before=before, data=data
    )
    edition.related_ids = editions.related_candidates(article, data)
    edition.note = note
    edition.followed_up_at = None if live_from > now else now
    edition.save()
    editions.count_open(article.kind, 1 - ended)
    editions.relate(edition, data)
    neighbours = editions.offer_to_neighbours(edition)
    documents.put([edition])
    documents.drop_past(article, now=now)
    changed = page_keys.of_publication(shown, edition) | set(map(page_keys.related, neighbours))
    purge(changed, at=live_from if live_from > now else None)
    if article.stage != Stage.APPROVED and revision == latest_revision(article):
        # A FAQ that went along. Where it was changed since, nobody has approved those words.
        article.stage = Stage.APPROVED
        article.save(update_fields=["stage"])
    action = Action.SCHEDULED if live_from > now else Action.PUBLISHED
    history.record(article, action, by=by, now=now, note=note, revision=revision, edition=edition)
    return edition


def _end_others(article: Article, *, at: dt.datetime, now: dt.datetime) -> int:
    """Cancel what is scheduled, then let what is live end at `at`.

    Returns how many editions with content have ended, which is one at most.
    """
    _cancel_ahead(article, now=now)
    return editions.end(Edition.objects.filter(article=article), at=at)


def _cancel_ahead(article: Article, *, now: dt.datetime) -> None:
    for ahead in Edition.objects.ahead(now).filter(article=article):
        _cancel(ahead)


def _cancel(ahead: Edition) -> list[Edition]:
    """Give a scheduled edition an empty interval and let its predecessor go on.

    So it goes with the FAQs that were to go along at that moment. Returns what was cancelled.
    """
    same_moment = Edition.objects.filter(live_from=ahead.live_from).not_cancelled()
    along = same_moment.filter(revision__in=_pinned(ahead.revision)).select_related("article")
    cancelled = [ahead, *along]
    for edition in cancelled:
        others = Edition.objects.filter(article=edition.article_id).exclude(pk=edition.pk)
        ended = editions.end(Edition.objects.filter(pk=edition.pk), at=edition.live_from)
        reopened = editions.reopen(others.filter(live_until=edition.live_from).not_cancelled())
        editions.count_open(edition.article_kind, reopened - ended)
    return cancelled


def _check_replacement(
    article: Article, replacement: Article | None, *, redirect: bool, now: dt.datetime
) -> None:
    if replacement is None:
        if redirect:
            raise EditorialRefusal(_("Choose the article to redirect to."), field="replacement")
        return
    if replacement == article or editions.shown_now(replacement, now=now) is None:
        raise EditorialRefusal(
            _("The replacement must be another article that is live."), field="replacement"
        )
