"""Scaling a square of a picture, against a literal reading of the rule."""

import json
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from server.faces.geometry import Square
from server.faces.sampling import Pyramid
from tests.vectors import make_photo
from tests.vectors.fresh import assert_fresh

SIZE = 128


def halve(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    halved = np.empty(((height + 1) // 2, (width + 1) // 2, 3), np.uint8)
    for row in range(halved.shape[0]):
        for column in range(halved.shape[1]):
            block = pixels[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
            mean = block.reshape(-1, 3).astype(int).mean(axis=0)
            halved[row, column] = np.floor(mean + 0.5)
    return halved


def literal(pixels: NDArray[np.uint8], square: Square, column: int, row: int) -> list[float]:
    x, y, side = square.x, square.y, square.side
    while side > 256:
        pixels, x, y, side = halve(pixels), x / 2, y / 2, side / 2
    height, width = pixels.shape[:2]
    n = max(1, math.ceil(side / SIZE))
    total = np.zeros(3)
    for a in range(n):
        for b in range(n):
            place_x = x + (column + (a + 0.5) / n) / SIZE * side
            place_y = y + (row + (b + 0.5) / n) / SIZE * side
            if 0 <= place_x < width and 0 <= place_y < height:
                at_x = min(max(place_x - 0.5, 0), width - 1)
                at_y = min(max(place_y - 0.5, 0), height - 1)
                for i in (math.floor(at_x), math.floor(at_x) + 1):
                    for j in (math.floor(at_y), math.floor(at_y) + 1):
                        weight = (1 - abs(at_x - i)) * (1 - abs(at_y - j))
                        total += weight * pixels[min(j, height - 1), min(i, width - 1)]
    means: list[float] = (total / n**2).tolist()
    return means


@pytest.mark.parametrize(
    "square",
    [
        Square(10.25, 3.5, 60),
        Square(-20, -7.3, 150),
        Square(3, 2, 255.9),
        Square(0, -33, 301),
        Square(-200, -300, 999),
    ],
)
def test_agrees_with_the_rule_pixel_by_pixel(square: Square) -> None:
    pixels = np.random.default_rng(7).integers(0, 256, (235, 301, 3), dtype=np.uint8)
    sampled = Pyramid(pixels).sample(square, SIZE)
    assert sampled.shape == (SIZE, SIZE, 3)
    for column, row in [(0, 0), (127, 127), (127, 0), (64, 63), (30, 100), (90, 20)]:
        expected = literal(pixels, square, column, row)
        np.testing.assert_allclose(sampled[row, column], expected, atol=0.01)


def test_what_is_not_in_the_picture_is_black() -> None:
    white = np.full((50, 100, 3), 255, np.uint8)
    sampled = Pyramid(white).sample(Square(0, -25, 100), 100)
    assert (sampled[:25] == 0).all()
    assert (sampled[25:75] == 255).all()
    assert (sampled[75:] == 0).all()


def test_the_shared_vectors_are_fresh() -> None:
    committed = json.loads(make_photo.PATH.read_text())
    assert_fresh(committed, json.loads(json.dumps(make_photo.document())))
