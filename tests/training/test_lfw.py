"""LFW is split by person, cropped at its middle face, and measured on what the app finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from server.faces.detector import Detection
from server.faces.geometry import Box
from server.faces.photo import PhotoFace
from training.data.labels import EMOTIONS
from training.data.lfw import LfwFaces, central, load_lfw, part_of, prepare_lfw, read_labels
from training.errors import DataError
from training.evaluation.lfw import measure_lfw


def test_a_persons_pictures_are_all_in_one_part() -> None:
    people = [f"Some_Body{number}" for number in range(2000)]
    parts = [part_of(f"{person}_0001.jpg") for person in people]
    assert [part_of(f"{person}_0002.jpg") for person in people] == parts
    assert parts.count("dev") / len(parts) == pytest.approx(0.4, abs=0.04)
    assert part_of("AJ_Cook_0001.jpg") == "dev"


def face(x: float, y: float) -> PhotoFace:
    return PhotoFace(
        Detection(0.9, Box(x, y, 40, 40), np.zeros((6, 2))), np.zeros((48, 48), np.float32)
    )


def test_the_middle_face_is_the_one() -> None:
    middle = face(110, 100)
    assert central([face(0, 0), middle, face(200, 120)], 250) is middle
    assert central([], 250) is None


def test_labels_are_read_and_wrong_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "expressions.csv"
    path.write_text("file,emotion\nA_B_0001.jpg,happiness\nC_0002.jpg,contempt\n")
    assert read_labels(path) == [("A_B_0001.jpg", 1), ("C_0002.jpg", 7)]
    path.write_text("file,emotion\nA_B_0001.jpg,joy\n")
    with pytest.raises(DataError, match=r"line 2: no emotion in 'A_B_0001\.jpg,joy'"):
        read_labels(path)
    with pytest.raises(DataError, match="does not exist"):
        read_labels(tmp_path / "none.csv")


def test_missing_pictures_and_other_files_are_named(tmp_path: Path) -> None:
    labels = tmp_path / "expressions.csv"
    labels.write_text("file,emotion\nA_B_0001.jpg,happiness\n")
    with pytest.raises(DataError, match="holds none of the pictures"):
        prepare_lfw(tmp_path, labels, tmp_path / "lfw.npz", part=part_of("A_B_0001.jpg"))
    with pytest.raises(DataError, match="prepare-lfw"):
        load_lfw(tmp_path / "lfw.npz")
    (tmp_path / "lfw.npz").write_bytes(b"else")
    with pytest.raises(DataError, match="is no LFW file"):
        load_lfw(tmp_path / "lfw.npz")


def test_measures_what_was_found_and_counts_what_was_missed() -> None:
    labels = np.array([0, 0, 1, 3, 5, 0])
    answers = np.full((6, 8), 0.01)
    answers[np.arange(6), [0, 1, 1, 0, 5, 4]] = 0.93
    found = np.array([True, True, True, True, True, False])
    faces = LfwFaces(np.zeros((6, 48, 48), np.uint8), labels, found)
    measured = measure_lfw(answers, faces, lead=0.35)
    assert (measured.n, measured.missed) == (5, 1)
    assert measured.accuracy == pytest.approx(3 / 5)
    assert measured.recall["neutral"] == pytest.approx(0.5)
    assert measured.recall[EMOTIONS[7]] is None
    # Disgust is too rare to count; anger and surprise do not occur here.
    assert measured.balanced_accuracy == pytest.approx((0.5 + 1 + 0) / 3)
    assert measured.certain.coverage == 1
