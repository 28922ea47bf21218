"""Motifs of paper: a calendar, a notebook, a leaflet and a form."""

from random import Random

from site_config.demonstration.pictures.canvas import Canvas
from site_config.demonstration.pictures.palette import Palette, faded, mixed
from site_config.demonstration.pictures.shapes import (
    Shape,
    bow,
    capsule,
    circle,
    moved,
    points,
    rectangle,
    turned,
)


def calendar(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A wall calendar whose days are dots, one of them marked."""
    lean = -5

    def placed(shape: Shape) -> Shape:
        return turned(shape, lean)

    canvas.cut(turned(rectangle(24, 44, 620, 600, 40), lean + 9), fill=palette.second, lift=20)
    page = placed(rectangle(0, 20, 620, 620, 40))
    canvas.cut(page, fill=palette.main, lift=26)
    with canvas.inside(page):
        canvas.paint(placed(rectangle(0, -220, 700, 150)), fill=palette.accent)
    for x in (-170, 170):
        canvas.paint(placed(circle(x, -226, 26)), fill=palette.ink)
        canvas.cut(placed(rectangle(x, -286, 28, 136, 14)), fill=palette.light, lift=8)
    marked = rng.randrange(9, 19)
    for day in range(28):
        x, y = -228 + 76 * (day % 7), -76 + 104 * (day // 7)
        strength = 1 if day < marked else 0.32
        if day != marked:
            canvas.paint(placed(circle(x, y, 26)), fill=faded(palette.second, strength))
            continue
        canvas.cut(placed(circle(x, y, 46)), fill=palette.accent, lift=8)
        tick = placed([(x - 20, y + 2), (x - 5, y + 17), (x + 22, y - 15)])
        canvas.stroke(tick, width=11, fill=palette.main)


def notebook(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A ring-bound notebook with a pencil across it."""
    lean = 7
    canvas.cut(turned(rectangle(16, 10, 560, 690, 34), lean), fill=palette.main, lift=26)
    page = turned(rectangle(26, 2, 500, 640, 20), lean)
    canvas.cut(page, fill=palette.light, lift=10)
    with canvas.inside(page):
        canvas.paint(turned(rectangle(-166, 0, 7, 700), lean), fill=faded(palette.accent, 0.7))
        for step in range(8):
            y, end = -220 + 68 * step, 220 if step % 3 else 110
            line = turned([(-126, y), (end, y)], lean)
            canvas.stroke(line, width=11, fill=faded(palette.second, 0.5))
    for step in range(9):
        y = -270 + 68 * step
        canvas.paint(turned(circle(-204, y, 14), lean), fill=palette.ink)
        canvas.stroke(turned(bow((-204, y), (-290, y), -22), lean), width=13, fill=palette.ink)

    def held(shape: Shape) -> Shape:
        return turned(moved(shape, -40, 40), -48, (150, 60))

    canvas.cut(held(rectangle(190, 60, 430, 70)), fill=palette.accent, lift=22)
    canvas.paint(held(rectangle(190, 83, 430, 24)), fill=faded(palette.ink, 0.2))
    canvas.paint(held(points("-24,25 -24,95 -130,60")), fill=palette.veil)
    canvas.paint(held(points("-92,47.4 -92,72.6 -132,60")), fill=palette.ink)
    canvas.paint(held(rectangle(456, 60, 60, 70, 22)), fill=palette.ink)
    canvas.paint(held(rectangle(415, 60, 34, 70)), fill=palette.near)


def leaflet(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """An unfolded medicine leaflet of four panels behind the box it came in."""
    wide, tall = 210, 560

    def creased(shape: Shape) -> Shape:
        """Bend a shape to the zigzag of the folds."""
        return [(x, y - 40 + 56 * abs((x / wide) % 2 - 1)) for x, y in shape]

    edges = [wide * fold for fold in (-2, -1, 0, 1)]
    panels = [creased(_panel(left, left + wide, tall)) for left in edges]
    canvas.shade(*panels, lift=28)
    for index, (left, panel) in enumerate(zip(edges, panels, strict=True)):
        tone = palette.main if index % 2 else mixed(palette.main, palette.far, 0.16)
        canvas.paint(panel, fill=tone)
        start = left + 30
        for y in (-222, 10):
            heading = creased([(start, y), (start + rng.uniform(80, 120), y)])
            canvas.stroke(heading, width=22, fill=palette.accent)
            for row in range(4):
                end = start + (70 if row == 3 else wide - 60)
                line = creased([(start, y + 44 + 38 * row), (end, y + 44 + 38 * row)])
                canvas.stroke(line, width=10, fill=faded(palette.second, 0.55))
    lid = points("60,70 470,70 500,20 90,20")
    canvas.cut(lid, fill=mixed(palette.second, palette.main, 0.3), lift=12)
    canvas.paint(
        points("470,70 500,20 500,290 470,340"), fill=mixed(palette.second, palette.ink, 0.5)
    )
    canvas.cut(rectangle(265, 205, 410, 270, 8), fill=palette.second, lift=26)
    canvas.paint(rectangle(265, 290, 410, 44), fill=palette.accent)
    pill = turned(capsule((205, 170), (325, 170), 44), -24, (265, 170))
    canvas.cut(pill, fill=palette.main, lift=10)
    with canvas.inside(pill):
        canvas.paint(turned(rectangle(365, 170, 200, 300), -24, (265, 170)), fill=palette.light)


def _panel(left: float, right: float, tall: float) -> Shape:
    return [(left, -tall / 2), (right, -tall / 2), (right, tall / 2), (left, tall / 2)]


def clipboard(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A form on a clipboard, mostly ticked, with an exclamation mark on a badge before it."""
    lean = -4

    def placed(shape: Shape) -> Shape:
        return turned(moved(shape, -30, 0), lean)

    canvas.cut(placed(rectangle(0, 24, 560, 680, 44)), fill=palette.second, lift=28)
    canvas.cut(placed(rectangle(0, 44, 480, 590, 14)), fill=palette.light, lift=10)
    canvas.cut(placed(rectangle(0, -296, 250, 76, 28)), fill=palette.main, lift=12)
    canvas.cut(placed(circle(0, -340, 52)), fill=palette.main, lift=8)
    canvas.paint(placed(circle(0, -344, 22)), fill=palette.second)
    title = placed([(-186, -196), (40, -196)])
    canvas.stroke(title, width=24, fill=palette.main)
    for row in range(4):
        y = -104 + 112 * row
        canvas.paint(
            placed(rectangle(-160, y, 70, 70, 14)), fill=mixed(palette.light, palette.far, 0.5)
        )
        canvas.paint(placed(rectangle(-160, y, 50, 50, 8)), fill=palette.light)
        for line, wide in ((-16, rng.uniform(230, 280)), (20, rng.uniform(120, 200))):
            text = placed([(-84, y + line), (-84 + wide, y + line)])
            canvas.stroke(text, width=12, fill=faded(palette.second, 0.5))
        if row < 3:
            tick = placed([(-184, y - 2), (-164, y + 20), (-124, y - 36)])
            canvas.stroke(tick, width=15, fill=palette.accent)
    canvas.cut(circle(250, 236, 128), fill=palette.accent, lift=22)
    canvas.paint(circle(250, 236, 106), fill=mixed(palette.accent, palette.ink, 0.1))
    canvas.stroke([(250, 174), (250, 250)], width=34, fill=palette.light)
    canvas.dots([(250, 302)], 20, palette.light)
