"""Drawing the card by which an article without a picture is shared. Knows no database."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont, features

SIZE = (1200, 630)
_MARGIN = 80
_ROOM = SIZE[0] - 2 * _MARGIN
# The title gets smaller until it fits between what stands above and below it.
_TITLE_SIZES = (84, 76, 68, 60, 54, 48, 42)
_TITLE_BOX = (170, 470)
_LINE_HEIGHT = 1.2
_PAPER, _INK, _SOFT, _ACCENT, _CORAL = "#fbf7ef", "#1d2421", "#565c55", "#0f5850", "#ac3820"
_FONTS = Path(__file__).parent / "fonts"
_SERIF, _SANS = _FONTS / "DejaVuSerifCondensed-Bold.ttf", _FONTS / "DejaVuSans-Bold.ttf"
# Without it, scripts that are written from right to left are drawn the wrong way round.
_SHAPES_TEXT = features.check("raqm")


def draw(title: str, *, category: str, site: str) -> Pillow.Image:
    """The card, 1200 by 630 pixels; `category` may be empty.

    What the fonts have no shape for, such as emoji, is left out, and where nothing is left of the
    title, the site stands for it. A title too long for the card ends with an ellipsis.
    """
    card = Pillow.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(card)
    leftwards = _is_leftwards(title)
    edge = SIZE[0] - _MARGIN if leftwards else _MARGIN
    pen.rectangle((0, 0, SIZE[0], 13), fill=_ACCENT)
    _write(pen, (edge, 84), category, _font(_SANS, 30), _CORAL, leftwards)
    _write_title(pen, edge, _drawable(title, _face(title, 42)) or site, leftwards)
    pen.line((_MARGIN, 520, SIZE[0] - _MARGIN, 520), fill=_INK, width=2)
    _write(pen, (edge, 546), site, _face(site, 34), _SOFT, leftwards)
    return card


def _write_title(pen: ImageDraw.ImageDraw, edge: int, title: str, leftwards: bool) -> None:
    top, bottom = _TITLE_BOX
    for size in _TITLE_SIZES:
        font, step = _face(title, size), round(size * _LINE_HEIGHT)
        lines = list(_lines(title, font))
        if len(lines) * step <= bottom - top:
            break
    fitting = lines[: (bottom - top) // step]
    if len(fitting) < len(lines):
        fitting[-1] = _shortened(f"{fitting[-1]}…", font)
    for number, line in enumerate(fitting):
        _write(pen, (edge, top + number * step), line, font, _INK, leftwards)


def _write(
    pen: ImageDraw.ImageDraw,
    place: tuple[int, int],
    text: str,
    font: ImageFont.FreeTypeFont,
    colour: str,
    leftwards: bool,
) -> None:
    """Write one line from `place` on, to the right of it or `leftwards`."""
    line = _shortened(_drawable(text, font), font)
    direction = ("rtl" if _is_leftwards(line) else "ltr") if _SHAPES_TEXT else None
    pen.text(place, line, colour, font, anchor="ra" if leftwards else "la", direction=direction)


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """Break a text at its spaces, and a word that is wider than the card anywhere."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= _ROOM:
            line = longer
            continue
        if line:
            yield line
        while font.getlength(word) > _ROOM:
            beginning = _beginning(word, font)
            yield beginning
            word = word[len(beginning) :]  # noqa: PLW2901 - the rest of it
        line = word
    if line:
        yield line


def _shortened(line: str, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(line) <= _ROOM:
        return line
    return _beginning(line, font, room=_ROOM - font.getlength("…")) + "…"


def _beginning(word: str, font: ImageFont.FreeTypeFont, *, room: float = _ROOM) -> str:
    """As much of a word as one line holds; a character at least."""
    length = len(word)
    while length > 1 and font.getlength(word[:length]) > room:
        length -= 1
    return word[:length]


def _drawable(text: str, font: ImageFont.FreeTypeFont) -> str:
    shown = (each if _has(font, each) else " " for each in unicodedata.normalize("NFC", text))
    return " ".join("".join(shown).split())


def _has(font: ImageFont.FreeTypeFont, character: str) -> bool:
    """Whether the font has a shape for a character: another one than for what does not exist."""
    if character.isspace() or unicodedata.category(character)[0] == "C":
        return False
    return _mask(font, character) != _mask(font, "\U0010ffff")


@cache
def _mask(font: ImageFont.FreeTypeFont, character: str) -> bytes:
    return bytes(font.getmask(character))


def _face(text: str, size: int) -> ImageFont.FreeTypeFont:
    """The font of a text; the serifs have no Arabic and no Hebrew."""
    return _font(_SANS if _is_leftwards(text) else _SERIF, size)


@cache
def _font(face: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face, size)


def _is_leftwards(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"
