"""Bringing an earlier revision back to the desk, as a new one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles import editing, snapshots
from articles.errors import EditorialRefusal
from articles.models import (
    Action,
    Article,
    Author,
    Category,
    Image,
    Kind,
    Revision,
    Tag,
    Team,
)
from articles.snapshots import ArticleData


@dataclass(frozen=True)
class Restorable:
    """What of a revision can stand on the desk today, and in words what cannot."""

    data: ArticleData
    left_out: list[str]


def restorable(revision: Revision) -> Restorable:
    """Read a revision with the labels, people, pictures and questions that still exist.

    What was merged is what took it in.
    """
    saved: ArticleData = revision.data
    old = snapshots.resolved(saved)
    category = old["category"] if _there(Category.objects.all(), [old["category"]]) else None
    team = old["team"] if _there(Team.objects.all(), [old["team"]]) else None
    tags = _there(Tag.objects.all(), old["tags"])
    pinned = _there(Article.objects.on_desk(), old.get("pinned", []))
    images = Image.objects.filter(trashed_at__isnull=True)
    image = old["lead_image"] if _there(images, [old["lead_image"]["image"]]) else None
    authors = _there(Author.objects.all(), [each["author"] for each in old["contributors"]])
    contributors = [each for each in old["contributors"] if each["author"] in authors]
    questions = Article.objects.on_desk().filter(kind=Kind.FAQ)
    faqs = _there(questions, [use["faq"] for use in old["faqs"]])
    data: ArticleData = {
        **old,
        "category": category,
        "team": team,
        "tags": [pk for pk in old["tags"] if pk in tags],
        "pinned": sorted(pinned),
        "lead_image": image or snapshots.blank()["lead_image"],
        "contributors": contributors,
        "faqs": [{"faq": use["faq"]} for use in old["faqs"] if use["faq"] in faqs],
    }
    return Restorable(data, _left_out(saved, data))


@transaction.atomic
def restore(
    article: Article, revision: Revision, *, base_version: int, by: User, now: dt.datetime
) -> Revision:
    """Save what `revision` said over version `base_version` of `article`, as a new revision.

    What no longer exists is left out. Raises what `editing.save` raises, and EditorialRefusal
    where the desk says the same already.
    """
    wanted = restorable(revision).data
    if wanted == snapshots.take(article):
        raise EditorialRefusal(
            _("The desk says what revision %(number)d says already; there is nothing to restore.")
            % {"number": revision.number}
        )
    saved_at = formats.date_format(timezone.localtime(revision.created_at), "DATETIME_FORMAT")
    return editing.save(
        article,
        wanted,
        base_version=base_version,
        by=by,
        now=now,
        note=_("Revision %(number)d of %(moment)s")
        % {"number": revision.number, "moment": saved_at},
        action=Action.REVERTED,
    )


def _there(rows: QuerySet[Any], pks: list[Any]) -> set[int]:
    """Those of `pks` that are among `rows`."""
    return set(rows.filter(pk__in=[pk for pk in pks if pk]).values_list("pk", flat=True))


def _left_out(old: ArticleData, new: ArticleData) -> list[str]:
    """A sentence for each sort of thing that does not come back."""
    gone = {
        _("Its category was deleted."): old["category"] and not new["category"],
        _("Its team was deleted."): old["team"] and not new["team"],
        _("Its picture was deleted."): old["lead_image"]["image"]
        and not new["lead_image"]["image"],
        _("Some of its tags were deleted."): len(new["tags"]) < len(old["tags"]),
        _("Some of its related articles were deleted."): len(new["pinned"])
        < len(old.get("pinned", [])),
        _("Some of its people were deleted."): len(new["contributors"]) < len(old["contributors"]),
        _("Some of its questions were deleted."): len(new["faqs"]) < len(old["faqs"]),
    }
    return [words for words, holds in gone.items() if holds]
