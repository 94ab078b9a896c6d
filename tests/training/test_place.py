"""Place tells of any crop where the face truly is: one similarity, there and back."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.faces.alignment import Crop
from tests.vectors import make_place
from tests.vectors.fresh import assert_fresh
from training.data.place import Place, given_for, moved, place_of

crops = st.builds(
    Crop,
    st.floats(-500, 500),
    st.floats(-500, 500),
    st.floats(10, 1000),
    st.floats(-math.pi, math.pi),
)
places = st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5), st.floats(-1, 1), st.floats(-1, 1))


def close(a: Crop, b: Crop) -> bool:
    return all(
        math.isclose(getattr(a, name), getattr(b, name), abs_tol=1e-6, rel_tol=1e-9)
        for name in ("centre_x", "centre_y", "side", "angle")
    )


@given(crops, places)
def test_moving_a_crop_and_asking_for_the_place_are_inverse(crop: Crop, place: Place) -> None:
    true = moved(crop, place)
    assert place_of(crop, true) == pytest.approx(place, abs=1e-6)
    assert close(given_for(true, place), crop)


def test_right_and_down_are_along_the_crop_and_in_its_sides() -> None:
    # A crop of side 100 that lies on its side: its right is the picture's down.
    leaning = Crop(50, 60, 100, math.pi / 2)
    true = moved(leaning, (0.1, 0.2, 1.0, -math.pi / 2))
    assert close(true, Crop(30, 70, 200, 0))


def test_a_face_in_its_frame_needs_no_move() -> None:
    crop = Crop(1, 2, 3, 0.4)
    assert place_of(crop, crop) == (0, 0, 0, 0)


def test_the_shared_vectors_are_fresh() -> None:
    assert_fresh(json.loads(make_place.PATH.read_text()), make_place.document())
