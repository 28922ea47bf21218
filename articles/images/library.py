"""Saving pictures of the library."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction

from articles import page_keys, permissions
from articles.images import renditions
from articles.images.cutting import FIRST, WHOLE
from articles.models import Image
from articles.models.image import shape_of
from site_config.kit.pagecache.purging import purge


@transaction.atomic
def save(image: Image, *, by: User | None, now: dt.datetime) -> None:
    """Save a new or a changed picture; every page that shows it follows.

    With another focal point it is cut anew; pages show the whole picture until then. The files of
    a picture that was replaced are deleted once no page shows them. Raises NotPermitted.
    """
    permissions.require(by, permissions.CHANGE_IMAGE if image.pk else permissions.ADD_IMAGE)
    before = Image.objects.select_for_update().filter(pk=image.pk).first()
    if before is not None and before.original.name == image.original.name:
        # The worker may have made some since the image was loaded.
        image.renditions, image.tone = before.renditions, before.tone
        if (before.focal_x, before.focal_y) != (image.focal_x, image.focal_y):
            image.renditions = [
                each for each in before.renditions if shape_of(each) in (FIRST, WHOLE)
            ]
    image.renditions_due_at = now if renditions.missing(image) else None
    image.save()
    purge(page_keys.of_image(before, image))
    if before is not None:
        renditions.drop(before, image, now=now)
    renditions.wake(now=now)
