"""How a face is followed is told from films whose truth is known."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from bench.following import FRAMES, PATHS, RATE, STILL, describe, draw, follow, truths
from tests.kit.boxes import Box

Shown = list[dict[str, object]]


def film(path: str, show: Callable[[int, Box], Box | None], number: int = 1) -> list[Shown]:
    """Show one face a frame, or none, made of the truth."""
    shown: list[Shown] = []
    for frame in range(FRAMES):
        box = show(frame, truths(path, frame)[0])
        shown.append([{"box": vars(box), "id": number}] if box else [])
    return shown


def moved(box: Box, right: float) -> Box:
    return Box(box.x + right, box.y, box.width, box.height)


@pytest.mark.parametrize("path", [path for path in PATHS if path != "two cross"])
def test_a_box_that_keeps_its_place_on_the_face_has_no_fault(path: str) -> None:
    (seen,) = follow(path, film(path, lambda _, box: moved(box, 0.1 * box.width)))
    assert seen.jitter == pytest.approx(0, abs=1e-9)
    assert seen.drift == pytest.approx(0, abs=1e-9)
    assert (seen.lost, seen.ids) == (0, 1)
    assert math.isnan(seen.lag) or seen.lag == pytest.approx(0, abs=1e-6)


def test_a_box_that_is_three_frames_late_lags_a_tenth_of_a_second() -> None:
    def late(frame: int, _: Box) -> Box:
        return truths("pan", max(0, frame - 3))[0]

    (seen,) = follow("pan", film("pan", late))
    assert seen.lag == pytest.approx(100, abs=5)


def test_a_box_that_trembles_has_jitter() -> None:
    random = np.random.default_rng(0)
    (seen,) = follow(
        "still", film("still", lambda _, box: moved(box, 0.02 * box.width * random.normal()))
    )
    assert seen.jitter == pytest.approx(0.02 * math.sqrt(2 / 3), rel=0.15)
    assert math.isnan(seen.lag)


def test_a_box_that_leaves_its_place_drifts() -> None:
    (seen,) = follow(
        "still", film("still", lambda frame, box: moved(box, max(0, frame - STILL) * 0.1))
    )
    side = truths("still", 0)[0].width
    expected = 0.1 * (FRAMES - STILL - RATE / 4) / side
    assert seen.drift == pytest.approx(expected, rel=0.05)


def test_frames_without_the_face_are_lost_and_numbers_are_counted() -> None:
    shown = film("still", lambda frame, box: None if frame >= FRAMES - 15 else box)
    for faces in shown[FRAMES // 2 :]:
        for face in faces:
            face["id"] = 2
    (seen,) = follow("still", shown)
    assert seen.lost == pytest.approx(15 / (FRAMES - STILL // 2))
    assert seen.ids == 2


def test_where_two_cross_each_has_a_truth_of_its_own() -> None:
    shown: list[Shown] = [
        [{"box": vars(box), "id": number} for number, box in enumerate(truths("two cross", frame))]
        for frame in range(FRAMES)
    ]
    assert [(seen.ids, seen.lost) for seen in follow("two cross", shown)] == [(1, 0), (1, 0)]


def test_a_face_is_drawn_where_the_truth_says() -> None:
    photo = np.zeros((250, 250, 3), np.uint8)
    photo[128:149, 114:135] = 255  # the middle of the face
    wall = np.full((30, 40, 3), 90, np.uint8)
    for frame in (0, STILL + RATE // 2):
        picture = draw("pan", [photo], wall, frame)
        rows, columns = np.nonzero(picture[..., 0] > 200)
        (box,) = truths("pan", frame)
        assert columns.mean() == pytest.approx(box.x + box.width / 2, abs=2)
        assert rows.mean() == pytest.approx(box.y + box.height / 2, abs=2)


def test_the_report_has_a_row_for_each_film() -> None:
    seen = follow("pan", film("pan", lambda _, box: box))
    text = describe({"pan": seen})
    assert "| pan | 1 | 0.00% | 0 | 0.0% | 0.0% | 1.00 |" in text
