"""The alignment rule, against a slow, literal reading of it, and its shared vectors."""

import json
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from server.faces.alignment import ALIGNMENT, Crop, align, crop_of
from tests.vectors import make_alignment
from tests.vectors.fresh import assert_fresh

SIZE = 48


def literal_sample(picture: NDArray[np.uint8], x: float, y: float) -> float:
    """Bilinear BT.601 luma at pixel-centre coordinates, the border repeated."""
    height, width = picture.shape[:2]
    x, y = min(max(x, 0), width - 1), min(max(y, 0), height - 1)
    total = 0.0
    for column in (math.floor(x), math.floor(x) + 1):
        for row in (math.floor(y), math.floor(y) + 1):
            weight = (1 - abs(x - column)) * (1 - abs(y - row))
            r, g, b = picture[min(row, height - 1), min(column, width - 1)].tolist()
            total += weight * (0.299 * r + 0.587 * g + 0.114 * b)
    return total


def literal_pixel(picture: NDArray[np.uint8], crop: Crop, column: int, row: int) -> float:
    n = min(max(math.ceil(crop.side / SIZE), 1), 12)
    cos, sin = math.cos(crop.angle), math.sin(crop.angle)
    total = 0.0
    for a in range(n):
        for b in range(n):
            u = ((column + (a + 0.5) / n) / SIZE - 0.5) * crop.side
            v = ((row + (b + 0.5) / n) / SIZE - 0.5) * crop.side
            x, y = crop.centre_x + u * cos - v * sin, crop.centre_y + u * sin + v * cos
            total += literal_sample(picture, x - 0.5, y - 0.5)
    return total / n**2


@pytest.mark.parametrize(
    "crop",
    [
        Crop(16.2, 11.7, 20, 0),
        Crop(16.2, 11.7, 20, -0.7),
        Crop(14, 13, 130, 0.3),
        Crop(-3, 30, 60, 2.5),
        Crop(16, 12, 700, 0.1),
    ],
)
def test_agrees_with_the_rule_pixel_by_pixel(crop: Crop) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    aligned = align(picture, crop, SIZE)
    assert aligned.shape == (SIZE, SIZE)
    for column, row in [(0, 0), (47, 0), (0, 47), (47, 47), (23, 24), (5, 40)]:
        assert aligned[row, column] == pytest.approx(
            literal_pixel(picture, crop, column, row), abs=0.01
        )


def test_a_48_pixel_crop_on_whole_pixels_is_the_picture_itself() -> None:
    picture = np.random.default_rng(2).integers(0, 256, (60, 60, 3), dtype=np.uint8)
    aligned = align(picture, Crop(30, 30, 48, 0), SIZE)
    expected = picture[6:54, 6:54] @ np.array([0.299, 0.587, 0.114])
    np.testing.assert_allclose(aligned, expected, atol=0.01)


@pytest.mark.parametrize(
    ("roll", "angle"), [(0, 0), (10, 0), (-10, 0), (25, 15), (-40, -30), (179, 169)]
)
def test_roll_counts_past_its_dead_zone(roll: float, angle: float) -> None:
    keypoints = np.zeros((6, 2))
    keypoints[1] = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    crop = crop_of(10, 20, keypoints, ALIGNMENT)
    assert math.degrees(crop.angle) == pytest.approx(angle, abs=1e-9)
    assert crop.side == pytest.approx(1.135 * 15)


def test_the_shared_vectors_are_fresh() -> None:
    committed = json.loads(make_alignment.PATH.read_text())
    assert_fresh(committed, json.loads(json.dumps(make_alignment.document())))
