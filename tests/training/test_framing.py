"""The true frame of a face is the same wherever it was seen first, and turns with the picture."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from server.faces.alignment import Crop
from server.faces.detector import Detection
from server.faces.geometry import Box
from training.data.framing import Framer

Image = NDArray[np.uint8]

# Where alignment puts the portrait's crop, in pixels; see export/faces.py.
CENTRE, SIDE = (224.7, 114.8), 116.9


@pytest.fixture(scope="module")
def portrait() -> Image:
    picture: Image = data.astronaut()  # type: ignore[no-untyped-call]
    return picture


def seen(x: float, y: float, side: float) -> Detection:
    """A face as a careless detector sees it; where its keypoints are does not matter."""
    return Detection(0.9, Box(x - side / 2, y - side / 2, side, side), np.zeros((6, 2)))


def frame(picture: Image, face: Detection) -> Crop:
    found = Framer().frame(picture, face, np.random.default_rng(0))
    assert found is not None
    return found


@pytest.mark.parametrize("off", [(0, 0, 1.0), (8, -6, 1.1), (-8, 6, 0.9)])
def test_a_careless_detection_leads_to_the_same_frame(
    portrait: Image, off: tuple[float, float, float]
) -> None:
    right, down, scale = off
    found = frame(portrait, seen(224 + right, 120 + down, 103 * scale))
    assert math.dist((found.centre_x, found.centre_y), CENTRE) < 0.06 * SIDE
    assert found.side == pytest.approx(SIDE, rel=0.08)
    assert abs(found.angle) < math.radians(8)


def test_the_frame_has_the_whole_roll(portrait: Image) -> None:
    turned = cv2.warpAffine(
        portrait, cv2.getRotationMatrix2D(CENTRE, -20, 1), portrait.shape[1::-1]
    )
    upright = frame(portrait, seen(224, 120, 103))
    leaning = frame(np.asarray(turned, np.uint8), seen(222, 118, 103))
    assert math.degrees(leaning.angle - upright.angle) == pytest.approx(20, abs=4)


def test_where_no_face_is_there_is_no_frame(portrait: Image) -> None:
    face = seen(60, 400, 80)
    assert Framer().frame(portrait, face, np.random.default_rng(0)) is None
