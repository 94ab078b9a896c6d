"""Squares to look at and boxes around faces, in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Square:
    """A square of a picture, which may reach beyond it: left, top and side."""

    x: float
    y: float
    side: float


@dataclass(frozen=True)
class Box:
    """An upright rectangle: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float

    def around(self, scale: float) -> Square:
        """Return the square around the same centre with `scale` times the mean side."""
        side = scale * (self.width + self.height) / 2
        centre_x, centre_y = self.x + self.width / 2, self.y + self.height / 2
        return Square(centre_x - side / 2, centre_y - side / 2, side)


def iou(a: Box, b: Box) -> float:
    """Return the intersection over union of two boxes, 0..1."""
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    if width <= 0 or height <= 0:
        return 0
    shared = width * height
    return shared / (a.width * a.height + b.width * b.height - shared)


def whole(width: int, height: int) -> Square:
    """Return the square that holds the whole picture, centred."""
    side = max(width, height)
    return Square((width - side) / 2, (height - side) / 2, side)


def tiles(width: int, height: int, side: float) -> list[Square]:
    """Return squares that cover the picture and overlap by half or more, row by row."""
    return [Square(x, y, side) for y in _stops(height, side) for x in _stops(width, side)]


def _stops(length: float, side: float) -> list[float]:
    room = length - side
    if room <= 0:
        return [room / 2]
    steps = math.ceil(room / (side / 2))
    return [room * step / steps for step in range(steps + 1)]
