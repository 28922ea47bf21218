"""Motifs of daily life: sleep, movement, food, water and light."""

from math import sin
from random import Random

from site_config.demonstration.pictures.canvas import Canvas
from site_config.demonstration.pictures.palette import (
    LAGOON,
    LEAF,
    MOSS,
    TEAL,
    UMBER,
    Palette,
    faded,
    mixed,
)
from site_config.demonstration.pictures.shapes import (
    Shape,
    arc,
    bow,
    capsule,
    circle,
    crescent,
    drop,
    ellipse,
    lens,
    limb,
    moved,
    points,
    polar,
    rectangle,
    scaled,
    smooth,
    star,
)


def sleep(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A crescent moon with clouds before it, among stars."""
    for _ in range(46):
        spot = rng.uniform(-canvas.reach_x, canvas.reach_x), rng.uniform(-canvas.reach_y, 130)
        canvas.dots([spot], rng.uniform(2.5, 6), faded(palette.light, rng.uniform(0.3, 0.9)))
    moon = crescent(0, -70, 255, (112, -134), 205)
    canvas.cut(moon, fill=(palette.light, mixed(palette.light, palette.accent, 0.4)), lift=20)
    with canvas.inside(moon):
        for x, y, size in ((-156, -90, 34), (-84, 76, 46), (-150, -210, 22), (40, 130, 24)):
            canvas.paint(circle(x, y, size), fill=faded(palette.accent, 0.24))
    sparks = ((180, -180, 54), (330, -60, 34), (90, -60, 28))
    canvas.paint(*(star(x, y, size) for x, y, size in sparks), fill=palette.main)
    puffs = ((-130, 0, 62), (-50, -46, 84), (60, -26, 70), (136, 10, 52))
    cloud = [rectangle(0, 30, 384, 64, 32), *(circle(*puff) for puff in puffs)]
    for x, y, factor, tone in ((-200, 190, 1.05, palette.main), (300, 170, 0.7, palette.second)):
        parts = (moved(scaled(part, factor), x, y) for part in cloud)
        canvas.cut(*parts, fill=tone, lift=18)


def walk(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A walker on a winding path through the hills."""
    for x, y, size in ((-480, 110, 1.3), (-350, 150, 0.85), (440, 130, 1.15), (560, 90, 0.85)):
        canvas.stroke([(x, y), (x, y + 150 * size)], width=13 * size, fill=palette.ink)
        crown = ellipse(x, y - 20 * size, 66 * size, 112 * size)
        canvas.cut(crown, fill=mixed(palette.near, MOSS, 0.7), lift=12)
        vein = [(x, y - 70 * size), (x, y + 84 * size)]
        canvas.stroke(vein, width=6 * size, fill=faded(palette.light, 0.4))
    canvas.paint(_path(canvas), fill=palette.light)
    _walker(canvas, palette)


def _path(canvas: Canvas) -> Shape:
    left: Shape = []
    right: Shape = []
    for step in range(61):
        near = (step / 60) ** 2
        y = 236 + near * (canvas.reach_y - 180)
        x = 150 - 400 * near + 130 * sin(step / 60 * 7.2) * (0.25 + near)
        left.append((x - 7 - 290 * near, y))
        right.append((x + 7 + 290 * near, y))
    return [*left, *reversed(right)]


def _walker(canvas: Canvas, palette: Palette) -> None:
    x, y = -10, 20
    canvas.paint(moved(ellipse(0, 318, 200, 20), x, y), fill=faded(palette.ink, 0.16))
    coat = smooth(points("-40,-158 14,-172 56,-136 60,-30 64,74 -52,82 -62,-20"))
    parts = [
        (capsule((-72, -30), (-92, 46), 17), UMBER),
        (limb(points("-12,-122 -64,-56 -80,10"), 24, 19), mixed(palette.accent, palette.ink, 0.3)),
        (limb(points("-8,60 -36,176 -120,262"), 36, 18), palette.second),
        (capsule((-138, 250), (-112, 292), 20), palette.ink),
        (limb(points("8,60 68,164 92,290"), 36, 18), palette.main),
        (capsule((92, 300), (138, 298), 19), palette.ink),
        (capsule((14, -190), (16, -150), 20), UMBER),
        (coat, palette.accent),
        (capsule((-46, 30), (52, 26), 6), mixed(palette.accent, palette.light, 0.7)),
        (circle(24, -232, 52), UMBER),
        (capsule((92, -20), (124, -14), 16), UMBER),
        (limb(points("0,-120 46,-44 100,-20"), 27, 19), mixed(palette.accent, palette.light, 0.25)),
    ]
    for shape, tone in parts:
        canvas.cut(moved(shape, x, y), fill=tone, lift=7)
    cap = arc(24, -236, 56, 172, 348), capsule((60, -246), (104, -244), 8)
    canvas.paint(*(moved(part, x, y) for part in cap), fill=palette.main)


def food(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A bowl with leaves, tomatoes, half a lemon and peas."""
    for x, end_x, end_y, wide, tone in (
        (-120, -360, -240, 84, MOSS),
        (-60, -150, -340, 88, LEAF),
        (180, 400, -220, 82, MOSS),
    ):
        canvas.cut(lens((x, 60), (end_x, end_y), wide), fill=tone, lift=14)
        vein = [(x, 60), (x + (end_x - x) * 0.86, 60 + (end_y - 60) * 0.86)]
        canvas.stroke(vein, width=8, fill=faded(palette.light, 0.5))
    canvas.cut(circle(-225, -20, 112), fill=palette.accent, lift=16)
    canvas.stroke(arc(-225, -20, 78, 200, 260), width=14, fill=faded(palette.light, 0.7))
    canvas.cut(circle(60, -100, 152), fill=palette.far, lift=16)
    canvas.paint(circle(60, -100, 128), fill=palette.light)
    for step in range(10):
        wedge = [(60, -100), *arc(60, -100, 114, step * 36 + 4, step * 36 + 32)]
        canvas.paint(wedge, fill=mixed(palette.far, palette.light, 0.25))
    canvas.cut(circle(256, -20, 88), fill=mixed(palette.accent, palette.ink, 0.2), lift=14)
    canvas.stroke(arc(256, -20, 60, 200, 255), width=11, fill=faded(palette.light, 0.5))
    for left, top in points("-90,0 -20,26 160,16 -140,34 100,34 336,14 -330,26"):
        canvas.cut(circle(left, top, 42), fill=LEAF, lift=8)
        canvas.paint(circle(left - 12, top - 14, 10), fill=faded(palette.light, 0.6))
    bowl = [(x, 40 + y * 0.78) for x, y in arc(0, 0, 400, 0, 180)]
    canvas.cut(bowl, fill=palette.main, lift=24)
    with canvas.inside(bowl):
        for step in range(3):
            line = moved(bow((-460, 40), (460, 40), -70), 0, 60 + 44 * step)
            canvas.stroke(line, width=13, fill=faded(palette.light, 0.5 - 0.13 * step))
    canvas.cut(rectangle(0, 44, 850, 36, 18), fill=palette.light, lift=8)
    canvas.cut(rectangle(0, 358, 240, 30, 12), fill=palette.main, lift=8)


def water(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A drop over the rings it will make."""
    for ring in range(5, 0, -1):
        ripple = ellipse(0, 270, 118 * ring, 27 * ring)
        canvas.paint(ripple, fill=faded(TEAL, 0.2))
        canvas.stroke(ripple, width=6, fill=faded(palette.main, 0.75))
    body = drop(0, -20, 190, 360)
    canvas.cut(body, fill=(mixed(LAGOON, palette.main, 0.4), TEAL), lift=28)
    with canvas.inside(body):
        for x, y, size in ((70, 70, 200), (96, 110, 140), (116, 140, 84)):
            canvas.paint(circle(x, y, size), fill=faded(palette.second, 0.3))
    canvas.stroke(arc(0, -20, 140, 112, 192), width=22, fill=palette.main)
    for x, y, size in ((-330, -110, 38), (310, -190, 48), (400, 0, 26), (-240, -290, 24)):
        canvas.cut(drop(x, y, size, size * 1.9), fill=(palette.main, LAGOON), lift=10)


def sun(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A sun with a ring of rays over the land."""
    x, y = 0, -90
    spread = rng.uniform(0, 15)
    for step in range(24):
        angle = step * 15 + spread
        far = 330 if step % 2 else 282
        ray = lens(polar(x, y, 212, angle), polar(x, y, far, angle), 14)
        canvas.paint(ray, fill=palette.accent if step % 2 else palette.light)
    disc = circle(x, y, 158)
    canvas.cut(circle(x, y, 184), fill=palette.light, lift=26)
    canvas.paint(disc, fill=(palette.far, palette.accent))
    with canvas.inside(disc):
        for radius, strength in ((210, 0.2), (150, 0.22), (92, 0.25)):
            canvas.paint(circle(x - 76, y - 84, radius), fill=faded(palette.light, strength))
    for left, top, size in ((-490, -190, 1), (455, -30, 0.8)):
        cloud = [
            rectangle(left, top, 250 * size, 44 * size, 22 * size),
            rectangle(left + 50 * size, top - 32 * size, 150 * size, 44 * size, 22 * size),
        ]
        canvas.cut(*cloud, fill=palette.light, lift=12)
