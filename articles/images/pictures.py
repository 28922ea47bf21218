"""Pictures as pages show them: sizes, formats and words, ready for a template."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from django.core.files.storage import default_storage
from django.utils.safestring import SafeString

from articles.models import Companion, Edition, Image
from site_config.kit import html, stencils

_REFERENCED_IMAGE = re.compile(r'<img\b[^>]*\bsrc="/images/([0-9]{1,18})/"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
BODY_SIZES = "(min-width: 48rem) 42rem, 100vw"


@dataclass(frozen=True)
class Picture:
    """What `parts/_picture.html` needs; the widths and heights are those of the fallback file."""

    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    licence: str
    webp_srcset: str
    jpeg_srcset: str


def picture(image: Image, *, alt: str, caption: str = "") -> Picture | None:
    """Describe `image` for a page, or None while it has no public file."""
    jpegs = [r for r in image.renditions if r["format"] == "jpeg"]
    if not jpegs:
        return None
    fallback = next((r for r in jpegs if r["width"] >= 960), jpegs[-1])
    return Picture(
        src=_address(fallback["name"]),
        width=fallback["width"],
        height=fallback["height"],
        alt=alt,
        caption=caption,
        credit=image.credit,
        licence=image.licence,
        webp_srcset=_srcset(image, "webp"),
        jpeg_srcset=_srcset(image, "jpeg"),
    )


def largest_address(image: Image) -> str | None:
    """The largest public file of `image`, for who indexes pictures, or None while it has none."""
    jpegs = [r for r in image.renditions if r["format"] == "jpeg"]
    return _address(jpegs[-1]["name"]) if jpegs else None


def thumbnail_address(image: Image) -> str | None:
    """The smallest public file of `image`, for lists at the desk, or None while it has none."""
    jpegs = [r for r in image.renditions if r["format"] == "jpeg"]
    return default_storage.url(jpegs[0]["name"]) if jpegs else None


def lead_picture(edition: Edition | Companion) -> Picture | None:
    """The picture at the head of an edition, if it has one."""
    image = edition.lead_image
    if image is None:
        return None
    return picture(image, alt=edition.lead_image_alt, caption=edition.lead_image_caption)


def fill(body: str, images: dict[int, Image]) -> SafeString:
    """Put real pictures where an edition's body names them by reference.

    `body` is the stored, sanitised HTML of an edition. A picture that is no longer in the library
    leaves its alternative text.
    """

    def replacement(match: re.Match[str]) -> str:
        alt = _ALT.search(match[0])
        words = unescape(alt[1]) if alt else ""
        image = images.get(int(match[1]))
        shown = picture(image, alt=words) if image else None
        if shown is None:
            return escape(words)
        return stencils.fill("parts/_picture.html", [{**vars(shown), "sizes": BODY_SIZES}])

    return html.stored(_REFERENCED_IMAGE.sub(replacement, body))


@lru_cache(maxsize=4096)
def _address(name: str) -> str:
    """The address of a public file: its name is random and stands for the same file for good."""
    return default_storage.url(name)


def _srcset(image: Image, format: str) -> str:
    return ", ".join(
        f"{_address(r['name'])} {r['width']}w" for r in image.renditions if r["format"] == format
    )
