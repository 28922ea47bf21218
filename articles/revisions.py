"""Asking for the revisions of an article, and for what changed between two of them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.query import QuerySet
from django.utils.translation import gettext as _

from articles import editions
from articles.diffing import FieldDiff, diff
from articles.editing import latest_revision
from articles.models import Article, Edition, HistoryEntry, Revision, SignOff


class NoSuchRevision(Exception):
    """The article has no such revision; the message is a sentence for people."""


@dataclass(frozen=True)
class Changes:
    """What changed up to a revision, since an earlier one of which `since` tells."""

    since: str
    fields: list[FieldDiff]
    before: Revision | None = None


def timeline(article: Article) -> QuerySet[HistoryEntry]:
    """All that happened to an article, newest first, without the texts of its revisions."""
    return article.history.select_related("revision").defer("revision__data")


def word_on_stage(article: Article) -> HistoryEntry | None:
    """With which line of history, and so with which note, it came into its present stage."""
    return timeline(article).exclude(to_stage="").first()


def kept_versions(article: Article) -> QuerySet[Revision]:
    """The revisions that were published or scheduled, or have a note; newest first."""
    published = Edition.objects.filter(revision=OuterRef("pk"))
    shown = Edition.objects.only("revision", "live_from", "live_until", "outcome")
    return (
        article.revisions.filter(Exists(published) | ~Q(note=""))
        .defer("data")
        .select_related("created_by")
        .prefetch_related(Prefetch("editions", shown.order_by("live_from")), "sign_offs")
    )


def two_of(
    article: Article, before: str, after: str, *, now: dt.datetime
) -> tuple[Revision | None, Revision]:
    """The two revisions that are asked for, the older one first.

    Each is a number, `live` (what readers see) or `desk` (the latest); `before` means the one
    before the other, which may be none. Raises NoSuchRevision.
    """
    newer = named(article, after, now=now)
    if before == "before":
        return previous(article, newer), newer
    older = named(article, before, now=now)
    return (older, newer) if older.number <= newer.number else (newer, older)


def named(article: Article, name: str, *, now: dt.datetime) -> Revision:
    """The revision of that number, or the one that `live` or `desk` stands for."""
    if name == "desk":
        return latest_revision(article)
    if name == "live":
        live = editions.shown_now(article, now=now)
        if live is None:
            raise NoSuchRevision(_("Readers see nothing of this article now."))
        return live.revision
    found = article.revisions.filter(number=int(name)).first() if _is_number(name) else None
    if found is None:
        raise NoSuchRevision(
            _(
                "This article has no revision %(name)s. It may belong to another article, or it "
                "was old and has been deleted. The history lists those that are there."
            )
            % {"name": name[:20]}
        )
    return found


def since_sign_off(revision: Revision, sort: SignOff.Sort, *, now: dt.datetime) -> Changes | None:
    """What changed since somebody last signed an earlier revision off, or since what readers see.

    None where there is neither: then it has to be read as a whole.
    """
    signed = SignOff.objects.filter(revision__article=revision.article_id, sort=sort)
    last = signed.select_related("revision").first()
    if last is not None:
        said = _("since %(name)s signed revision %(number)d off") % {
            "name": last.by_name,
            "number": last.revision.number,
        }
        return Changes(said, diff(last.revision.data, revision.data), last.revision)
    return since_live(revision, now=now)


def since_live(revision: Revision, *, now: dt.datetime) -> Changes | None:
    """What is new for readers; None where they see nothing now."""
    live = editions.shown_now(revision.article, now=now)
    if live is None:
        return None
    said = _("since revision %(number)d, which readers see") % {"number": live.revision.number}
    return Changes(said, diff(live.revision.data, revision.data), live.revision)


def previous(article: Article, revision: Revision) -> Revision | None:
    """The revision before another; some numbers may be missing."""
    return article.revisions.filter(number__lt=revision.number).first()


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 10
