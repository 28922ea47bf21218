"""Taking in an uploaded picture: judged by its content, cleaned, kept, and cut to sizes."""

import datetime as dt
import io
import secrets
from typing import BinaryIO

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from articles.models import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
WIDTHS = (480, 960, 1600)
_SAVE_AS = {"jpeg": {"quality": 80, "progressive": True}, "webp": {"quality": 78, "method": 4}}


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
    """Store the picture in `file` and its renditions.

    Raises ImageRefused, with a sentence for the person who uploads, when the file is larger than
    MAX_BYTES, has more than MAX_PIXELS, or is not really one of FORMATS.
    """
    pixels = open_safely(file)
    image = Image(
        title=title,
        alt=alt,
        credit=credit,
        licence=licence,
        width=pixels.width,
        height=pixels.height,
        uploaded_at=now,
        uploaded_by=by,
    )
    store_original(image, pixels)
    image.renditions = make_renditions(pixels)
    image.save()
    return image


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
    except (OSError, ValueError, SyntaxError) as broken:
        raise ImageRefused(
            _("The picture is damaged or incomplete. Export it again and try once more.")
        ) from broken


def store_original(image: Image, pixels: Pillow.Image) -> None:
    """Keep the cleaned pixels as they are, in the private storage; the row is not saved."""
    image.original.save(f"{secrets.token_hex(16)}.png", _encoded(pixels, "png"), save=False)


def make_renditions(pixels: Pillow.Image) -> list[dict[str, str | int]]:
    """Write the public files of a picture, never wider than the original, and list them."""
    folder = secrets.token_hex(16)
    widths = [width for width in WIDTHS if width < pixels.width]
    widths.append(min(pixels.width, WIDTHS[-1]))
    made: list[dict[str, str | int]] = []
    for width in sorted(set(widths)):
        height = max(1, round(pixels.height * width / pixels.width))
        resized = pixels.resize((width, height), Pillow.Resampling.LANCZOS)
        for format in _SAVE_AS:
            name = default_storage.save(
                f"{folder}/{width}.{format.replace('jpeg', 'jpg')}", _encoded(resized, format)
            )
            made.append({"name": name, "format": format, "width": width, "height": height})
    return made


def _fresh(image: Pillow.Image) -> Pillow.Image:
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if has_alpha else "RGB"
    canvas = Pillow.new(mode, image.size)
    canvas.paste(image.convert(mode))
    return canvas


def _encoded(pixels: Pillow.Image, format: str) -> ContentFile[bytes]:
    buffer = io.BytesIO()
    if format == "jpeg" and pixels.mode == "RGBA":
        white = Pillow.new("RGB", pixels.size, "white")
        white.paste(pixels, mask=pixels.getchannel("A"))
        pixels = white
    pixels.save(buffer, format.upper(), **_SAVE_AS.get(format, {}))
    return ContentFile(buffer.getvalue())
