"""A scene shows its face where it says, and is the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from web.bench.accuracy import NONE, answer
from web.bench.scenes import HEIGHT, MAX_ROLL, SIDES, WIDTH, draw, placement

HAPPINESS = 1


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
    black = draw(np.zeros((48, 48), np.uint8), number)
    spotted = draw(spotted_face(), number)
    rows, columns = np.nonzero(spotted.astype(int) - black > 128)
    left, top, side = place.box()
    assert columns.mean() + 0.5 == pytest.approx(left + side / 2, abs=0.02 * side)
    assert rows.mean() + 0.5 == pytest.approx(top + side / 2, abs=0.02 * side)
    assert (black == 0).sum() > 0.8 * place.side**2
    assert rows.min() > 0 and rows.max() < HEIGHT - 1
    assert columns.min() > 0 and columns.max() < WIDTH - 1


def test_scenes_differ_and_stay_the_same() -> None:
    face = spotted_face()
    assert np.array_equal(draw(face, 3), draw(face, 3))
    assert not np.array_equal(draw(face, 3), draw(face, 4))


def test_an_answer_counts_only_for_the_face_of_the_scene() -> None:
    there = {"x": 102, "y": 98, "width": 100, "height": 104}
    elsewhere = {"x": 400, "y": 300, "width": 100, "height": 100}
    truth = (100.0, 100.0, 100.0)
    happy = {"box": there, "label": "happy"}
    assert answer([], truth) == NONE
    assert answer([{"box": elsewhere, "label": "happy"}], truth) == NONE
    assert answer([{"box": elsewhere, "label": "sad"}, happy], truth) == HAPPINESS
    assert answer([{"box": there, "label": "happiness"}], truth) == HAPPINESS
