"""Pictures for the demonstration content, drawn by code: no photograph and nothing fetched.

Every picture belongs to a motif and is the same, pixel for pixel, whenever it is drawn with the
same motif, size and seed.
"""

from collections.abc import Callable
from random import Random

from PIL import Image

from site_config.demonstration.pictures import backdrops, care, daily, organs, records, tissues
from site_config.demonstration.pictures import palette as tones
from site_config.demonstration.pictures.canvas import Canvas
from site_config.demonstration.pictures.palette import Palette

Painter = Callable[[Canvas, Palette, Random], None]

_SCENES: dict[str, tuple[Palette, Painter, Painter]] = {
    "muscle": (tones.SHORE, backdrops.pebbles, tissues.muscle),
    "nerve": (tones.NIGHT, backdrops.orbits, tissues.nerve),
    "brain": (tones.ROSE, backdrops.pebbles, organs.brain),
    "heart": (tones.MORNING, backdrops.hills, organs.heart),
    "joint": (tones.NIGHT, backdrops.arches, tissues.joint),
    "skin": (tones.MORNING, backdrops.pebbles, tissues.skin),
    "eye": (tones.HARVEST, backdrops.orbits, organs.eye),
    "syringe": (tones.SHORE, backdrops.arches, care.syringe),
    "tablet": (tones.NIGHT, backdrops.pebbles, care.tablet),
    "clinic": (tones.MEADOW, backdrops.hills, care.clinic),
    "tube": (tones.MEADOW, backdrops.pebbles, care.tube),
    "scanner": (tones.SHORE, backdrops.orbits, care.scanner),
    "calendar": (tones.MEADOW, backdrops.arches, records.calendar),
    "sleep": (tones.NIGHT, backdrops.hills, daily.sleep),
    "walk": (tones.MORNING, backdrops.hills, daily.walk),
    "food": (tones.HARVEST, backdrops.arches, daily.food),
    "water": (tones.SHORE, backdrops.orbits, daily.water),
    "sun": (tones.HARVEST, backdrops.hills, daily.sun),
    "talk": (tones.ROSE, backdrops.hills, care.talk),
    "notebook": (tones.MORNING, backdrops.arches, records.notebook),
    "leaflet": (tones.ROSE, backdrops.arches, records.leaflet),
    "clipboard": (tones.HARVEST, backdrops.pebbles, records.clipboard),
    "hands": (tones.ROSE, backdrops.orbits, care.hands),
    "shield": (tones.HARVEST, backdrops.arches, care.shield),
}

MOTIFS: tuple[str, ...] = tuple(_SCENES)


def draw(motif: str, *, width: int = 1600, height: int = 900, seed: int = 0) -> Image.Image:
    """Draw ``motif`` as an RGB picture of ``width`` by ``height`` pixels.

    ``seed`` varies the backdrop and small details; the motif itself stays in the middle. Raises
    ValueError when the motif is not one of ``MOTIFS`` or a side is shorter than one pixel.
    """
    if motif not in _SCENES:
        raise ValueError(f'No picture is called "{motif}". Choose one of: {", ".join(MOTIFS)}.')
    if width < 1 or height < 1:
        raise ValueError(
            f"A picture of {width} by {height} pixels cannot be drawn. "
            "Ask for at least 1 pixel in each direction."
        )
    palette, backdrop, painter = _SCENES[motif]
    rng = Random(f"{motif} {seed}")  # noqa: S311  # a picture is no secret, but repeats itself
    canvas = Canvas(width, height)
    backdrop(canvas, palette, rng)
    painter(canvas, palette, rng)
    return canvas.finish(rng)
