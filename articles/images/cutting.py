"""The shapes and sizes in which pages show a picture, cut from its pixels. Knows no database."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image as Pillow
from PIL import features

WHOLE, CARD, SOCIAL = "whole", "card", "social"
# The one file that an upload makes at once; it goes when the others are made.
FIRST, FIRST_WIDTH = "first", 720
_HAS_AVIF = features.check("avif")


@dataclass(frozen=True)
class Shape:
    """How a picture is cut: its `ratio` is width to height, None for the picture as it is.

    The widths are those of each format. One is 1.5 times the one before, so that a browser finds
    one that is at most so much wider than the box for it. Of a card older browsers get two, beside
    a text and on its own, because a page with many cards names each file.
    """

    avif: tuple[int, ...] = ()
    webp: tuple[int, ...] = ()
    jpeg: tuple[int, ...] = ()
    ratio: float | None = None

    def widths(self) -> dict[str, tuple[int, ...]]:
        """Those of each format that can be written here."""
        modern = {"avif": self.avif if _HAS_AVIF else (), "webp": self.webp}
        return {**modern, "jpeg": self.jpeg}


_WIDTHS = (320, 480, 720, 1080, 1600)
_CARD_WIDTHS = (160, 240, 360, 540, 800, 1200)
SHAPES = {
    FIRST: Shape(),
    WHOLE: Shape(avif=_WIDTHS, webp=_WIDTHS, jpeg=_WIDTHS),
    CARD: Shape(avif=_CARD_WIDTHS, webp=(240, 540), jpeg=(240, 540), ratio=3 / 2),
    # What is shared elsewhere: the size that every network shows without cutting it again.
    SOCIAL: Shape(jpeg=(1200,), ratio=1200 / 630),
}
# By eye on photographs and drawings: no difference at twice the size. A slower AVIF saves 5 %.
_SAVE_AS: dict[str, dict[str, object]] = {
    "avif": {"quality": 58, "speed": 7},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}
# What the place of a picture is coloured with until it is there; static/css/components/picture.css
# has a class for each.
TONES = {
    "night": (30, 36, 40),
    "stone": (128, 126, 120),
    "sand": (222, 208, 184),
    "snow": (240, 240, 236),
    "rose": (214, 150, 142),
    "brick": (160, 72, 52),
    "amber": (214, 160, 72),
    "leaf": (112, 140, 84),
    "pine": (44, 88, 76),
    "sky": (148, 188, 206),
    "sea": (56, 110, 140),
    "plum": (110, 80, 120),
}


@dataclass(frozen=True)
class Cut:
    """One file of a picture."""

    shape: str
    format: str
    width: int
    height: int


def cuts_of(width: int, height: int) -> list[Cut]:
    """All that pages may ask for of a picture of this size, those of a format narrowest first.

    None is larger than the picture.
    """
    return [cut for name in SHAPES for cut in _cuts(name, width, height)]


def first_cut(width: int, height: int) -> Cut:
    """What is made while the person who uploads waits."""
    narrow = min(width, FIRST_WIDTH)
    return Cut(FIRST, "jpeg", narrow, _height(narrow, width, height))


def _cuts(name: str, width: int, height: int) -> Iterator[Cut]:
    shape = SHAPES[name]
    left, top, right, bottom = region(width, height, shape.ratio)
    wide, high = right - left, bottom - top
    for format, widths in shape.widths().items():
        for narrow in _up_to(wide, widths):
            yield Cut(name, format, narrow, _height(narrow, wide, high))


def _up_to(wide: int, widths: tuple[int, ...]) -> list[int]:
    """Those of `widths` for which there are pixels; in place of the next, all that there are."""
    return sorted({min(each, wide) for each in widths})


def _height(narrow: int, width: int, height: int) -> int:
    return max(1, round(height * narrow / width))


def region(
    width: int, height: int, ratio: float | None, focal: tuple[float, float] = (0.5, 0.5)
) -> tuple[int, int, int, int]:
    """The largest part of a picture with this ratio, as left, top, right and bottom.

    The focal point lies at the same place in the part as in the whole, as with CSS's
    `object-position`: what an editor sees there is what is cut.
    """
    if ratio is None:
        return 0, 0, width, height
    wide, high = (
        min(width, max(1, round(height * ratio))),
        min(height, max(1, round(width / ratio))),
    )
    left, top = round((width - wide) * focal[0]), round((height - high) * focal[1])
    return left, top, left + wide, top + high


def cut(pixels: Pillow.Image, wanted: Cut, focal: tuple[float, float]) -> bytes:
    """The file of a cut."""
    part = region(*pixels.size, SHAPES[wanted.shape].ratio, focal)
    size = (wanted.width, wanted.height)
    # Three times the size is enough to average over; a large picture is scaled in half the time.
    smaller = pixels.resize(size, Pillow.Resampling.LANCZOS, box=part, reducing_gap=3.0)
    return encoded(smaller, wanted.format)


def encoded(pixels: Pillow.Image, format: str) -> bytes:
    """The file of `pixels`, in which JPEG shows white for what is transparent."""
    if format == "jpeg" and pixels.mode == "RGBA":
        white = Pillow.new("RGB", pixels.size, "white")
        white.paste(pixels, mask=pixels.getchannel("A"))
        pixels = white
    buffer = io.BytesIO()
    pixels.save(buffer, format.upper(), **_SAVE_AS.get(format, {}))
    return buffer.getvalue()


def tone_of(pixels: Pillow.Image) -> str:
    """The one of TONES that is closest to the picture as a whole; none shines through a gap."""
    if pixels.mode == "RGBA":
        return ""
    mean = pixels.resize((1, 1), Pillow.Resampling.BOX).getpixel((0, 0))
    assert isinstance(mean, tuple)  # noqa: S101 - RGB, as the intake leaves it
    return min(
        TONES, key=lambda tone: sum((a - b) ** 2 for a, b in zip(TONES[tone], mean, strict=True))
    )
