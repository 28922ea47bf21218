"""Pictures as pages show them: sizes, formats and words, ready for a template."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from operator import itemgetter

from django.core.files.storage import default_storage
from django.utils.safestring import SafeString

from articles.images.cutting import CARD, FIRST_WIDTH, WHOLE
from articles.models import Companion, Edition, Image
from articles.models.companion import CompanionImage
from articles.models.image import Rendition, shape_of
from site_config.kit import html, stencils

_REFERENCED_IMAGE = re.compile(r'<img\b[^>]*\bsrc="/images/([0-9]{1,18})/"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
BODY_SIZES = "(min-width: 42rem) 39rem, calc(94.8vw - 0.8rem)"


@dataclass(frozen=True)
class Picture:
    """What `parts/_picture.html` needs; the width and height are those of the fallback file."""

    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    licence: str
    tone: str
    avif_srcset: str
    webp_srcset: str
    jpeg_srcset: str


def picture(
    image: Image | CompanionImage, *, alt: str, caption: str = "", shape: str = WHOLE
) -> Picture | None:
    """Describe `image` for a page, or None while it has no public file.

    While it is not cut to `shape`, the whole picture stands in, or the first file of it.
    """
    files = _files(image, shape) or _files(image, WHOLE) or image.renditions
    jpegs = [each for each in files if each["format"] == "jpeg"]
    if not jpegs:
        return None
    fallback = next((each for each in jpegs if each["width"] >= FIRST_WIDTH), jpegs[-1])
    return Picture(
        src=_address(fallback["name"]),
        width=fallback["width"],
        height=fallback["height"],
        alt=alt,
        caption=caption,
        credit=image.credit,
        licence=image.licence,
        tone=image.tone,
        avif_srcset=_srcset(files, "avif"),
        webp_srcset=_srcset(files, "webp"),
        # The fallback alone says the same of a single file.
        jpeg_srcset=_srcset(files, "jpeg") if len(jpegs) > 1 else "",
    )


def largest_address(image: Image) -> str | None:
    """The largest public file of `image`, for who indexes pictures, or None while it has none."""
    jpegs = [r for r in image.renditions if r["format"] == "jpeg"]
    return _address(jpegs[-1]["name"]) if jpegs else None


def thumbnail_address(image: Image) -> str | None:
    """The smallest public file of `image`, for lists at the desk, or None while it has none."""
    jpegs = [each for each in image.renditions if each["format"] == "jpeg"]
    smallest = min(jpegs, key=itemgetter("width"), default=None)
    return _address(smallest["name"]) if smallest else None


def lead_picture(edition: Edition | Companion) -> Picture | None:
    """The picture at the head of an edition, if it has one."""
    image = edition.lead_image
    if image is None:
        return None
    return picture(image, alt=edition.lead_image_alt, caption=edition.lead_image_caption)


def card_picture(edition: Edition | Companion) -> Picture | None:
    """The same, cut for a card; it stands beside the title and so needs no words."""
    image = edition.lead_image
    return picture(image, alt="", shape=CARD) if image else None


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
        return stencils.fill("parts/_body_picture.html", [{**vars(shown), "sizes": BODY_SIZES}])

    return html.stored(_REFERENCED_IMAGE.sub(replacement, body))


@lru_cache(maxsize=4096)
def _address(name: str) -> str:
    """The address of a public file: its name is random and stands for the same file for good."""
    return default_storage.url(name)


def _files(image: Image | CompanionImage, shape: str) -> list[Rendition]:
    return [each for each in image.renditions if shape_of(each) == shape]


def _srcset(files: list[Rendition], format: str) -> str:
    return ", ".join(
        f"{_address(each['name'])} {each['width']}w" for each in files if each["format"] == format
    )
