"""From draft to approved: who may move a desk copy, and where to.

| verb | from | to | permission |
|---|---|---|---|
| submit | draft, changes requested | in review | submit_article, on one's own that have a writer |
| request_changes | in review, approved | changes requested | review_article |
| approve | in review | approved | review_article, and not by who wrote the revision |
| sign_off | any stage | unchanged | sign_off_article |

Without `EDITORIAL_APPROVAL` a draft, or what was submitted, may be published as it is.

Publishing, scheduling and withdrawing are in `articles.publishing`.
"""

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import history, notifications, permissions
from articles.editing import latest_revision
from articles.errors import EditorialRefusal, WrongStage
from articles.models import Action, Article, Author, Kind, Revision, Role, SignOff, Stage

SUBMITTABLE = frozenset({Stage.DRAFT, Stage.CHANGES_REQUESTED})
RETURNABLE = frozenset({Stage.IN_REVIEW, Stage.APPROVED})
APPROVABLE = frozenset({Stage.IN_REVIEW})


def publishable() -> frozenset[Stage]:
    """The stages from which an article may be published."""
    if settings.EDITORIAL_APPROVAL:
        return frozenset({Stage.APPROVED})
    return frozenset({Stage.APPROVED, Stage.IN_REVIEW, Stage.DRAFT})


@transaction.atomic
def submit(article: Article, *, by: User, now: dt.datetime, note: str = "") -> None:
    """Hand the latest revision to the editors.

    Raises NotPermitted, WrongStage, or EditorialRefusal for an article that nobody signs.
    """
    permissions.require(by, permissions.SUBMIT)
    permissions.require_edit(by, article)
    _require_writer(article)
    _move(article, SUBMITTABLE, Stage.IN_REVIEW, Action.SUBMITTED, by=by, now=now, note=note)


@transaction.atomic
def request_changes(article: Article, *, by: User, now: dt.datetime, note: str) -> None:
    """Give the article back with a note, which is required.

    Raises NotPermitted, WrongStage, or EditorialRefusal for an empty note.
    """
    permissions.require(by, permissions.REVIEW)
    if not note.strip():
        raise EditorialRefusal(_("Say what should change."), field="note")
    _move(
        article,
        RETURNABLE,
        Stage.CHANGES_REQUESTED,
        Action.CHANGES_REQUESTED,
        by=by,
        now=now,
        note=note,
    )


def needs_somebody_else(revision: Revision, *, by: User) -> bool:
    """Whether four eyes are required for an approval and `by` wrote `revision`."""
    return settings.EDITORIAL_FOUR_EYES and revision.created_by_id == by.pk


@transaction.atomic
def approve(revision: Revision, *, by: User, now: dt.datetime, note: str = "") -> SignOff:
    """Approve exactly this revision for publication.

    Raises NotPermitted, WrongStage, or EditorialRefusal when a newer revision exists or when
    four eyes are required and `by` wrote it.
    """
    permissions.require(by, permissions.REVIEW)
    _require_latest(revision)
    if needs_somebody_else(revision, by=by):
        raise EditorialRefusal(
            _("You wrote this revision, so somebody else must approve it (four eyes).")
        )
    _move(
        revision.article,
        APPROVABLE,
        Stage.APPROVED,
        Action.APPROVED,
        by=by,
        now=now,
        note=note or _note_of_one_person(revision, by),
    )
    return _sign(revision, SignOff.Sort.EDITORIAL, by=by, now=now, note=note)


@transaction.atomic
def sign_off(revision: Revision, *, by: User, now: dt.datetime, note: str = "") -> SignOff:
    """Vouch for exactly this revision as a medical reviewer; the stage stays.

    Raises NotPermitted, or EditorialRefusal when a newer revision exists.
    """
    permissions.require(by, permissions.SIGN_OFF)
    _require_latest(revision)
    history.record(
        revision.article, Action.SIGNED_OFF, by=by, now=now, note=note, revision=revision
    )
    notifications.tell(revision.article, Action.SIGNED_OFF, by=by, now=now, note=note)
    return _sign(revision, SignOff.Sort.MEDICAL, by=by, now=now, note=note)


def _move(
    article: Article,
    allowed: frozenset[Stage],
    to: Stage,
    action: Action,
    *,
    by: User,
    now: dt.datetime,
    note: str,
) -> None:
    locked = Article.objects.select_for_update().get(pk=article.pk)
    if locked.stage not in allowed:
        raise WrongStage(
            _("“%(title)s” is at the stage “%(stage)s”; this step starts from %(allowed)s.")
            % {
                "title": locked.title,
                "stage": locked.get_stage_display(),
                "allowed": ", ".join(f"“{stage.label}”" for stage in sorted(allowed)),
            }
        )
    before, locked.stage = locked.stage, to
    locked.save(update_fields=["stage"])
    article.stage = to
    history.record(
        locked,
        action,
        by=by,
        now=now,
        from_stage=before,
        note=note,
        revision=latest_revision(locked),
    )
    notifications.tell(locked, action, by=by, now=now, note=note)


def _require_writer(article: Article) -> None:
    """An editor who reads an article asks its writer; pages and FAQs are of the whole house."""
    if article.kind != Kind.ARTICLE:
        return
    if not article.contributions.filter(role=Role.WRITER).exists():
        raise EditorialRefusal(
            _("“%(title)s” has no writer. Name at least one, save it, and submit it then.")
            % {"title": article.title},
            field="contributors",
        )


def _require_latest(revision: Revision) -> None:
    if revision != latest_revision(revision.article):
        raise EditorialRefusal(_("A newer revision exists. Read that one and decide on it."))


def _note_of_one_person(revision: Revision, by: User) -> str:
    if revision.created_by_id == by.pk:
        return _("Approved by its own author; four eyes are switched off.")
    return ""


def _sign(
    revision: Revision, sort: SignOff.Sort, *, by: User, now: dt.datetime, note: str
) -> SignOff:
    """Write the name and the credential down as they stand now."""
    author = Author.objects.filter(user=by).first()
    return SignOff.objects.create(
        revision=revision,
        sort=sort,
        at=now,
        by=by,
        by_name=history.name_of(by),
        credential=author.credentials if author else "",
        note=note,
    )
