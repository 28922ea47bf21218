"""Motifs of care: instruments, places and people."""

from random import Random

from site_config.demonstration.pictures.canvas import Canvas
from site_config.demonstration.pictures.palette import BRICK, UMBER, Palette, faded, mixed
from site_config.demonstration.pictures.shapes import (
    Shape,
    arc,
    bow,
    capsule,
    circle,
    drop,
    ellipse,
    limb,
    mirrored,
    moved,
    oval_arc,
    points,
    rectangle,
    scaled,
    smooth,
    tapered,
    turned,
)


def syringe(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A syringe on the slant, with a drop at its tip."""

    def placed(shape: Shape) -> Shape:
        return turned(shape, -34)

    canvas.stroke(placed([(-560, 0), (-300, 0)]), width=9, fill=palette.ink)
    canvas.cut(placed(rectangle(-285, 0, 90, 46, 12)), fill=palette.second, lift=12)
    rod, thumb_rest = rectangle(420, 0, 250, 30, 6), rectangle(545, 0, 34, 150, 17)
    canvas.cut(placed(rod), placed(thumb_rest), fill=palette.second, lift=16)
    canvas.cut(placed(rectangle(300, 0, 34, 220, 17)), fill=palette.second, lift=16)
    barrel = placed(rectangle(25, 0, 540, 134, 34))
    canvas.cut(barrel, fill=palette.main, lift=26)
    with canvas.inside(barrel):
        canvas.paint(placed(rectangle(-120, 0, 330, 102, 22)), fill=palette.far)
        shade = placed(rectangle(-120, 30, 330, 44, 20))
        canvas.paint(shade, fill=mixed(palette.far, palette.second, 0.25))
        canvas.paint(placed(rectangle(160, 0, 240, 34, 6)), fill=faded(palette.second, 0.55))
        canvas.paint(placed(rectangle(62, 0, 46, 108, 14)), fill=palette.accent)
        for step in range(9):
            x, tall = -230 + 56 * step, 46 if step % 2 else 30
            canvas.stroke(placed([(x, -66), (x, -66 + tall)]), width=7, fill=palette.ink)
    canvas.cut(drop(-478, 386, 30, 66), fill=palette.near, lift=10)


def tablet(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A two-coloured capsule and two tablets."""
    lean = -32
    canvas.cut(circle(-370, 190, 124), fill=mixed(palette.main, palette.second, 0.35), lift=24)
    canvas.paint(circle(-372, 180, 122), fill=palette.main)
    score = turned([(-452, 180), (-292, 180)], 24, (-372, 180))
    canvas.stroke(score, width=13, fill=faded(palette.second, 0.7))
    shell = turned(moved(capsule((-200, 0), (200, 0), 120), 20, -30), lean)
    canvas.cut(shell, fill=palette.main, lift=32)
    with canvas.inside(shell):
        canvas.paint(turned(rectangle(420, -30, 800, 500), lean), fill=palette.accent)
        for _ in range(34):
            bead = circle(rng.uniform(60, 310), rng.uniform(-90, 60), rng.uniform(9, 18))
            canvas.paint(turned(bead, lean), fill=faded(palette.light, 0.42))
        canvas.paint(turned(rectangle(20, 64, 900, 80), lean), fill=faded(palette.ink, 0.14))
        canvas.paint(turned(rectangle(10, -30, 20, 400), lean), fill=faded(palette.ink, 0.18))
    shine = turned([(-190, -96), (196, -96)], lean)
    canvas.stroke(shine, width=20, fill=faded(palette.light, 0.8))
    canvas.cut(ellipse(350, 224, 130, 92), fill=palette.second, lift=24)
    canvas.paint(ellipse(350, 210, 130, 82), fill=mixed(palette.second, palette.light, 0.35))
    canvas.stroke([(276, 250), (424, 170)], width=12, fill=palette.second)


def clinic(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A low clinic with a cross above its door, between round trees."""
    for x, y, size in ((-500, 70, 120), (-400, 130, 84), (480, 80, 130), (585, 150, 88)):
        canvas.stroke([(x, y), (x, 290)], width=18, fill=palette.ink)
        canvas.cut(circle(x, y, size), fill=palette.near, lift=14)
        glow = circle(x + size * 0.24, y - size * 0.2, size * 0.6)
        canvas.paint(glow, fill=faded(palette.light, 0.22))
    canvas.cut(
        rectangle(0, 170, 700, 240, 10), fill=mixed(palette.main, palette.far, 0.18), lift=22
    )
    canvas.cut(rectangle(0, 44, 740, 34, 17), fill=palette.second, lift=10)
    canvas.cut(rectangle(0, 60, 300, 460, 14), fill=palette.main, lift=26)
    canvas.cut(rectangle(0, -178, 340, 34, 17), fill=palette.second, lift=10)
    canvas.cut(circle(0, -66, 82), fill=palette.accent, lift=8)
    cross = rectangle(0, -66, 32, 100, 6), rectangle(0, -66, 100, 32, 6)
    canvas.paint(*cross, fill=palette.main)
    for x in (-293, -205, 205, 293):
        canvas.paint([*arc(x, 136, 32, 180, 360), (x + 32, 210), (x - 32, 210)], fill=palette.light)
        bars = [(x, 106), (x, 208)], [(x - 30, 158), (x + 30, 158)]
        canvas.stroke(*bars, width=6, fill=palette.second)
        canvas.paint(rectangle(x, 214, 80, 14, 7), fill=palette.second)
    canvas.paint([*arc(0, 130, 66, 180, 360), (66, 290), (-66, 290)], fill=palette.ink)
    canvas.stroke([(0, 80), (0, 286)], width=6, fill=palette.main)
    canvas.dots([(-16, 200), (16, 200)], 7, palette.light)
    low = canvas.reach_y + 20
    wide = 70 + (low - 290) * 0.84
    canvas.paint([(-70, 290), (70, 290), (wide, low), (-wide, low)], fill=palette.light)
    canvas.cut(rectangle(0, 294, 180, 16, 8), fill=palette.second, lift=6)


def shield(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A shield in two halves that carries a tick."""
    side = smooth(points("286,-250 288,-110 262,50 190,190 96,284 0,350"), closed=False)
    half = [*bow((0, -330), (286, -250), -26), *side]
    outline = [*half, *reversed(mirrored(half))]
    canvas.cut(outline, fill=palette.light, lift=30)
    field = scaled(outline, 0.87)
    canvas.paint(field, fill=palette.second)
    with canvas.inside(field):
        canvas.paint(rectangle(300, 0, 600, 900), fill=palette.main)
        for radius in (360, 270, 180):
            canvas.paint(circle(-250, -290, radius), fill=faded(palette.light, 0.12))
    canvas.cut(circle(0, -6, 158), fill=palette.accent, lift=14)
    canvas.stroke([(-74, 0), (-20, 54), (82, -60)], width=38, fill=palette.light)


def hands(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Two open hands under a small heart."""
    canvas.paint(circle(0, -200, 190), fill=faded(palette.light, 0.4))
    canvas.paint(circle(0, -200, 142), fill=faded(palette.light, 0.7))
    petals = [capsule((side * 46, -230), (0, -152), 47) for side in (-1, 1)]
    canvas.cut(*petals, fill=palette.accent, lift=16)
    fingers = ((-78, -196, 27), (-26, -244, 29), (36, -230, 28), (96, -168, 25))
    palm = [
        rectangle(0, 20, 222, 240, 76),
        capsule((16, 90), (30, 900), 84),
        *(capsule((x * 0.92, 0), (x * 1.25, y), radius) for x, y, radius in fingers),
        smooth(points("-60,110 -104,20 -168,-44 -208,-40 -208,2 -160,84 -70,160")),
    ]
    lines = [bow((-76, -10), (60, -44), -22), bow((-86, 20), (50, 40), 40)]
    cuff = rectangle(26, 330, 226, 150, 26)
    for side, tone, other in (
        (-1, palette.main, palette.accent),
        (1, palette.second, palette.main),
    ):
        canvas.cut(*(_held_up(part, side) for part in palm), fill=tone, lift=24)
        canvas.stroke(*(_held_up(line, side) for line in lines), width=8, fill=faded(other, 0.6))
        canvas.cut(_held_up(cuff, side), fill=mixed(palette.accent, palette.sky[1], 0.2), lift=10)


def _held_up(shape: Shape, side: int) -> Shape:
    return moved(turned(shape if side > 0 else mirrored(shape), 16 * side), 265 * side, 130)


def talk(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Two speech bubbles that overlap."""
    tail = points("0,-60 120,-60 110,0 62,70 -20,110 10,60 14,0")
    first = [rectangle(-160, -110, 640, 360, 150), moved(tail, -380, 90)]
    second = [rectangle(190, 90, 580, 320, 140), moved(mirrored(tail), 400, 276)]
    canvas.cut(*first, fill=palette.accent, lift=24)
    canvas.cut(*second, fill=palette.main, lift=28)
    with canvas.inside(*first):
        canvas.paint(*second, fill=mixed(palette.main, palette.accent, 0.3))
    for y, wide in ((-186, 380), (-112, 290), (-38, 150)):
        canvas.stroke([(-384, y), (-384 + wide, y)], width=24, fill=faded(palette.light, 0.9))
    canvas.dots([(80, 92), (190, 92), (300, 92)], 34, palette.second)


def tube(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Three tubes of blood with coloured caps, upright in a rack."""
    bars = rectangle(-330, 90, 44, 520, 22), rectangle(330, 90, 44, 520, 22)
    canvas.cut(*bars, fill=mixed(palette.second, palette.ink, 0.35), lift=16)
    for x, cap in ((-200, palette.near), (0, palette.accent), (200, palette.light)):
        glass = [rectangle(x, -70, 132, 380), capsule((x, -120), (x, 240), 66)]
        canvas.cut(*glass, fill=mixed(palette.main, palette.far, 0.15), lift=18)
        with canvas.inside(*glass):
            level = rng.uniform(-90, -20)
            canvas.paint(rectangle(x, level + 300, 132, 600), fill=BRICK)
            canvas.paint(ellipse(x, level, 66, 14), fill=mixed(BRICK, palette.main, 0.25))
            canvas.paint(rectangle(x + 44, 0, 60, 900), fill=faded(palette.ink, 0.12))
            canvas.paint(rectangle(x, 52, 140, 120), fill=palette.main)
        for y, wide in ((26, 76), (54, 76), (82, 44)):
            canvas.stroke([(x - 38, y), (x - 38 + wide, y)], width=9, fill=faded(BRICK, 0.5))
        shine = [(x - 42, -186), (x - 42, -36)]
        canvas.stroke(shine, width=13, fill=faded(palette.main, 0.85))
        canvas.cut(rectangle(x, -276, 160, 120, 24), fill=cap, lift=12)
        for step in range(5):
            ridge = [(x - 52 + 26 * step, -304), (x - 52 + 26 * step, -250)]
            canvas.stroke(ridge, width=7, fill=faded(palette.ink, 0.22))
    canvas.cut(rectangle(0, 166, 720, 66, 26), fill=palette.second, lift=14)
    canvas.cut(rectangle(0, 322, 780, 70, 30), fill=palette.second, lift=18)
    canvas.stroke([(-336, 150), (336, 150)], width=8, fill=faded(palette.main, 0.35))


def scanner(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A scanner shaped like a short tunnel, with a person on the table that slides into it."""
    canvas.cut(rectangle(255, 318, 420, 70, 24), fill=palette.second, lift=18)
    canvas.cut(rectangle(-340, 250, 130, 190, 20), fill=palette.second, lift=14)
    canvas.cut(rectangle(-340, 330, 260, 46, 23), fill=palette.second, lift=12)
    housing = [*oval_arc(160, -20, 250, 350, 90, 270), *oval_arc(350, -20, 230, 350, 270, 450)]
    canvas.cut(housing, fill=mixed(palette.main, palette.far, 0.45), lift=30)
    canvas.paint(ellipse(160, -20, 250, 350), fill=palette.main)
    canvas.paint(ellipse(150, -10, 178, 254), fill=palette.accent)
    canvas.paint(ellipse(150, -10, 158, 232), fill=mixed(palette.main, palette.far, 0.3))
    bore = ellipse(150, -10, 136, 206)
    canvas.paint(bore, fill=(palette.ink, palette.second))
    with canvas.inside(bore):
        for radius in (300, 220, 140):
            glow = ellipse(230, -10, radius * 0.5, radius * 0.8)
            canvas.paint(glow, fill=faded(palette.light, 0.13))
    with canvas.inside(rectangle(-425, 0, 1150, 900), bore):
        _lie_down(canvas, palette)
    for x, y, tone in ((92, -308, palette.second), (150, -318, palette.light)):
        canvas.paint(circle(x, y, 17), fill=tone)


def _lie_down(canvas: Canvas, palette: Palette) -> None:
    canvas.cut(rectangle(-130, 128, 860, 56, 28), fill=palette.second, lift=16)
    canvas.paint(rectangle(-130, 98, 820, 34, 17), fill=palette.main)
    canvas.cut(rectangle(118, 70, 150, 50, 24), fill=palette.light, lift=6)
    canvas.paint(circle(104, -46, 13), fill=UMBER)
    canvas.cut(circle(116, 12, 60), fill=UMBER, lift=10)
    canvas.paint(arc(118, 12, 64, -72, 106), fill=palette.ink)
    legs = limb(points("-170,40 -300,20 -380,44 -470,58"), 46, 26)
    canvas.cut(legs, capsule((-480, 62), (-490, 10), 24), fill=palette.near, lift=10)
    torso = tapered([(14, 24), (-90, 26), (-190, 38)], [58, 60, 48])
    canvas.cut(torso, fill=palette.accent, lift=12)
    canvas.paint(circle(-158, 66, 22), fill=UMBER)
    sleeve = tapered([(0, 44), (-130, 64)], [30, 24])
    canvas.paint(sleeve, fill=mixed(palette.accent, palette.ink, 0.22))
