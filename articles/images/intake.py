"""Taking in an uploaded picture: judged by its content, cleaned and kept."""

import datetime as dt
import io
import secrets
import struct
from typing import BinaryIO

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from articles import permissions
from articles.images import library, renditions
from articles.images.cutting import encoded, first_cut
from articles.models import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
# WebP holds no longer one.
MAX_SIDE = 16_000
# Beside what Pillow means to raise, what its reading of damaged metadata comes to.
_WHAT_DAMAGE_RAISES = (
    *(OSError, ValueError, SyntaxError),
    *(TypeError, LookupError, ArithmeticError, struct.error),
)
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")


class ImageRefused(Exception):
    """The upload is not a picture that the library takes; nothing was stored."""


def take_in(
    file: BinaryIO,
    *,
    title: str,
    by: User | None,
    now: dt.datetime,
    alt: str = "",
    credit: str = "",
    licence: str = "",
) -> Image:
    """Put the picture in `file` into the library.

    Raises ImageRefused, with a sentence for the person who uploads, when the file is larger than
    MAX_BYTES, has more than MAX_PIXELS, is longer or higher than MAX_SIDE, or is not really one
    of FORMATS, and NotPermitted; then nothing is stored.
    """
    image = Image(
        title=title,
        alt=alt,
        credit=credit,
        licence=licence,
        uploaded_at=now,
        uploaded_by=by,
    )
    permissions.require(by, permissions.ADD_IMAGE)
    put(image, open_safely(file))
    library.save(image, by=by, now=now)
    return image


def put(image: Image, pixels: Pillow.Image) -> None:
    """Let `image`, which is not saved, be the picture of these pixels from now on.

    The cleaned original goes into the private storage. Of the public files there is one, because
    the others take seconds: the worker makes them once the image is saved (`library.save`).
    """
    image.width, image.height = pixels.size
    original = ContentFile(encoded(pixels, "png"))
    image.original.save(f"{secrets.token_hex(16)}.png", original, save=False)
    focal = (image.focal_x, image.focal_y)
    image.renditions = renditions.write(pixels, [first_cut(*pixels.size)], focal)


def open_safely(file: BinaryIO) -> Pillow.Image:
    """Return the upright pixels of the picture in `file` and nothing else that it carried.

    Pasting onto a fresh canvas drops metadata (GPS included) and whatever was hidden behind the
    image data. Raises ImageRefused as `take_in` does.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ImageRefused(_("The file is larger than 10 MB. Save it smaller and try again."))
    try:
        with Pillow.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise Pillow.DecompressionBombError
            if max(opened.size) > MAX_SIDE:
                raise ImageRefused(
                    _(
                        "One side of the picture is longer than 16,000 pixels. "
                        "Crop it and try again."
                    )
                )
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            return _fresh(upright)
    except Pillow.DecompressionBombError as bomb:
        raise ImageRefused(
            _("The picture has more than 50 million pixels. Scale it down and try again.")
        ) from bomb
    except UnidentifiedImageError as unknown:
        raise ImageRefused(
            _("This is not a JPEG, PNG, GIF, WebP or AVIF picture. Export it as one of these.")
        ) from unknown
    except _WHAT_DAMAGE_RAISES as broken:
        raise ImageRefused(
            _("The picture is damaged or incomplete. Export it again and try once more.")
        ) from broken


def _fresh(image: Pillow.Image) -> Pillow.Image:
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if has_alpha else "RGB"
    canvas = Pillow.new(mode, image.size)
    canvas.paste(image.convert(mode))
    return canvas
