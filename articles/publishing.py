"""Making, scheduling and ending editions: the only door through which text reaches readers."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import (
    debts,
    editions,
    gate,
    history,
    intervals,
    news,
    notifications,
    page_keys,
    permissions,
    pinned_faqs,
    readiness,
    reviews,
    snapshots,
)
from articles.editing import latest_revision
from articles.errors import BadSchedule, EditorialRefusal, WrongStage
from articles.models import Action, Article, Change, Edition, Outcome, Revision, Stage
from articles.search import documents


@dataclass(frozen=True)
class Publication:
    """What `publish` did: the edition, the FAQ editions that it took along, and what was planned.

    `replaced` was scheduled and does not happen now; `ends_at` is a withdrawal that stays planned.
    """

    edition: Edition
    faqs: tuple[Edition, ...] = ()
    replaced: Edition | None = None
    ends_at: dt.datetime | None = None


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
    acknowledged: Collection[str] = (),
) -> Publication:
    """Publish an approved revision at once, or at the moment `at`, which must lie ahead.

    `change` says what it is to readers, who are told of an update or a correction by `note`. The
    FAQs that the revision pins go along with it, at the same moment, unless `with_faqs` is false.
    What was scheduled before is replaced; but a planned withdrawal stays when the new text goes
    live at once. `acknowledged` are the keys of the warnings that `by` has read. Raises
    NotPermitted, WrongStage, BadSchedule, EditorialRefusal for a change without its note, and
    GateRefused when the gate finds an error or a warning that nobody ticked; then nothing changed.
    """
    permissions.require(by, permissions.PUBLISH)
    article = revision.article = _locked(revision.article)
    readiness.require_publishable(revision, article, now=now)
    _require_ahead(at, now=now)
    readiness.require_honest(change, note, first=editions.last_shown(article, now=now) is None)
    planned = intervals.ahead_of(article, now=now)
    taken = pinned_faqs.to_take_along(revision, now=now) if with_faqs else []
    readiness.require((*taken, revision), acknowledged)
    for each in (*taken, revision):
        readiness.acknowledge(each, acknowledged, by=by, now=now)
    if planned is not None and planned.outcome == Outcome.CONTENT:
        # With the FAQs that were to go along, before newer ones take their places.
        intervals.cancel(planned)
    faqs = tuple(
        _place(faq, by=by, now=now, at=at, change=change, note=note, remark=_along_with(article))
        for faq in taken
    )
    edition = _place(revision, by=by, now=now, at=at, change=change, note=note)
    debts.forgive([article, *(faq.article for faq in faqs)])
    if at is None:
        notifications.tell(article, Action.PUBLISHED, by=by, now=now, note=note)
    stays = planned is not None and edition.live_until == planned.live_from
    return Publication(edition, faqs, None if stays else planned, edition.live_until)


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
    article = revision.article = _locked(revision.article)
    article.stage = Stage.APPROVED
    article.save(update_fields=["stage"])
    debts.owe(article, gate.errors(gate.check(revision)), now=now)
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
    if not _unschedule(article, by=by, now=now):
        raise WrongStage(_("Nothing is scheduled for this article."))


@transaction.atomic
def withdraw(
    article: Article,
    *,
    by: User,
    now: dt.datetime,
    reason: str,
    replacement: Article | None = None,
    redirect: bool = False,
    at: dt.datetime | None = None,
) -> Edition:
    """Take an article away from readers at once, or at the moment `at`, which must lie ahead.

    Its address then answers 410 with the reason and a link to the replacement, or, with
    `redirect`, 301 to the replacement. Whatever else was scheduled is cancelled. Raises
    NotPermitted, WrongStage when it is not live, BadSchedule, and EditorialRefusal for an empty
    reason or a replacement that readers cannot see.
    """
    permissions.require(by, permissions.PUBLISH)
    if not reason.strip():
        raise EditorialRefusal(_("Give the reason; readers will see it."), field="reason")
    article = _locked(article)
    live = editions.shown_now(article, now=now)
    if live is None:
        raise WrongStage(_("This article is not live, so there is nothing to withdraw."))
    _require_ahead(at, now=now)
    _check_replacement(article, replacement, redirect=redirect, now=now)
    _unschedule(article, by=by, now=now)
    notice = editions.notice(live, at=at or now, reason=reason.strip(), replacement=replacement)
    notice.outcome = Outcome.MOVED if redirect else Outcome.NOTICE
    _put_notice(notice, live, now=now)
    if at is None:
        reviews.forget(article)
        notifications.tell(article, Action.WITHDRAWN, by=by, now=now, note=reason)
    action = Action.WITHDRAWAL_SCHEDULED if at else Action.WITHDRAWN
    history.record(article, action, by=by, now=now, note=reason, edition=notice)
    return notice


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _unschedule(article: Article, *, by: User, now: dt.datetime) -> bool:
    """Cancel what is scheduled, and write that into history. False where nothing is."""
    ahead = intervals.ahead_of(article, now=now)
    for cancelled in intervals.cancel(ahead) if ahead else []:
        history.record(cancelled.article, Action.UNSCHEDULED, by=by, now=now, edition=cancelled)
    return ahead is not None


def _approve_unasked(revision: Revision) -> str:
    """Approve a FAQ that goes along, or on a desk without approvals; return its stage before.

    Where a FAQ was changed since, nobody has approved those words, and it stays as it is.
    """
    article = revision.article
    if article.stage == Stage.APPROVED or revision != latest_revision(article):
        return ""
    before, article.stage = article.stage, Stage.APPROVED
    article.save(update_fields=["stage"])
    return before


def _with_remark(note: str) -> str:
    """What history says where a desk does without approvals."""
    if settings.EDITORIAL_APPROVAL:
        return note
    remark = _("Published without an editorial approval, which is switched off.")
    return f"{note} {remark}".strip()


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
    remark: str = "",
) -> Edition:
    """Put an edition of `revision` in the place of what readers have, and write history.

    `remark` stands in the history beside `note`, which is for readers.
    """
    live_from = at or now
    article = revision.article
    before = editions.last_shown(article, now=now)
    shown = editions.shown_now(article, now=now)
    planned = intervals.ahead_of(article, now=now)
    ended = intervals.end_others(article, at=live_from, now=now)
    said = change if before else Change.NEW
    edition = _made(revision, live_from=live_from, change=said, before=before, note=note, now=now)
    editions.count_open(article.kind, begun=[edition.category_id], ended=ended)
    _show(edition, shown, now=now)
    unapproved = _approve_unasked(revision)
    if planned is not None and planned.outcome != Outcome.CONTENT and live_from <= now:
        _put_notice(editions.notice_again(planned, edition), edition, now=now)
    action = Action.SCHEDULED if live_from > now else Action.PUBLISHED
    note = remark or note
    if unapproved:
        note = _with_remark(note)
    history.record(
        article, action, by=by, now=now, from_stage=unapproved, note=note, edition=edition
    )
    return edition


def _show(edition: Edition, before: Edition | None, *, now: dt.datetime) -> None:
    """Let lists, search and pages know of `edition`, which comes after `before`."""
    documents.put([edition])
    documents.drop_past(edition.article, now=now)
    changed = set(map(page_keys.related, editions.offer_to_neighbours(edition)))
    last = editions.comes_last(edition, now=now)
    changed |= page_keys.of_publication(before, edition, comes_last=last)
    news.spread(edition, changed, at=edition.live_from if edition.live_from > now else None)


def _made(
    revision: Revision,
    *,
    live_from: dt.datetime,
    change: Change,
    before: Edition | None,
    note: str,
    now: dt.datetime,
) -> Edition:
    """Render an edition and save it with all its relations, labels as they are now."""
    data = snapshots.resolved(revision.data)
    edition = editions.render(
        revision, live_from=live_from, change=change, before=before, note=note.strip(), data=data
    )
    edition.related_ids = editions.related_candidates(revision.article, data)
    reviews.date(edition, revision.article)
    edition.followed_up_at = None if live_from > now else now
    edition.save()
    editions.relate(edition, data)
    return edition


def _put_notice(notice: Edition, shown: Edition, *, now: dt.datetime) -> None:
    """Let `shown` end where `notice` begins: now, or at a moment ahead."""
    article, at = shown.article, notice.live_from
    ended = intervals.end_others(article, at=at, now=now)
    shown.live_until = at
    notice.followed_up_at = None if at > now else now
    notice.save()
    editions.count_open(article.kind, ended=ended)
    documents.drop_past(article, now=now)
    news.spread(shown, page_keys.of_publication(shown, None), at=at if at > now else None)


def _require_ahead(at: dt.datetime | None, *, now: dt.datetime) -> None:
    if at is not None and at <= now:
        raise BadSchedule(
            _("This moment has passed. Choose one ahead, or none to do it now."), field="at"
        )


def _check_replacement(
    article: Article, replacement: Article | None, *, redirect: bool, now: dt.datetime
) -> None:
    if redirect and replacement is None:
        raise EditorialRefusal(_("Choose the article to redirect to."), field="replacement")
    if replacement == article or (replacement and not editions.shown_now(replacement, now=now)):
        raise EditorialRefusal(
            _("The replacement must be another article that is live."), field="replacement"
        )
