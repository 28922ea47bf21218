"""What lies behind a motif: four calm compositions shared by all pictures."""

from random import Random

from site_config.demonstration.pictures.canvas import Canvas
from site_config.demonstration.pictures.palette import Palette, faded, mixed
from site_config.demonstration.pictures.shapes import Shape, arc, circle, moved, wave


def hills(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A large pale disc over three layers of rolling land."""
    canvas.cover(palette.sky)
    x, y = rng.uniform(-330, 330), rng.uniform(-130, -60)
    for radius, strength in ((430, 0.16), (330, 0.22), (235, 0.3)):
        canvas.paint(circle(x, y, radius), fill=faded(palette.veil, strength))
    shades = (
        mixed(palette.far, palette.sky[1], 0.35),
        mixed(palette.far, palette.near, 0.2),
        mixed(palette.far, palette.near, 0.85),
    )
    for layer, tone in enumerate(shades):
        crest = moved(
            wave(
                -canvas.reach_x - 60,
                canvas.reach_x + 60,
                rng.uniform(26, 46),
                rng.uniform(1150, 1650),
                rng.random(),
            ),
            0,
            215 + 85 * layer,
        )
        canvas.cut(_ground(canvas, crest), fill=(mixed(tone, palette.veil, 0.12), tone), lift=18)


def _ground(canvas: Canvas, crest: Shape) -> Shape:
    low = canvas.reach_y + 60
    return [*crest, (crest[-1][0], low), (crest[0][0], low)]


def orbits(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Wide rings around the middle, with small moons at the sides."""
    canvas.cover(palette.sky)
    x, y = rng.uniform(-50, 50), rng.uniform(-40, 40)
    for ring, strength in enumerate((0.1, 0.12, 0.14, 0.18, 0.22)):
        canvas.paint(circle(x, y, 850 - 122 * ring), fill=faded(palette.veil, strength))
    for ring in range(3):
        radius = 740 - 85 * ring
        side = 180 * (ring % 2)
        start = side + rng.uniform(-28, -6)
        line = arc(x, y, radius, start, start + rng.uniform(14, 30))
        canvas.stroke(line, width=5, fill=faded(palette.far, 0.7))
        canvas.dots([line[-1]], rng.uniform(12, 19), mixed(palette.far, palette.near, 0.3))


def pebbles(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Large translucent discs that overlap along the edges."""
    canvas.cover(palette.sky)
    tones = (palette.far, palette.veil, palette.near, palette.veil, palette.far)
    side = rng.choice((-1, 1))
    places = ((-690, 250), (-470, -300), (660, 330), (560, -230), (80, 470))
    sizes = (330, 250, 350, 270, 240)
    for (x, y), size, tone in zip(places, sizes, tones, strict=True):
        canvas.paint(
            circle(
                side * x + rng.uniform(-50, 50),
                y + rng.uniform(-40, 40),
                size * rng.uniform(0.9, 1.12),
            ),
            fill=faded(tone, 0.34),
        )
    canvas.paint(circle(0, 0, 395), fill=faded(palette.veil, 0.36))


def arches(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Nested quarter rings in two opposite corners."""
    canvas.cover(palette.sky)
    side = rng.choice((-1, 1))
    canvas.paint(circle(0, 0, 390), fill=faded(palette.veil, 0.42))
    for x, y, size in (
        (-side * canvas.reach_x, canvas.reach_y, rng.uniform(500, 570)),
        (side * canvas.reach_x, -canvas.reach_y, rng.uniform(400, 470)),
    ):
        tones = (palette.far, palette.veil, palette.near, palette.veil)
        for ring, tone in enumerate(tones):
            canvas.cut(
                circle(x, y, size * (1 - 0.24 * ring)),
                fill=mixed(tone, palette.sky[1], 0.25),
                lift=12,
            )
