"""Faces found are told beside false ones, and counted where they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.errors import BenchError
from bench.faces import Eyes, Share, Sight, errs, finds
from bench.faces_report import describe
from bench.films import FRAMES, SWAY, lfw_face, portrait, sway
from bench.pictures import faceless
from bench.scenes import HEIGHT, WIDTH
from tests.kit.boxes import Box

FACE = Box(100, 100, 100, 100)


def seen(*boxes: Box) -> list[dict[str, dict[str, float]]]:
    return [{"box": vars(box)} for box in boxes]


@pytest.mark.parametrize("found, false", [((3, 4), (0, 0)), ((0, 0), (1, 4))])
def test_a_rate_without_its_opposite_is_refused(
    found: tuple[int, int], false: tuple[int, int]
) -> None:
    with pytest.raises(BenchError, match="without"):
        Sight(Share(*found), Share(*false))


def test_a_face_is_found_where_it_is_and_false_elsewhere() -> None:
    near, far = Box(110, 95, 100, 100), Box(300, 300, 90, 90)
    assert finds(seen(near), FACE) and not errs(seen(near), FACE)
    assert errs(seen(far), FACE) and not finds(seen(far), FACE)
    assert errs(seen(near, far), FACE) and finds(seen(near, far), FACE)
    assert not finds([], FACE) and not errs([], FACE)


def test_the_report_says_both_with_their_n() -> None:
    sight = Sight(Share(90, 100), Share(3, 50))
    eyes = Eyes(sight, sight, Share(7, 1000), sight, Share(4, 20))
    text = describe({"Camxuc": eyes}, "test")
    assert (
        "| Camxuc | 90.0% of 100 | 6.0% of 50 | 90.0% of 100 | 6.0% of 50 | 0.7% of 1000 |" in text
    )
    assert "| Camxuc | 20.0% of 20 |" in text


def test_a_film_sways_around_the_middle() -> None:
    picture = np.zeros((300, 400, 3), np.uint8)
    picture[140:160, 190:210] = 255
    places = np.array(
        [
            [axis.mean() for axis in np.nonzero(sway(picture, frame)[..., 0] > 128)]
            for frame in range(FRAMES)
        ]
    )
    rows, columns = places.T
    assert np.ptp(columns) == pytest.approx(2 * SWAY * WIDTH, abs=2)
    assert np.ptp(rows) == pytest.approx(2 * SWAY * HEIGHT, abs=2)
    assert columns.mean() == pytest.approx(WIDTH / 2, abs=1)


def test_a_portrait_shows_its_face_where_it_says() -> None:
    photo = np.zeros((250, 250, 3), np.uint8)
    face = lfw_face()
    x, y = round(face.x), round(face.y)
    photo[y : y + round(face.height), x : x + round(face.width)] = 255
    picture, box = portrait(photo)
    rows, columns = np.nonzero(picture[..., 0] == 255)
    assert columns.min() == pytest.approx(box.x, abs=2)
    assert rows.max() == pytest.approx(box.y + box.height, abs=2)


def test_pictures_held_out_are_never_those_to_choose_by(tmp_path: Path) -> None:
    names = [f"{number}.jpg" for number in range(40)]
    for kind in ("rooms", "lookalikes"):
        (tmp_path / "pictures" / kind).mkdir(parents=True)
        for name in names:
            cv2.imwrite(str(tmp_path / "pictures" / kind / name), np.zeros((4, 4), np.uint8))
    measured = {path.name for path in faceless(tmp_path, held_out=True)}
    chosen = {path.name for path in faceless(tmp_path, held_out=False)}
    assert measured | chosen == set(names) and not measured & chosen
    assert measured == {
        name for name in names if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0
    }
    assert all(path.parent.name == "rooms" for path in faceless(tmp_path, held_out=True))
