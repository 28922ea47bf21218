"""Motifs of what the body is built from: muscle, nerve, joint and skin."""

from random import Random

from site_config.demonstration.pictures.canvas import Canvas
from site_config.demonstration.pictures.palette import LAGOON, TEAL, Palette, faded, mixed
from site_config.demonstration.pictures.shapes import (
    arc,
    bow,
    capsule,
    circle,
    drop,
    ellipse,
    lens,
    limb,
    moved,
    points,
    rectangle,
    smooth,
    turned,
    wave,
)


def muscle(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A bent arm with the spindle of its biceps."""
    arm = [
        smooth(
            points(
                "-1500,80 -760,70 -470,62 -330,8 -200,-62 -60,-84 50,-34 98,44 122,20 128,-60"
                " 136,-150 220,-150 250,-40 288,70 296,180 240,262 130,282 -100,290 -330,330"
                " -600,366 -1500,420"
            )
        ),
        rectangle(178, -222, 168, 150, 62),
        capsule((110, -214), (128, -172), 34),
    ]
    canvas.cut(*arm, fill=(palette.main, mixed(palette.main, palette.veil, 0.5)), lift=28)
    start, end = (-500, 196), (196, 118)
    with canvas.inside(*arm):
        canvas.paint(lens((-420, 306), (210, 196), -6, 62), fill=faded(palette.accent, 0.3))
        canvas.stroke([(-1500, 250), start], width=24, fill=palette.light)
        canvas.stroke(bow((180, 120), (226, 10), -22), width=24, fill=palette.light)
        canvas.cut(lens(start, end, 188, 52), fill=palette.accent, lift=12)
        for step in range(7):
            tone = mixed(palette.accent, palette.light if step % 2 else palette.ink, 0.32)
            canvas.stroke(bow(start, end, 158 - 32 * step), width=7, fill=tone)
    for x in (138, 178, 218):
        canvas.stroke([(x, -288), (x, -232)], width=8, fill=faded(palette.second, 0.4))
    for radius, strength in ((250, 0.9), (298, 0.6), (346, 0.35)):
        line = arc(-110, 120, radius, 236, 288)
        canvas.stroke(line, width=10, fill=faded(palette.accent, strength))


def nerve(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A nerve cell with its branches, its sheathed axon and its endings."""
    branches = (
        "-330,-20 -430,-130 -450,-290",
        "-440,-150 -540,-190 -590,-300",
        "-330,0 -470,-10 -600,-70",
        "-330,20 -440,120 -570,150",
        "-430,110 -460,210 -440,330",
        "-300,-20 -280,-160 -320,-310",
        "-300,30 -270,170 -310,290",
    )
    twigs = [limb(points(branch), 26, 7) for branch in branches]
    soma = smooth(points("-180,5 -240,90 -320,115 -400,70 -410,-30 -350,-105 -250,-90"))
    axon = smooth(points("-220,0 -60,30 140,-10 330,20 430,0"), closed=False)
    ends = points("590,-190 622,-66 618,70 580,196")
    threads = [smooth([(425, 2), (510, y * 0.35), (x, y)], closed=False) for x, y in ends]
    canvas.cut(*twigs, soma, fill=palette.main, lift=18)
    canvas.stroke(axon, width=20, fill=palette.main)
    canvas.stroke(*threads, width=15, fill=palette.main)
    canvas.dots(ends, 40, faded(palette.accent, 0.35))
    canvas.dots(ends, 25, palette.accent)
    for index in range(5):
        start, end = axon[7 + index * 10], axon[13 + index * 10]
        canvas.cut(capsule(start, end, 35), fill=palette.second, lift=10)
        shine = moved([start, end], 0, -15)
        canvas.stroke(shine, width=8, fill=faded(palette.light, 0.55))
    canvas.cut(circle(-300, 5, 58), fill=palette.accent, lift=8)
    canvas.paint(circle(-314, -10, 21), fill=palette.light)


def joint(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Two bones that meet in a knee, with the arcs of its movement."""
    for ring in range(4):
        line = arc(0, 0, 300 + 48 * ring, -56 + 6 * ring, 34 - 8 * ring)
        canvas.stroke(line, width=13, fill=faded(palette.light, 0.9 - 0.2 * ring))
    thigh = smooth(
        points(
            "-70,-700 -62,-330 -82,-190 -165,-120 -168,-30 -95,12 0,-22"
            " 95,12 168,-30 165,-120 82,-190 62,-330 70,-700"
        )
    )
    shin = smooth(
        points(
            "-150,95 -165,150 -110,215 -68,330 -62,720 62,720 68,330 110,215"
            " 165,150 150,95 70,78 0,96 -70,78"
        )
    )
    upper = turned(thigh, 26)
    canvas.cut(shin, fill=palette.accent, lift=22)
    with canvas.inside(shin):
        canvas.paint(moved(shin, 0, 36), fill=palette.main)
        canvas.paint(rectangle(60, 400, 90, 900), fill=faded(palette.second, 0.22))
    canvas.cut(upper, fill=palette.accent, lift=22)
    with canvas.inside(upper):
        canvas.paint(turned(moved(thigh, 0, -40), 26), fill=palette.main)
        shade = turned(rectangle(66, -400, 90, 640, 45), 26)
        canvas.paint(shade, fill=faded(palette.second, 0.22))
    cap = turned(ellipse(-212, 26, 54, 92), 18, (-212, 26))
    canvas.cut(cap, fill=palette.second, lift=14)
    canvas.stroke(bow((-230, 76), (-222, -34), 18), width=10, fill=faded(palette.light, 0.8))


def skin(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """The layers of the skin in section, with hairs and a drop above them."""
    canvas.cut(drop(0, -210, 76, 150), fill=(LAGOON, TEAL), lift=16)
    canvas.stroke(arc(0, -210, 50, 110, 190), width=12, fill=faded(palette.light, 0.85))
    for x, y, size in ((-150, -170, 26), (160, -250, 34)):
        canvas.cut(drop(x, y, size, size * 1.9), fill=(LAGOON, TEAL), lift=10)
    tones = (
        palette.light,
        mixed(palette.accent, palette.light, 0.55),
        palette.accent,
        mixed(palette.accent, palette.ink, 0.26),
        palette.second,
    )
    low, side = canvas.reach_y + 40, canvas.reach_x + 40
    phase = rng.random()
    for layer, (y, tone) in enumerate(zip((-70, -5, 80, 205, 340), tones, strict=True)):
        line = wave(-side, side, 15 + 3 * layer, 390 + 110 * layer, phase * (layer + 1))
        crest = moved(line, 0, y)
        canvas.cut([*crest, (side, low), (-side, low)], fill=tone, lift=14)
    for column in range(-9, 10):
        middle = column * 112 + rng.uniform(-18, 18)
        cell = circle(middle, 276 + rng.uniform(-14, 14), rng.uniform(26, 40))
        canvas.paint(cell, fill=faded(palette.light, 0.28))
        canvas.dots([(middle + 40, 145 + rng.uniform(-20, 20))], 8, faded(palette.light, 0.6))
    for x, lean in ((-520, 44), (-330, 60), (330, -60), (520, -44)):
        line = [(x, 190), (x + lean * 0.2, 60), (x + lean * 0.7, -90), (x + lean * 2, -230)]
        canvas.paint(limb(line, 13, 3), ellipse(x, 194, 24, 32), fill=palette.ink)
