"""What nobody needs any more: pictures that no text shows, and files that no row names."""

import datetime as dt
from collections.abc import Iterator

from django.core.files.storage import Storage, default_storage
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from articles.models import Article, Author, Edition, Image, InternalLink, SocialCard, Team
from articles.models.image import originals
from site_config.kit.site.models import SiteSettings

# A file that is younger may belong to a picture that is being saved at this moment.
YOUNG = dt.timedelta(days=2)


def unused_pictures() -> QuerySet[Image]:
    """Pictures of the library that no text, no edition of any time and no person shows."""
    reference = Concat(Value("/images/"), Cast(OuterRef("pk"), CharField()), Value("/"))
    shown = (
        Exists(Article.objects.filter(lead_image=OuterRef("pk"))),
        Exists(Edition.objects.filter(lead_image=OuterRef("pk"))),
        Exists(Author.objects.filter(photo=OuterRef("pk"))),
        Exists(Team.objects.filter(photo=OuterRef("pk"))),
        Exists(InternalLink.objects.filter(path=reference)),
        Exists(Article.objects.filter(body__contains=Concat(Value('"'), reference, Value('"')))),
    )
    found = Image.objects.filter(trashed_at__isnull=True)
    for each in shown:
        found = found.exclude(each)
    return found.order_by("pk")


def unnamed_files(*, now: dt.datetime) -> Iterator[tuple[Storage, str]]:
    """Files, older than YOUNG, that belong to no picture, no card and no logo.

    Those of pictures that were replaced are among them until they are deleted.
    """
    named = _named()
    for storage, folder, depth in ((default_storage, "", 1), (originals(), "", 0)):
        for name in _files(storage, folder, depth):
            if name not in named and storage.get_modified_time(name) < now - YOUNG:
                yield storage, name


def _named() -> set[str]:
    names = set(SocialCard.objects.values_list("name", flat=True))
    for original, made in Image.objects.values_list("original", "renditions").iterator():
        names |= {original, *(each["name"] for each in made)}
    for logo in SiteSettings.objects.values_list("logo", flat=True):
        names |= {each["name"] for each in logo}
    return names


def _files(storage: Storage, folder: str, depth: int) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for each in folders if depth else []:
        yield from _files(storage, f"{folder}/{each}".lstrip("/"), depth - 1)
