"""Pictures: files to upload, and images of the library."""

import datetime as dt
import io
from typing import Any

from django.contrib.auth.models import User
from PIL import Image as Pillow

from articles.images import renditions
from articles.images.intake import take_in
from articles.models import Image
from tests.support.clock import NOW


def file(
    *,
    format: str = "PNG",
    size: tuple[int, int] = (48, 32),
    colour: str = "teal",
    mode: str = "RGB",
    **options: Any,
) -> io.BytesIO:
    """A picture of one colour as an uploaded file; `options` go to Pillow's `save`."""
    buffer = io.BytesIO()
    Pillow.new(mode, size, colour).save(buffer, format, **options)
    buffer.seek(0)
    return buffer


def image(
    *,
    title: str = "A bedroom",
    by: User | None = None,
    now: dt.datetime = NOW,
    size: tuple[int, int] = (48, 32),
    colour: str = "teal",
    complete: bool = False,
    **words: str,
) -> Image:
    """An image of the library, taken in like an upload; `words` are alt, credit and licence.

    With `complete`, the worker has made all its files.
    """
    image = take_in(file(size=size, colour=colour), title=title, by=by, now=now, **words)
    if complete:
        renditions.make(image, now=now)
        image.refresh_from_db()
    return image
