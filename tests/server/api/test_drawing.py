"""What is drawn on a picture looks like what the app draws."""

import re

import numpy as np
import pytest

from server.api.drawing import COLOURS, annotate, label
from server.faces.recognition import FaceBox, FaceReading, Point
from tests.server.conftest import PUBLIC


def reading(confidence: float, *, certain: bool = True, x: float = 40) -> FaceReading:
    """Return a happy face of 50 pixels."""
    return FaceReading(
        id=1,
        box=FaceBox(x=x, y=40, width=50, height=50),
        keypoints=[Point(x=x, y=40)] * 6,
        probabilities=[0, confidence, 1 - confidence, 0, 0, 0, 0, 0],
        emotion="happiness",
        confidence=confidence,
        certain=certain,
    )


def test_the_colours_are_the_app_s() -> None:
    palette = (PUBLIC.parent / "src/app/theme/palette.ts").read_text("utf-8")
    told = {name: re.search(rf"{name}: '({colour})'", palette) for name, colour in COLOURS.items()}
    assert [name for name, found in told.items() if not found] == []


@pytest.mark.parametrize(
    ("face", "words"),
    [
        (reading(0.934), "happiness 93%"),
        (reading(0.9999), "happiness 99%"),
        (reading(0.5, certain=False), "not sure"),
    ],
)
def test_labels_never_claim_too_much(face: FaceReading, words: str) -> None:
    assert label(face) == words


@pytest.mark.parametrize("x", [-30, 40, 130])
def test_a_box_at_the_edge_is_no_obstacle(x: float) -> None:
    drawn = annotate(np.zeros((100, 150, 3), np.uint8), [reading(0.9, x=x)])
    assert drawn.shape == (100, 150, 3)
    assert drawn.any()
