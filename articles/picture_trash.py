"""The trash of the image library: pictures that nothing needs, while they may come back."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from articles import links, permissions
from articles.errors import EditorialRefusal
from articles.links import LinksHere
from articles.models import Article, Author, Edition, Image, InternalLink, Team, Tombstone
from articles.models.image import Rendition

KEPT = dt.timedelta(days=30)
DELETE = "articles.delete_image"
_BATCH = 50
_NAMING: tuple[tuple[type[Model], str], ...] = (
    (Article, "lead_image"),
    (Edition, "lead_image"),
    (Author, "photo"),
    (Team, "photo"),
)


@dataclass(frozen=True)
class Uses:
    """Where a picture is needed: before readers, on the desk, beside a person or a team."""

    shown: LinksHere
    copies: list[Article]
    people: list[Author | Team]

    def __bool__(self) -> bool:
        return bool(self.shown.count or self.copies or self.people)


def uses(image: Image, *, now: dt.datetime) -> Uses:
    """Everything for which `image` is needed now; the first few of each sort."""
    named = Q(lead_image=image) | Q(body__contains=f'"{image.reference}"')
    copies = Article.objects.on_desk().filter(named).only("title", "kind").order_by("title")
    return Uses(
        shown=links.to_image(image, now=now),
        copies=list(copies[: links.LISTED]),
        people=[*Author.objects.filter(photo=image), *Team.objects.filter(photo=image)],
    )


@transaction.atomic
def trash(image: Image, *, by: User | None, now: dt.datetime) -> None:
    """Take a picture that nothing needs off the library.

    Raises NotPermitted, and EditorialRefusal for a picture that is in use.
    """
    permissions.require(by, DELETE)
    locked = Image.objects.select_for_update().get(pk=image.pk)
    if uses(locked, now=now):
        raise EditorialRefusal(_("The picture is in use. Take it off those texts first."))
    locked.trashed_at, locked.trashed_by = now, by
    locked.save(update_fields=["trashed_at", "trashed_by"])


@transaction.atomic
def restore(image: Image, *, by: User | None, now: dt.datetime) -> None:
    """Put a picture back into the library. Raises NotPermitted."""
    permissions.require(by, DELETE)
    locked = Image.objects.select_for_update().get(pk=image.pk)
    locked.trashed_at = locked.trashed_by = None
    locked.save(update_fields=["trashed_at", "trashed_by"])


def delete_old(*, now: dt.datetime) -> int:
    """Delete for good, with their files, pictures that have been in the trash for KEPT.

    One that any edition ever showed stays, and so does the picture of an article in the trash.
    Returns how many were deleted.
    """
    with transaction.atomic():
        doomed = list(_unneeded(now).select_for_update(of=("self",)).order_by("pk")[:_BATCH])
        for image in doomed:
            Tombstone.objects.create(kind="image", number=image.pk, at=now)
            transaction.on_commit(partial(_delete_files, image.original, image.renditions))
            image.delete()
    return len(doomed)


def _unneeded(now: dt.datetime) -> QuerySet[Image]:
    old = Image.objects.filter(trashed_at__lte=now - KEPT)
    for model, field in _NAMING:
        old = old.exclude(Exists(model._default_manager.filter(**{field: OuterRef("pk")})))
    reference = Concat(Value("/images/"), Cast(OuterRef("pk"), CharField()), Value("/"))
    return old.exclude(Exists(InternalLink.objects.filter(path=reference)))


def _delete_files(original: FieldFile, renditions: list[Rendition]) -> None:
    original.storage.delete(original.name or "")
    for rendition in renditions:
        default_storage.delete(rendition["name"])
