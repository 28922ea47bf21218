"""Motifs of the organs: brain, heart, lungs, eye, ear and tooth."""

from random import Random

from site_config.demonstration.pictures.canvas import Canvas
from site_config.demonstration.pictures.palette import BRICK, Palette, faded, mixed
from site_config.demonstration.pictures.shapes import (
    arc,
    bow,
    capsule,
    circle,
    ellipse,
    lens,
    mirrored,
    moved,
    oval_arc,
    points,
    polar,
    scaled,
    smooth,
    star,
    tapered,
)

FOLDS = (
    "-380,40 -230,40 -120,10 0,-20 110,-30 190,-80",
    "-20,-350 -40,-250 10,-190 -10,-120 30,-50",
    "-190,-330 -160,-220 -200,-150 -150,-80 -170,-10",
    "-390,-110 -290,-120 -260,-60 -280,-10",
    "130,-330 120,-220 170,-160 140,-110",
    "390,-110 280,-110 240,-50 270,10",
    "-190,130 -90,90 10,60 120,30 190,10",
    "-350,-200 -270,-195 -240,-160",
    "260,-250 220,-180 250,-150",
    "-100,-340 -95,-250",
    "80,-130 70,-90 100,-70",
    "-90,-150 -70,-90 -95,-50",
)


def brain(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """The brain from its side, with folds, cerebellum and stem."""
    stem = tapered([(70, 90), (105, 190), (120, 330)], [62, 50, 38])
    canvas.cut(stem, fill=palette.second, lift=14)
    cerebellum = ellipse(215, 150, 150, 100)
    canvas.cut(cerebellum, fill=palette.accent, lift=14)
    with canvas.inside(cerebellum):
        for step in range(5):
            line = oval_arc(130, 60, 60 + 50 * step, 40 + 36 * step, -20, 140)
            canvas.stroke(line, width=7, fill=mixed(palette.accent, palette.ink, 0.35))
    rim = points(
        "-330,30 -362,-70 -320,-175 -225,-250 -100,-290 35,-290 165,-250 270,-175 322,-70"
        " 300,30 200,62 90,70 -10,120 -120,150 -220,110"
    )
    bumps = [circle(x * 0.88, y * 0.88 - 8, 84) for x, y in rim]
    lobe = scaled(smooth(rim), 0.94)
    canvas.cut(lobe, *bumps, fill=(palette.main, mixed(palette.main, palette.sky[0], 0.8)), lift=24)
    with canvas.inside(lobe, *bumps):
        folds = [smooth(points(fold), closed=False) for fold in FOLDS]
        canvas.stroke(*folds, width=15, fill=palette.accent)


def heart(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A heart made of two crossing petals, with the line of its beat."""
    for radius, strength in ((425, 0.3), (360, 0.4), (295, 0.5)):
        canvas.paint(circle(0, -15, radius), fill=faded(palette.veil, strength))
    beat = points(
        "-1500,50 -330,50 -190,50 -140,0 -90,50 -50,50 0,-90 60,170 110,50 240,50 1500,50"
    )
    canvas.stroke(beat, width=11, fill=faded(palette.main, 0.75))
    foot = (0, 172)
    left, right = capsule((-160, -100), foot, 156), capsule((160, -100), foot, 156)
    canvas.shade(left, right, lift=28)
    canvas.paint(left, fill=palette.accent)
    canvas.paint(right, fill=mixed(palette.accent, BRICK, 0.45))
    with canvas.inside(left):
        canvas.paint(right, fill=BRICK)
    canvas.stroke(arc(-160, -100, 104, 186, 258), width=20, fill=palette.light)
    canvas.stroke(arc(160, -100, 104, 288, 340), width=20, fill=faded(palette.light, 0.6))
    with canvas.inside(left, right):
        canvas.stroke(beat, width=13, fill=palette.light)


def lungs(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Two lungs with the windpipe branching into them."""
    lobe = smooth(
        points(
            "70,-190 130,-250 205,-210 275,-90 325,70 340,220 300,290 210,270 120,225"
            " 66,170 84,60 62,-50"
        )
    )
    branches = [
        smooth(points(branch), closed=False)
        for branch in (
            "0,-90 60,-50 120,0",
            "120,0 190,-30 200,-110",
            "120,0 200,60 260,70",
            "120,0 150,100 140,180",
            "165,100 220,150 260,220",
            "190,-30 240,-20 262,0",
        )
    ]
    sides = (lobe, mirrored(lobe))
    for side in sides:
        canvas.cut(side, fill=(mixed(palette.accent, palette.light, 0.35), palette.accent), lift=24)
    for side, x in zip(sides, (230, -230), strict=True):
        with canvas.inside(side):
            for radius in (80, 150, 220):
                canvas.paint(circle(x, 300, radius), fill=faded(palette.light, 0.15))
    canvas.stroke(*branches, *map(mirrored, branches), width=17, fill=palette.main)
    tips = [branch[-1] for branch in branches[1:]]
    canvas.dots([*tips, *mirrored(tips)], 15, palette.main)
    canvas.cut(capsule((0, -335), (0, -100), 32), fill=palette.main, lift=10)
    for step in range(6):
        y = -325 + 38 * step
        canvas.stroke(bow((-20, y), (20, y), -7), width=8, fill=faded(palette.second, 0.6))


def eye(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """An open eye with a ringed iris and a fan of lashes."""
    left, right = (-460, 40), (460, 40)
    brow = lens((-400, -160), (400, -160), 222, -168)
    canvas.cut(brow, fill=palette.near, lift=8)
    for step in range(9):
        angle = 230 + step * 10
        lash = [polar(0, 190, radius, angle) for radius in (395, 470)]
        canvas.stroke(lash, width=16, fill=palette.ink)
    canvas.cut(lens(left, right, 265, 220), fill=palette.ink, lift=24)
    white = lens((-430, 42), (430, 42), 230, 202)
    canvas.paint(white, fill=palette.light)
    with canvas.inside(white):
        canvas.cut(circle(0, 30, 205), fill=palette.second, lift=12)
        canvas.paint(circle(0, 30, 184), fill=palette.main)
        for step in range(36):
            slant = step * 10 + rng.uniform(-2, 2)
            ray = [polar(0, 30, radius, slant) for radius in (104, rng.uniform(140, 174))]
            canvas.stroke(ray, width=7, fill=faded(palette.light, 0.55))
        canvas.paint(circle(0, 30, 114), fill=palette.accent)
        canvas.paint(circle(0, 30, 90), fill=palette.ink)
        canvas.paint(circle(-58, -34, 42), fill=palette.light)
        canvas.paint(circle(64, 94, 18), fill=faded(palette.light, 0.7))
        canvas.paint(lens(left, right, 300, -196), fill=faded(palette.ink, 0.2))


def ear(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """An ear, with rings of sound that come towards it."""
    for ring in range(5):
        line = arc(150, -10, 330 + 72 * ring, 148, 212)
        canvas.stroke(line, width=18, fill=faded(palette.second, 1 - 0.18 * ring))
    rim = smooth(
        points(
            "60,-330 190,-318 290,-236 322,-100 290,20 222,110 192,200 132,286 40,306"
            " -34,258 -60,170 -60,60 -86,-40 -110,-170 -50,-280"
        )
    )
    canvas.cut(rim, fill=palette.main, lift=28)
    groove = smooth(points("-44,-150 -6,-240 110,-266 214,-206 252,-98 222,4"), closed=False)
    canvas.stroke(groove, width=34, fill=mixed(palette.sky[1], palette.accent, 0.15))
    bowl = smooth(
        points(
            "-30,-110 30,-176 116,-176 166,-110 160,-20 112,50 92,130 44,186 -10,160 -26,90 -34,0"
        )
    )
    canvas.paint(bowl, fill=mixed(palette.sky[1], palette.accent, 0.5))
    with canvas.inside(bowl):
        canvas.cut(
            smooth(points("-60,40 10,-66 100,-56 104,30 60,110 30,200 -60,200")),
            fill=palette.accent,
            lift=12,
        )
        canvas.paint(ellipse(8, 40, 50, 66), fill=palette.second)
        canvas.cut(ellipse(-36, 44, 58, 58), fill=palette.main, lift=8)
    canvas.cut(circle(64, 244, 19), fill=palette.light, lift=6)


def tooth(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A molar between two leaves of mint."""
    half = points(
        "0,-228 80,-262 180,-256 246,-170 232,-40 196,80 168,230 120,318 66,270 44,130 0,76"
    )
    crown = smooth([*half, *reversed(mirrored(half[1:-1]))])
    for side in (-1, 1):
        leaf = lens((side * 110, 300), (side * 480, 70), 92)
        canvas.cut(leaf, fill=palette.second, lift=14)
        canvas.stroke([(side * 110, 300), (side * 430, 102)], width=8, fill=palette.far)
    canvas.cut(crown, fill=palette.main, lift=28)
    with canvas.inside(crown):
        for x in (0, 70):
            shade = smooth(points("250,-300 200,-60 150,60 120,200 110,420 420,420 420,-300"))
            canvas.paint(moved(shade, x, 0), fill=faded(palette.far, 0.28))
    canvas.stroke(bow((-176, -60), (-120, -196), 26), width=20, fill=palette.light)
    sparks = ((310, -270, 78), (400, -160, 42), (-340, -230, 56))
    canvas.paint(*(star(x, y, size) for x, y, size in sparks), fill=palette.light)
