"""Scales upright squares of a picture to the detector's input.

Squares are sampled from a pyramid of halved pictures. So a tile of a large photo costs no more than
one of a small photo.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from server.faces.geometry import Square

Taps = list[tuple[NDArray[np.intp], NDArray[np.float32]]]
"""For one axis: source indices [size] and their weights [size], one pair a tap."""


class Pyramid:
    """A picture and its halves.

    Each level's pixel is the mean of two by two pixels of the level before, rounded half up; at
    an odd right or lower edge, of those that there are.

    Args:
        pixels: [height, width, 3] RGB.
    """

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        self._levels = [pixels]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        height, width = self._levels[0].shape[:2]
        return width, height

    def sample(self, square: Square, size: int) -> NDArray[np.float32]:
        """Scale a square of the picture.

        The level is the first in which the square's side is at most twice `size`. There, every
        output pixel is the mean of n x n bilinear samples spread evenly over its square, with
        n = ceil(square side / size): the rule of the alignment, without rotation. A sample whose
        place is not in the picture counts as black.

        Args:
            square: what to scale, in pixels of the picture.
            size: side of the output in pixels.

        Returns:
            [size, size, 3], 0..255, not rounded.
        """
        level = max(0, math.ceil(math.log2(square.side / (2 * size))))
        while len(self._levels) <= level:
            self._levels.append(np.asarray(Image.fromarray(self._levels[-1]).reduce(2)))
        pixels, scale = self._levels[level], 0.5**level
        height, width = pixels.shape[:2]
        # An upright square's bilinear samples factor into rows and columns.
        columns = _taps(square.x * scale, square.side * scale, size, width)
        rows = _taps(square.y * scale, square.side * scale, size, height)
        left = min(int(index.min()) for index, _ in columns)
        right = max(int(index.max()) for index, _ in columns) + 1
        shifted = [(index - left, weight) for index, weight in columns]
        squeezed = _combine(pixels[:, left:right], rows).swapaxes(0, 1)
        return _combine(squeezed, shifted).swapaxes(0, 1)


def _taps(start: float, side: float, size: int, length: int) -> Taps:
    n = max(math.ceil(side / size), 1)
    taps: Taps = []
    for subsample in range(n):
        place = start + (np.arange(size) + (subsample + 0.5) / n) / size * side
        inside = (place >= 0) & (place < length)
        position = np.clip(place - 0.5, 0, length - 1)
        lower = position.astype(np.intp)
        upper = np.minimum(lower + 1, length - 1)
        fraction = position - lower
        taps.append((lower, ((1 - fraction) * inside / n).astype(np.float32)))
        taps.append((upper, (fraction * inside / n).astype(np.float32)))
    return taps


def _combine(values: NDArray[np.uint8] | NDArray[np.float32], taps: Taps) -> NDArray[np.float32]:
    """Replace the first axis by its weighted sums."""
    size = len(taps[0][0])
    total = np.zeros((size, *values.shape[1:]), np.float32)
    for index, weight in taps:
        total += values[index] * weight[:, None, None]
    return total
