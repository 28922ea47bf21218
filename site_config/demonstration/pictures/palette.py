"""Colours of the demonstration pictures: one small family, arranged into six schemes."""

from dataclasses import dataclass

Colour = tuple[int, int, int, int]


def colour(code: str) -> Colour:
    """Return the opaque colour written as six hexadecimal digits, for example ``"12343b"``."""
    red, green, blue = bytes.fromhex(code)
    return red, green, blue, 255


def faded(tone: Colour, strength: float) -> Colour:
    """Return ``tone`` at an opacity of ``strength``, from 0 (invisible) to 1 (opaque)."""
    return (*tone[:3], round(255 * strength))


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """Return the opaque mixture that holds ``share`` (0 to 1) of ``second`` in ``first``."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(first[:3], second[:3], strict=True)
    )
    return red, green, blue, 255


INK = colour("0e2a33")
DEEP = colour("16424c")
TEAL = colour("1f6a70")
LAGOON = colour("559c9b")
MIST = colour("c3dbd4")
SAGE = colour("a3b99b")
MOSS = colour("5e8068")
LEAF = colour("7d9f63")
CREAM = colour("fdf8ee")
BLUSH = colour("f5c3ad")
CORAL = colour("e8735a")
BRICK = colour("b94a3c")
OCHRE = colour("e0a13c")
STRAW = colour("f4d796")
UMBER = colour("8f573b")


@dataclass(frozen=True)
class Palette:
    """The tones of one picture.

    ``sky`` runs from top to bottom behind everything, ``veil`` tints the large shapes of the
    backdrop, ``far`` and ``near`` colour its layers; the other tones are for the motif.
    """

    sky: tuple[Colour, Colour]
    veil: Colour
    far: Colour
    near: Colour
    main: Colour
    second: Colour
    accent: Colour
    light: Colour
    ink: Colour


NIGHT = Palette(
    (colour("0d2731"), colour("215a62")), LAGOON, TEAL, DEEP, CREAM, LAGOON, CORAL, STRAW, INK
)
MORNING = Palette((CREAM, colour("f1e2ca")), BLUSH, MIST, SAGE, TEAL, LAGOON, CORAL, CREAM, INK)
ROSE = Palette(
    (colour("f8d3c1"), colour("f0a58d")), CREAM, CORAL, BRICK, CREAM, DEEP, BRICK, STRAW, INK
)
HARVEST = Palette(
    (colour("f9e4b4"), colour("ecbb62")), CREAM, OCHRE, MOSS, DEEP, TEAL, CORAL, CREAM, INK
)
MEADOW = Palette(
    (colour("dfe8d8"), colour("b3c8af")), CREAM, SAGE, MOSS, CREAM, MOSS, CORAL, STRAW, INK
)
SHORE = Palette(
    (colour("cfe4dd"), colour("7fb7b3")), CREAM, LAGOON, TEAL, CREAM, DEEP, CORAL, STRAW, INK
)
