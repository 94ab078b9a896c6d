"""A scene shows its face where it says, and is the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from bench.accuracy import NONE, answer
from bench.scenes import HEIGHT, MAX_ROLL, SIDES, WIDTH, draw, fill, placement
from tests.kit.boxes import Box

HAPPINESS = 1
WALL = np.full((300, 400, 3), 90, np.uint8)


def spotted_face() -> np.ndarray:
    """A black face, with a bright spot where BlazeFace would see its middle."""
    face = np.zeros((48, 48), np.uint8)
    face[25:31, 21:27] = 255
    return face


@pytest.mark.parametrize("number", range(20))
def test_the_face_lies_whole_in_the_picture_where_its_box_says(number: int) -> None:
    place = placement(number)
    assert SIDES[0] <= place.side <= SIDES[1]
    assert abs(np.degrees(place.roll)) <= MAX_ROLL
    black = draw(np.zeros((48, 48), np.uint8), number, WALL)[..., 0]
    spotted = draw(spotted_face(), number, WALL)[..., 0]
    rows, columns = np.nonzero(spotted.astype(int) - black > 128)
    box = place.box()
    side = box.width
    assert columns.mean() + 0.5 == pytest.approx(box.x + side / 2, abs=0.02 * side)
    assert rows.mean() + 0.5 == pytest.approx(box.y + side / 2, abs=0.02 * side)
    assert (black == 0).sum() > 0.8 * place.side**2
    assert rows.min() > 0 and rows.max() < HEIGHT - 1
    assert columns.min() > 0 and columns.max() < WIDTH - 1


def test_scenes_differ_and_stay_the_same() -> None:
    face = spotted_face()
    assert np.array_equal(draw(face, 3, WALL), draw(face, 3, WALL))
    assert not np.array_equal(draw(face, 3, WALL), draw(face, 4, WALL))


def test_a_picture_fills_the_view_and_keeps_its_shape() -> None:
    picture = np.zeros((100, 300, 3), np.uint8)
    picture[40:60, 140:160] = 255
    rows, columns = np.nonzero(fill(picture)[..., 0] > 128)
    assert fill(picture).shape == (HEIGHT, WIDTH, 3)
    assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=2)
    assert np.ptp(rows) == pytest.approx(20 * HEIGHT / 100, abs=5)
    moved = np.nonzero(fill(picture, 1, 10, -5)[..., 0] > 128)
    assert moved[1].mean() - columns.mean() == pytest.approx(10, abs=0.5)
    assert moved[0].mean() - rows.mean() == pytest.approx(-5, abs=0.5)


def test_an_answer_counts_only_for_the_face_of_the_scene() -> None:
    there = {"x": 102, "y": 98, "width": 100, "height": 104}
    elsewhere = {"x": 400, "y": 300, "width": 100, "height": 100}
    truth = Box(100, 100, 100, 100)
    happy = {"box": there, "label": "happy"}
    assert answer([[]], truth) == NONE
    assert answer([[{"box": elsewhere, "label": "happy"}]], truth) == NONE
    assert answer([[{"box": elsewhere, "label": "sad"}, happy]], truth) == HAPPINESS
    assert answer([[], [{"box": there, "label": "happiness"}]], truth) == HAPPINESS
