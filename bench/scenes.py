"""Camera pictures of one FER+ face each in a cluttered place, made in memory."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from bench.pictures import Image
from tests.kit.boxes import Box
from training.data.dataset import SIZE

WIDTH, HEIGHT = 640, 480
SIDES = (54, 220)
"""Pixels a face picture is scaled to."""
MAX_ROLL = 20
"""Degrees."""
SEED = 1

NOISE = 3.0
"""Standard deviation of the camera's noise in grey levels."""

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

    def box(self) -> Box:
        """Return the box that a detector should find."""
        right, down = (_BOX_X - 0.5) * self.side, (_BOX_Y - 0.5) * self.side
        x = self.x + right * math.cos(self.roll) - down * math.sin(self.roll)
        y = self.y + right * math.sin(self.roll) + down * math.cos(self.roll)
        side = _BOX_SIDE * self.side
        return Box(x - side / 2, y - side / 2, side, side)


def placement(number: int) -> Placement:
    """Return where the `number`-th scene has its face, always the same."""
    random = np.random.default_rng((SEED, number))
    side = random.uniform(*SIDES)
    roll = math.radians(random.uniform(-MAX_ROLL, MAX_ROLL))
    reach = side / 2 * (math.cos(roll) + abs(math.sin(roll)))
    x = random.uniform(reach, WIDTH - reach)
    y = random.uniform(reach, HEIGHT - reach)
    return Placement(x, y, side, roll)


def draw(face: Image, number: int, backdrop: Image) -> Image:
    """Draw the `number`-th scene.

    Args:
        face: luma of shape [48, 48].
        number: decides where the face is.
        backdrop: a picture without a face, RGB of any size. FER+ is grey, so it becomes grey.

    Returns:
        RGB of shape [480, 640, 3].
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
    picture = cv2.cvtColor(fill(backdrop), cv2.COLOR_RGB2GRAY).astype(np.float32)
    cv2.warpAffine(
        face.astype(np.float32),
        matrix,
        (WIDTH, HEIGHT),
        dst=picture,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    luma = np.rint(picture).clip(0, 255).astype(np.uint8)
    return np.repeat(luma[:, :, None], 3, axis=2)


def noisy(picture: Image, random: np.random.Generator) -> Image:
    """Return `picture`, of any shape, as a camera with a noisy sensor sees it."""
    seen = picture + random.normal(0, NOISE, picture.shape)
    return np.rint(seen).clip(0, 255).astype(np.uint8)


def fill(picture: Image, scale: float = 1, x: float = 0, y: float = 0) -> Image:
    """Scale a picture until it fills a view of 640x480.

    Args:
        picture: RGB of any size.
        scale: how much larger than that it becomes.
        x: pixels that its middle lies to the right of the view's.
        y: pixels that its middle lies below the view's.

    Returns:
        RGB of shape [480, 640, 3].
    """
    height, width = picture.shape[:2]
    scale *= max(WIDTH / width, HEIGHT / height)
    left, top = WIDTH / 2 + x - scale * width / 2, HEIGHT / 2 + y - scale * height / 2
    matrix = np.array([[scale, 0, left], [0, scale, top]])
    view = cv2.warpAffine(
        picture, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return np.asarray(view, np.uint8)
