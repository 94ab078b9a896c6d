"""A detected face, brought to the framing of the training faces.

One similarity transform, sampled once, straight to the classifier's input. The browser has the
same rule in web/src/vision/alignment.ts; tests/vectors/alignment.json holds the two together to
within half a grey level.

Pixels are squares: pixel (column i, row j) covers [i, i+1) x [j, j+1), so its centre is at +0.5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAX_SUBSAMPLES = 12
BT601 = np.array([0.299, 0.587, 0.114], dtype=np.float32)


@dataclass(frozen=True)
class Framing:
    """The manifest's alignment constants.

    Attributes:
        centre_shift: how far down the face the crop's centre moves, in box sides.
        side: the crop's side, in box sides.
        roll_dead_zone_degrees: head roll that is left as it is.
    """

    centre_shift: float = -0.02
    side: float = 1.135
    roll_dead_zone_degrees: float = 10.0


@dataclass(frozen=True)
class Crop:
    """A square of the picture: centre and side in pixels, angle in radians, clockwise."""

    centre_x: float
    centre_y: float
    side: float
    angle: float


def crop_of(
    box_width: float, box_height: float, keypoints: NDArray[np.floating], framing: Framing
) -> Crop:
    """Return the crop for one face.

    Args:
        box_width: width of the face's box in pixels.
        box_height: its height.
        keypoints: [6, 2], x and y in pixels, in BlazeFace order; the first two are the eyes,
            image-left first.
        framing: the alignment constants.
    """
    box_side = (box_width + box_height) / 2
    (left_x, left_y), (right_x, right_y) = keypoints[0].tolist(), keypoints[1].tolist()
    roll = math.atan2(right_y - left_y, right_x - left_x)
    dead_zone = math.radians(framing.roll_dead_zone_degrees)
    angle = math.copysign(max(0.0, abs(roll) - dead_zone), roll)
    mean_x, mean_y = keypoints.mean(axis=0).tolist()
    shift = framing.centre_shift * box_side
    return Crop(
        centre_x=mean_x - math.sin(angle) * shift,
        centre_y=mean_y + math.cos(angle) * shift,
        side=framing.side * box_side,
        angle=angle,
    )


def align(picture: NDArray[np.uint8], crop: Crop, size: int) -> NDArray[np.float32]:
    """Sample a crop.

    Every output pixel is the mean of n x n bilinear samples spread evenly over its square, where
    n = ceil(crop side / size), from 1 to 12, so nothing aliases. Beyond the picture its border
    goes on.

    Args:
        picture: [height, width, 3] RGB.
        crop: what to sample.
        size: side of the output in pixels.

    Returns:
        [size, size] BT.601 luma, 0..255, not rounded.
    """
    n = min(max(math.ceil(crop.side / size), 1), MAX_SUBSAMPLES)
    offsets = ((np.arange(size * n) + 0.5) / (n * size) - 0.5) * crop.side
    cos, sin = math.cos(crop.angle), math.sin(crop.angle)
    x = crop.centre_x - 0.5 + offsets[None, :] * cos - offsets[:, None] * sin
    y = crop.centre_y - 0.5 + offsets[None, :] * sin + offsets[:, None] * cos
    samples = _bilinear_luma(picture, x, y)
    means: NDArray[np.float32] = samples.reshape(size, n, size, n).mean(axis=(1, 3))
    return means


def _bilinear_luma(
    picture: NDArray[np.uint8], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float32]:
    height, width = picture.shape[:2]
    x, y = np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)
    left, top = x.astype(np.intp), y.astype(np.intp)
    origin_x, origin_y = int(left.min()), int(top.min())
    luma = picture[origin_y : top.max() + 2, origin_x : left.max() + 2] @ BT601
    # The weight of a neighbour past the last pixel is 0, so any index will do for it.
    right_step = (left < width - 1).astype(np.intp)
    down_step = (top < height - 1).astype(np.intp) * luma.shape[1]
    corner = (top - origin_y) * luma.shape[1] + (left - origin_x)
    weight_x, weight_y = (x - left).astype(np.float32), (y - top).astype(np.float32)
    flat = luma.ravel()
    upper = flat[corner] * (1 - weight_x) + flat[corner + right_step] * weight_x
    corner += down_step
    lower = flat[corner] * (1 - weight_x) + flat[corner + right_step] * weight_x
    blended: NDArray[np.float32] = upper * (1 - weight_y) + lower * weight_y
    return blended
