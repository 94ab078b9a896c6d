"""Camera pictures with one FER+ face each, made in memory: FER+ may not be published."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.ferplus import SIZE

WIDTH, HEIGHT = 640, 480
SIDES = (160, 200)
"""Pixels a face picture is scaled to."""
MAX_ROLL = 20
"""Degrees."""
SEED = 1

NOISE = 3.0
"""Standard deviation of the camera's noise in grey levels."""

Image = NDArray[np.uint8]

# Where BlazeFace sees a face within a FER+ picture, as shares of its side: the centre of the box
# and its side, measured on 3,000 training faces.
_BOX_X, _BOX_Y, _BOX_SIDE = 0.499, 0.579, 0.859


@dataclass(frozen=True)
class Placement:
    """Where a scene has its face: centre and side in pixels, roll in radians, clockwise."""

    x: float
    y: float
    side: float
    roll: float

    def box(self) -> tuple[float, float, float]:
        """Return left, top and side of the box that a detector should find."""
        right, down = (_BOX_X - 0.5) * self.side, (_BOX_Y - 0.5) * self.side
        x = self.x + right * math.cos(self.roll) - down * math.sin(self.roll)
        y = self.y + right * math.sin(self.roll) + down * math.cos(self.roll)
        side = _BOX_SIDE * self.side
        return x - side / 2, y - side / 2, side


def placement(number: int) -> Placement:
    """Return where the `number`-th scene has its face, always the same."""
    random = np.random.default_rng((SEED, number))
    side = random.uniform(*SIDES)
    roll = math.radians(random.uniform(-MAX_ROLL, MAX_ROLL))
    reach = side / 2 * (math.cos(roll) + abs(math.sin(roll)))
    x = random.uniform(reach, WIDTH - reach)
    y = random.uniform(reach, HEIGHT - reach)
    return Placement(x, y, side, roll)


def draw(face: Image, number: int) -> Image:
    """Draw the `number`-th scene.

    Args:
        face: luma of shape [48, 48].
        number: decides place and background.

    Returns:
        Luma of shape [480, 640].
    """
    place = placement(number)
    scale = place.side / SIZE
    cos, sin = scale * math.cos(place.roll), scale * math.sin(place.roll)
    middle = (SIZE - 1) / 2
    matrix = np.array(
        [
            [cos, -sin, place.x - 0.5 - cos * middle + sin * middle],
            [sin, cos, place.y - 0.5 - sin * middle - cos * middle],
        ]
    )
    picture = _wall(np.random.default_rng((SEED, number, 1)))
    cv2.warpAffine(
        face.astype(np.float32),
        matrix,
        (WIDTH, HEIGHT),
        dst=picture,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    return np.rint(picture).clip(0, 255).astype(np.uint8)


def noisy(picture: Image, random: np.random.Generator) -> Image:
    """Return `picture`, of any shape, as a camera with a noisy sensor sees it."""
    seen = picture + random.normal(0, NOISE, picture.shape)
    return np.rint(seen).clip(0, 255).astype(np.uint8)


def _wall(random: np.random.Generator) -> NDArray[np.float32]:
    """Draw a background: a gradient with stains of all sizes."""
    corners = random.uniform(40, 215, (2, 2)).astype(np.float32)
    wall = np.asarray(cv2.resize(corners, (WIDTH, HEIGHT)), np.float32)
    for columns in (8, 32, 128):
        stains = random.normal(0, 6, (columns * 3 // 4, columns)).astype(np.float32)
        wall += cv2.resize(stains, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return wall
