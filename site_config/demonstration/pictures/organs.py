"""Motifs of the organs: brain, heart and eye."""

from random import Random

from site_config.demonstration.pictures.canvas import Canvas
from site_config.demonstration.pictures.palette import BRICK, Palette, faded, mixed
from site_config.demonstration.pictures.shapes import (
    arc,
    capsule,
    circle,
    ellipse,
    lens,
    oval_arc,
    points,
    polar,
    scaled,
    smooth,
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
