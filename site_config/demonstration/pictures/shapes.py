"""Plane geometry for the pictures: outlines and open lines as lists of points.

The x axis runs to the right, the y axis down; angles are in degrees, clockwise from the x axis.
"""

from collections.abc import Iterable, Sequence
from math import acos, atan2, ceil, cos, degrees, hypot, pi, radians, sin

Point = tuple[float, float]
Shape = list[Point]

STEPS_PER_SPAN = 14
DROP_WIDTH = 0.77  # the largest value of sin(a) * sin(a / 2)


def points(text: str) -> Shape:
    """Read points as SVG writes them: ``"0,-30 12.5,40"``."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def polar(x: float, y: float, radius: float, angle: float) -> Point:
    """Return the point at ``radius`` from (x, y) in the direction ``angle``."""
    return x + radius * cos(radians(angle)), y + radius * sin(radians(angle))


def arc(x: float, y: float, radius: float, start: float, end: float) -> Shape:
    """Return the open arc around (x, y) from the angle ``start`` to the angle ``end``."""
    return oval_arc(x, y, radius, radius, start, end)


def oval_arc(x: float, y: float, across: float, down: float, start: float, end: float) -> Shape:
    """Return an open arc of the ellipse with the half axes ``across`` and ``down``."""
    steps = max(8, ceil(abs(end - start) / 3))
    angles = (radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + across * cos(angle), y + down * sin(angle)) for angle in angles]


def circle(x: float, y: float, radius: float) -> Shape:
    """Return the circle of ``radius`` around (x, y)."""
    return arc(x, y, radius, 0, 360)


def ellipse(x: float, y: float, across: float, down: float) -> Shape:
    """Return the ellipse around (x, y) with the half axes ``across`` and ``down``."""
    return oval_arc(x, y, across, down, 0, 360)


def rectangle(x: float, y: float, width: float, height: float, corner: float = 0) -> Shape:
    """Return the rectangle centred on (x, y), its corners rounded by the radius ``corner``."""
    right, low = width / 2 - corner, height / 2 - corner
    return [
        *arc(x + right, y + low, corner, 0, 90),
        *arc(x - right, y + low, corner, 90, 180),
        *arc(x - right, y - low, corner, 180, 270),
        *arc(x + right, y - low, corner, 270, 360),
    ]


def lens(start: Point, end: Point, bulge: float, other_bulge: float | None = None) -> Shape:
    """Return the pointed leaf from ``start`` to ``end``.

    ``bulge`` is the greatest distance of its left side from the straight line, ``other_bulge``
    that of its right side (the same when left out).
    """
    other = bulge if other_bulge is None else other_bulge
    return [*bow(start, end, bulge), *reversed(bow(start, end, -other))]


def bow(start: Point, end: Point, bulge: float) -> Shape:
    """Return the curve from ``start`` to ``end`` that leaves the straight line by ``bulge``."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = hypot(along_x, along_y) or 1.0
    curve: Shape = []
    for step in range(41):
        share = step / 40
        off = bulge * sin(pi * share)
        x = start[0] + along_x * share + off * along_y / length
        curve.append((x, start[1] + along_y * share - off * along_x / length))
    return curve


def smooth(knots: Sequence[Point], *, closed: bool = True) -> Shape:
    """Return a soft curve through ``knots`` (a Catmull-Rom spline)."""
    path = [knots[-1], *knots, *knots[:2]] if closed else [knots[0], *knots, knots[-1]]
    curve: Shape = []
    for before, start, end, after in zip(path, path[1:], path[2:], path[3:], strict=False):
        for step in range(STEPS_PER_SPAN):
            curve.append(_between(before, start, end, after, step / STEPS_PER_SPAN))
    curve.append(path[-2])
    return curve


def _between(before: Point, start: Point, end: Point, after: Point, share: float) -> Point:
    weights = (
        -0.5 * share + share**2 - 0.5 * share**3,
        1 - 2.5 * share**2 + 1.5 * share**3,
        0.5 * share + 2 * share**2 - 1.5 * share**3,
        -0.5 * share**2 + 0.5 * share**3,
    )
    knots = (before, start, end, after)
    x = sum(weight * knot[0] for weight, knot in zip(weights, knots, strict=True))
    y = sum(weight * knot[1] for weight, knot in zip(weights, knots, strict=True))
    return x, y


def band(start: Point, end: Point, radius: float) -> Shape:
    """Return the square-ended bar of half width ``radius`` from ``start`` to ``end``."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    x = (end[1] - start[1]) * radius / length
    y = (start[0] - end[0]) * radius / length
    return [
        (start[0] + x, start[1] + y),
        (end[0] + x, end[1] + y),
        (end[0] - x, end[1] - y),
        (start[0] - x, start[1] - y),
    ]


def capsule(start: Point, end: Point, radius: float) -> Shape:
    """Return the rounded bar of half width ``radius`` around the line from ``start`` to ``end``."""
    return tapered([start, end], [radius, radius])


def limb(knots: Sequence[Point], first: float, last: float) -> Shape:
    """Return a soft ribbon through ``knots`` whose half width runs from ``first`` to ``last``."""
    spine = smooth(knots, closed=False)
    return tapered(spine, evenly(first, last, len(spine)))


def tapered(spine: Sequence[Point], radii: Sequence[float]) -> Shape:
    """Return a ribbon with round ends along ``spine``, as wide at each as twice its radius."""
    left: Shape = []
    right: Shape = []
    for index, (x, y) in enumerate(spine):
        before, after = spine[max(index - 1, 0)], spine[min(index + 1, len(spine) - 1)]
        length = hypot(after[0] - before[0], after[1] - before[1]) or 1.0
        across = (after[1] - before[1]) / length, (before[0] - after[0]) / length
        left.append((x + across[0] * radii[index], y + across[1] * radii[index]))
        right.append((x - across[0] * radii[index], y - across[1] * radii[index]))
    return [
        *left,
        *_cap(spine[-1], left[-1]),
        *reversed(right),
        *_cap(spine[0], right[0]),
    ]


def _cap(centre: Point, start: Point) -> Shape:
    return [turn(start, 180 * step / 16, centre) for step in range(17)]


def wave(left: float, right: float, height: float, length: float, phase: float) -> Shape:
    """Return an open sine line around y = 0 from ``left`` to ``right``; ``phase`` is in turns."""
    steps = 160
    line: Shape = []
    for step in range(steps + 1):
        x = left + (right - left) * step / steps
        line.append((x, height * sin(2 * pi * (x / length + phase))))
    return line


def drop(x: float, y: float, radius: float, tip: float) -> Shape:
    """Return a hanging drop about (x, y): ``radius`` wide to each side, its point ``tip`` above."""
    half, middle = (tip + radius) / 2, y + (radius - tip) / 2
    outline: Shape = []
    for step in range(91):
        angle = radians(4 * step)
        across = sin(angle) * sin(angle / 2) / DROP_WIDTH
        outline.append((x + radius * across, middle - half * cos(angle)))
    return outline


def crescent(x: float, y: float, radius: float, shadow: Point, shadow_radius: float) -> Shape:
    """Return the circle around (x, y) less the circle around ``shadow``; the two must cross."""
    apart = hypot(shadow[0] - x, shadow[1] - y)
    towards = degrees(atan2(shadow[1] - y, shadow[0] - x))
    outer = degrees(acos((apart**2 + radius**2 - shadow_radius**2) / (2 * apart * radius)))
    inner = degrees(acos((apart**2 + shadow_radius**2 - radius**2) / (2 * apart * shadow_radius)))
    return [
        *arc(x, y, radius, towards + outer, towards + 360 - outer),
        *arc(*shadow, shadow_radius, towards + 180 + inner, towards + 180 - inner),
    ]


def turn(point: Point, angle: float, about: Point = (0, 0)) -> Point:
    """Return ``point`` turned clockwise by ``angle`` about another point."""
    x, y = point[0] - about[0], point[1] - about[1]
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    return about[0] + x * cosine - y * sine, about[1] + x * sine + y * cosine


def turned(shape: Iterable[Point], angle: float, about: Point = (0, 0)) -> Shape:
    """Return ``shape`` turned clockwise by ``angle`` about a point."""
    return [turn(point, angle, about) for point in shape]


def moved(shape: Iterable[Point], x: float, y: float) -> Shape:
    """Return ``shape`` moved by (x, y)."""
    return [(point[0] + x, point[1] + y) for point in shape]


def scaled(shape: Iterable[Point], factor: float) -> Shape:
    """Return ``shape`` made ``factor`` times as large about the origin."""
    return [(point[0] * factor, point[1] * factor) for point in shape]


def mirrored(shape: Iterable[Point]) -> Shape:
    """Return ``shape`` with left and right exchanged about x = 0."""
    return [(-point[0], point[1]) for point in shape]


def star(x: float, y: float, size: float) -> Shape:
    """Return a four-pointed star around (x, y) whose points reach out by ``size``."""
    return [polar(x, y, size * (0.2 if step % 2 else 1), 45 * step) for step in range(8)]


def evenly(first: float, last: float, count: int) -> list[float]:
    """Return ``count`` numbers in equal steps from ``first`` to ``last``."""
    return [first + (last - first) * step / (count - 1) for step in range(count)]
