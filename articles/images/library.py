"""Saving pictures of the library."""

from django.db import transaction

from articles import page_keys
from articles.models import Image
from site_config.kit.pagecache.purging import purge


@transaction.atomic
def save(image: Image) -> None:
    """Save a new or a changed picture; every page that shows it follows."""
    before = Image.objects.filter(pk=image.pk).first()
    image.save()
    purge(page_keys.of_image(before, image))
