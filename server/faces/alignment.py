"""Crops a detected face as the training faces are cropped.

The picture is sampled once, by one similarity transform, at the size of the networks' input. The
page has the same rule in web/src/vision/faces/alignment.ts. tests/vectors/alignment.json holds the
two together to within half a grey level.

Pixels are squares: pixel (column i, row j) covers [i, i+1) x [j, j+1), so its centre is at +0.5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contract.manifest import Alignment

MAX_SUBSAMPLES = 12
BT601 = np.array([0.299, 0.587, 0.114], dtype=np.float32)
ALIGNMENT = Alignment(centre_shift=-0.02, side=1.135, roll_dead_zone_degrees=10)
"""What the networks are trained for; `python -m training alignment` measures it on FER+."""


@dataclass(frozen=True)
class Crop:
    """A square of the picture: centre and side in pixels, angle in radians, clockwise."""

    centre_x: float
    centre_y: float
    side: float
    angle: float


def crop_of(
    box_width: float, box_height: float, keypoints: NDArray[np.floating], alignment: Alignment
) -> Crop:
    """Return the crop for one face.

    Args:
        box_width: width of the face's box in pixels.
        box_height: its height.
        keypoints: [6, 2], x and y in pixels, in BlazeFace order; the first two are the eyes,
            image-left first.
        alignment: the manifest's alignment constants.
    """
    box_side = (box_width + box_height) / 2
    (left_x, left_y), (right_x, right_y) = keypoints[0].tolist(), keypoints[1].tolist()
    roll = math.atan2(right_y - left_y, right_x - left_x)
    dead_zone = math.radians(alignment.roll_dead_zone_degrees)
    angle = math.copysign(max(0.0, abs(roll) - dead_zone), roll)
    mean_x, mean_y = keypoints.mean(axis=0).tolist()
    shift = alignment.centre_shift * box_side
    return Crop(
        centre_x=mean_x - math.sin(angle) * shift,
        centre_y=mean_y + math.cos(angle) * shift,
        side=alignment.side * box_side,
        angle=angle,
    )


def is_upright(keypoints: NDArray[np.floating]) -> bool:
    """Tell whether a face's eyes are the right way up: rolled by 90 degrees at most.

    Args:
        keypoints: [6, 2], as for `crop_of`.
    """
    return bool(keypoints[1, 0] >= keypoints[0, 0])


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
