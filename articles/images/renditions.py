"""The public files of pictures: made by the worker, and deleted once no page names them."""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from copy import copy

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from PIL import Image as Pillow

from articles import page_keys
from articles.images.cutting import Cut, cut, cuts_of, tone_of
from articles.models import Image
from articles.models.image import Rendition, originals, shape_of
from site_config.kit.pagecache.purging import purge

# Who has a page open loads what it names while scrolling; a CDN may be told late.
KEPT = dt.timedelta(days=1)
# Until a picture whose worker was killed, or that could not be cut, comes up again.
CLAIMED = dt.timedelta(minutes=30)

Focal = tuple[float, float]


def missing(image: Image) -> list[Cut]:
    """The files that pages may ask for and that are not made."""
    made = {_cut_of(rendition) for rendition in image.renditions}
    return [each for each in cuts_of(image.width, image.height) if each not in made]


def wake(*, now: dt.datetime) -> None:
    """Queue the task if a picture waits and it is not queued: a new one, or a killed worker."""
    queued = DBTaskResult.objects.filter(
        task_path=make_next.module_path, status=TaskResultStatus.READY
    )
    if _due(now).exists() and not queued.exists():
        make_next.enqueue()


@task()
def make_next() -> int:
    """Make the files of the picture that has waited longest; return how many.

    One picture a task, so that mail need not wait for all of them.
    """
    now = timezone.now()
    image = _due(now).order_by("renditions_due_at", "pk").first()
    if image is None:
        return 0
    claimed = _due(now).filter(pk=image.pk)
    made = make(image, now=now) if claimed.update(renditions_due_at=now + CLAIMED) else 0
    wake(now=now)
    return made


def make(image: Image, *, now: dt.datetime) -> int:
    """Make what is missing of a picture and let its pages show it; return how many files.

    Where a new file or another focal point came meanwhile, nothing changes: that change has asked
    for its own. Raises OSError where the original cannot be read.
    """
    with image.original.open("rb") as file, Pillow.open(file, formats=["PNG"]) as pixels:
        made = write(pixels, missing(image), _focal(image))
        tone = tone_of(pixels)
    with transaction.atomic():
        current = Image.objects.select_for_update().filter(pk=image.pk).first()
        if current is None or _source(current) != _source(image):
            delete_later([each["name"] for each in made], now=now)
            return 0
        before = copy(current)
        by_cut = {_cut_of(each): each for each in [*current.renditions, *made]}
        wanted = cuts_of(current.width, current.height)
        current.renditions = [by_cut[each] for each in wanted if each in by_cut]
        current.tone = tone
        current.renditions_due_at = now if missing(current) else None
        current.save(update_fields=["renditions", "tone", "renditions_due_at"])
        purge(page_keys.of_image(before, current))
        drop(before, current, now=now)
    return len(made)


def write(pixels: Pillow.Image, cuts: Iterable[Cut], focal: Focal) -> list[Rendition]:
    """Store the file of each cut; those of one shape lie in one folder with a random name."""
    folders: dict[str, str] = {}
    made = []
    for each in cuts:
        folder = folders.setdefault(each.shape, secrets.token_hex(16))
        file = ContentFile(cut(pixels, each, focal))
        name = f"{folder}/{each.width}.{each.format.replace('jpeg', 'jpg')}"
        made.append(
            Rendition(
                name=default_storage.save(name, file),
                format=each.format,
                width=each.width,
                height=each.height,
                shape=each.shape,
            )
        )
    return made


def drop(before: Image, after: Image, *, now: dt.datetime) -> None:
    """Delete, after a while, the files that `before` had and `after` has not.

    Belongs in the transaction of the change, after the purge of the pages that showed them.
    """
    kept = {each["name"] for each in after.renditions}
    gone = [each["name"] for each in before.renditions if each["name"] not in kept]
    changed = before.original.name != after.original.name
    delete_later(gone, original=before.original.name or "" if changed else "", now=now)


def delete_later(names: Sequence[str], *, original: str = "", now: dt.datetime) -> None:
    """Have public files deleted after KEPT, and a private original."""
    if names or original:
        delete_files.using(run_after=now + KEPT).enqueue(list(names), original)


@task()
def delete_files(names: list[str], original: str) -> None:
    """Delete public files, and a private original; those that are gone already do no harm."""
    for name in names:
        default_storage.delete(name)
    if original:
        originals().delete(original)


def _due(now: dt.datetime) -> QuerySet[Image]:
    return Image.objects.filter(renditions_due_at__lte=now)


def _cut_of(rendition: Rendition) -> Cut:
    return Cut(shape_of(rendition), rendition["format"], rendition["width"], rendition["height"])


def _focal(image: Image) -> Focal:
    return image.focal_x, image.focal_y


def _source(image: Image) -> tuple[object, ...]:
    """What its files are made of."""
    return image.original.name, _focal(image)
