"""Editorial notes: what colleagues say to each other about a draft. Readers never see any.

A note begins a thread; answers join it. Only threads are resolved and opened again.
"""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import history, notifications, permissions
from articles.editing import latest_revision
from articles.errors import EditorialRefusal
from articles.models import Action, Article, EditorialNote, Revision, ShareLink

MAX_LENGTH = 5_000
# How much of a note stands in the history.
QUOTED = 200


def open_count(article: Article) -> int:
    """How many threads nobody has resolved yet."""
    return article.notes.filter(parent=None, resolved_at=None).count()


@transaction.atomic
def write(article: Article, body: str, *, by: User, now: dt.datetime) -> EditorialNote:
    """Begin a thread about the latest revision. Raises NotPermitted, or EditorialRefusal."""
    permissions.require_view(by, article)
    return enter(latest_revision(article), body, by=by, now=now)


@transaction.atomic
def answer(note: EditorialNote, body: str, *, by: User, now: dt.datetime) -> EditorialNote:
    """Join the thread of `note`. Raises NotPermitted, or EditorialRefusal."""
    permissions.require_view(by, note.article)
    thread = note.parent or note
    return enter(latest_revision(note.article), body, by=by, now=now, thread=thread)


@transaction.atomic
def resolve(note: EditorialNote, *, by: User, now: dt.datetime) -> None:
    """Close a thread. Raises NotPermitted, or EditorialRefusal when it is closed."""
    permissions.require_view(by, note.article)
    thread = _locked_thread(note)
    if thread.resolved_at is not None:
        raise EditorialRefusal(
            _("%(name)s has resolved this note already.") % {"name": thread.resolved_by_name}
        )
    thread.resolved_at, thread.resolved_by_name = now, history.name_of(by)
    thread.save(update_fields=["resolved_at", "resolved_by_name"])
    _record(thread, Action.NOTE_RESOLVED, thread.body, by=by, now=now)


@transaction.atomic
def reopen(note: EditorialNote, *, by: User, now: dt.datetime) -> None:
    """Open a resolved thread again. Raises NotPermitted, or EditorialRefusal when it is open."""
    permissions.require_view(by, note.article)
    thread = _locked_thread(note)
    if thread.resolved_at is None:
        raise EditorialRefusal(_("This note is open already."))
    thread.resolved_at, thread.resolved_by_name = None, ""
    thread.save(update_fields=["resolved_at", "resolved_by_name"])
    _record(thread, Action.NOTED, _("Opened again: %s") % thread.body, by=by, now=now)


def enter(
    revision: Revision,
    body: str,
    *,
    by: User | None,
    now: dt.datetime,
    thread: EditorialNote | None = None,
    link: ShareLink | None = None,
) -> EditorialNote:
    """Write a note down, in history too, and mail the writers and who has a part in the thread.

    Without `by` it is a note of the bearer of `link`. The caller has checked who may.
    """
    body = body.strip()
    if not body:
        raise EditorialRefusal(_("Write something first."), field="body")
    if len(body) > MAX_LENGTH:
        raise EditorialRefusal(_("This is too long for a note. Make two of it."), field="body")
    note = EditorialNote.objects.create(
        article=revision.article,
        revision=revision,
        parent=thread,
        body=body,
        at=now,
        by=by,
        by_name=link.name if link else history.name_of(by),
        share_link=link,
    )
    who = by or note.by_name
    _record(note, Action.NOTED, body, by=who, now=now)
    notifications.tell(
        note.article, Action.NOTED, by=who, now=now, note=body, also=_in_thread(note)
    )
    return note


def _in_thread(note: EditorialNote) -> set[int | None]:
    """The accounts that have a part in a note's thread: its writers, and who shared the draft."""
    thread = note.parent or note
    part = {thread.by_id, *thread.answers.values_list("by", flat=True)}
    return part | ({thread.share_link.created_by_id} if thread.share_link else set())


def _locked_thread(note: EditorialNote) -> EditorialNote:
    if note.parent_id is not None:
        raise EditorialRefusal(_("This is an answer. Resolve the note that it answers."))
    return EditorialNote.objects.select_for_update().get(pk=note.pk)


def _record(
    note: EditorialNote, action: Action, words: str, *, by: User | str, now: dt.datetime
) -> None:
    quoted = Truncator(words).chars(QUOTED)
    history.record(note.article, action, by=by, now=now, note=quoted, revision=note.revision)
