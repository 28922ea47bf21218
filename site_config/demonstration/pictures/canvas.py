"""The surface a picture is painted on: cut paper, translucent layers and a slight grain."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import ceil, floor
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from site_config.demonstration.pictures.palette import INK, Colour, faded
from site_config.demonstration.pictures.shapes import Point, Shape, band, circle, moved

Fill = Colour | tuple[Colour, Colour]
Box = tuple[int, int, int, int]

SAFE_WIDTH, SAFE_HEIGHT = 1200, 900
OVERSAMPLING = 2
SHADOW_SHRINK = 8
GRAIN_STRENGTH = 5


class Canvas:
    """A picture in the making.

    Coordinates have their origin in the middle. Whatever the size asked for, the part from
    (-600, -450) to (600, 450) is visible and not distorted; ``reach_x`` and ``reach_y`` tell
    how far the picture extends beyond the origin. A fill is a colour, or a pair of colours that
    run into each other from the top of the shape to its bottom.
    """

    def __init__(self, width: int, height: int) -> None:
        """Open a canvas for a picture of ``width`` by ``height`` pixels."""
        self.width, self.height = width, height
        size = width * OVERSAMPLING, height * OVERSAMPLING
        self._scale = min(size[0] / SAFE_WIDTH, size[1] / SAFE_HEIGHT)
        self.reach_x, self.reach_y = (side / 2 / self._scale for side in size)
        self._image = Image.new("RGB", size)
        self._bounds: Box = (0, 0, *size)

    def cover(self, fill: Fill) -> None:
        """Fill the whole canvas."""
        self.paint(
            [
                (-self.reach_x, -self.reach_y),
                (self.reach_x, -self.reach_y),
                (self.reach_x, self.reach_y),
                (-self.reach_x, self.reach_y),
            ],
            fill=fill,
        )

    def paint(self, *shapes: Shape, fill: Fill) -> None:
        """Paint the union of ``shapes``: where they overlap, a translucent fill stays even."""
        box = self._box(shapes)
        if box is None:
            return
        self._lay(self._mask(shapes, box), box, fill)

    def stroke(self, *lines: Sequence[Point], width: float, fill: Fill) -> None:
        """Draw open lines of the given width with round ends and joints."""
        box = self._box(lines, margin=width)
        if box is None:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        pen = ImageDraw.Draw(mask)
        radius = width * self._scale / 2
        for line in lines:
            points = [(x - box[0], y - box[1]) for x, y in self._pixels(line)]
            for start, end in pairwise(points):
                pen.polygon(band(start, end, radius), fill=255)
            for point in points:
                pen.circle(point, radius, fill=255)
        self._lay(mask, box, fill)

    def dots(self, points: Sequence[Point], radius: float, fill: Fill) -> None:
        """Paint a dot of ``radius`` at each of ``points``."""
        self.paint(*(circle(x, y, radius) for x, y in points), fill=fill)

    def cut(self, *shapes: Shape, fill: Fill, lift: float = 16) -> None:
        """Lay ``shapes`` on like cut paper; the greater ``lift``, the wider their soft shadow."""
        self.shade(*shapes, lift=lift)
        self.paint(*shapes, fill=fill)

    def shade(self, *shapes: Shape, lift: float, strength: float = 0.26) -> None:
        """Cast the soft shadow of ``shapes`` a little below them."""
        box = self._box([moved(shape, 0, lift * 0.6) for shape in shapes], margin=lift * 3)
        if box is None:
            return
        size = box[2] - box[0], box[3] - box[1]
        small = Image.new("L", (ceil(size[0] / SHADOW_SHRINK), ceil(size[1] / SHADOW_SHRINK)))
        pen = ImageDraw.Draw(small)
        for shape in shapes:
            points = self._pixels(moved(shape, 0, lift * 0.6))
            pen.polygon(
                [((x - box[0]) / SHADOW_SHRINK, (y - box[1]) / SHADOW_SHRINK) for x, y in points],
                fill=255,
            )
        blur = ImageFilter.GaussianBlur(lift * self._scale / SHADOW_SHRINK)
        mask = small.filter(blur).resize(size, Image.Resampling.BILINEAR)
        self._lay(mask, box, faded(INK, strength))

    @contextmanager
    def inside(self, *shapes: Shape) -> Iterator[None]:
        """Keep everything painted in this block within the union of ``shapes``."""
        outer, box = self._bounds, self._box(shapes)
        if box is None:
            raise ValueError("The shapes to paint inside of lie outside the picture.")
        before = self._image.crop(box)
        self._bounds = box
        yield
        self._bounds = outer
        before.paste(self._image.crop(box), mask=self._mask(shapes, box))
        self._image.paste(before, box)

    def finish(self, rng: Random) -> Image.Image:
        """Return the picture at the size asked for, with the grain of paper."""
        size = self.width, self.height
        smooth = self._image.resize(size, Image.Resampling.LANCZOS)
        noise = Image.frombytes("L", size, rng.randbytes(self.width * self.height))
        grain = noise.point([value * GRAIN_STRENGTH // 255 for value in range(256)])
        return ImageChops.subtract(smooth, grain.convert("RGB"), offset=GRAIN_STRENGTH // 2)

    def _pixels(self, line: Sequence[Point]) -> list[Point]:
        return [
            ((x + self.reach_x) * self._scale, (y + self.reach_y) * self._scale) for x, y in line
        ]

    def _box(self, lines: Sequence[Sequence[Point]], margin: float = 0) -> Box | None:
        points = [point for line in lines for point in self._pixels(line)]
        more = margin * self._scale + 1
        left = max(self._bounds[0], floor(min(x for x, _ in points) - more))
        top = max(self._bounds[1], floor(min(y for _, y in points) - more))
        right = min(self._bounds[2], ceil(max(x for x, _ in points) + more))
        low = min(self._bounds[3], ceil(max(y for _, y in points) + more))
        return (left, top, right, low) if left < right and top < low else None

    def _mask(self, shapes: Sequence[Shape], box: Box) -> Image.Image:
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        pen = ImageDraw.Draw(mask)
        for shape in shapes:
            pen.polygon([(x - box[0], y - box[1]) for x, y in self._pixels(shape)], fill=255)
        return mask

    def _lay(self, mask: Image.Image, box: Box, fill: Fill) -> None:
        top, bottom = fill if isinstance(fill[0], tuple) else (fill, fill)
        if top[3] < 255:
            mask = mask.point([value * top[3] // 255 for value in range(256)])
        if top == bottom:
            self._image.paste(top[:3], box, mask)
            return
        column = 1, mask.height
        ramp = Image.composite(
            Image.new("RGB", column, bottom[:3]),
            Image.new("RGB", column, top[:3]),
            Image.linear_gradient("L").resize(column),
        )
        self._image.paste(ramp.resize(mask.size, Image.Resampling.NEAREST), box, mask)
