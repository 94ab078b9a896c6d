"""Every layout of FER+ gives the same faces, and nothing is dropped in silence."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.training import ferplus_files
from training import ferplus
from training.ferplus import DataError, Faces


@pytest.fixture
def faces() -> dict[str, Faces]:
    return ferplus_files.splits()


@pytest.fixture
def folder(tmp_path: Path, faces: dict[str, Faces]) -> Path:
    ferplus_files.write_official(tmp_path, faces, zipped=False)
    return tmp_path


def assert_same(read: dict[str, Faces], made: dict[str, Faces]) -> None:
    assert list(read) == ["train", "valid", "test"]
    for split, expected in made.items():
        assert read[split].names == expected.names
        np.testing.assert_array_equal(read[split].images, expected.images)
        np.testing.assert_array_equal(read[split].votes, expected.votes)


def test_reads_the_official_folders(folder: Path, faces: dict[str, Faces]) -> None:
    data = ferplus.read(folder)
    assert_same(data.splits, faces)
    assert data.warnings == ()


def test_reads_the_official_zips(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_official(tmp_path, faces, zipped=True)
    data = ferplus.read(tmp_path)
    assert_same(data.splits, faces)
    assert data.warnings == ()


def test_reads_kaggles_files(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_kaggle(tmp_path, faces)
    data = ferplus.read(tmp_path)
    assert_same(data.splits, faces)
    assert data.warnings == ()


def test_names_every_image_it_leaves_out(folder: Path) -> None:
    train = folder / "FER2013Train"
    (train / "fer0000000.png").unlink()
    (train / "fer0000001.png").write_bytes(b"not a PNG")
    (train / "fer0000002.png").write_bytes(b"")
    cv2.imwrite(str(train / "fer0000003.png"), np.zeros((40, 48), np.uint8))
    cv2.imwrite(str(train / "fer9999999.png"), np.zeros((48, 48), np.uint8))
    labels = (
        (train / "label.csv")
        .read_text()
        .replace('fer0000004.png,"(0, 0, 48, 48)",0', 'fer0000004.png,"(0, 0, 48, 48)",-1')
    )
    (train / "label.csv").write_text(labels)

    data = ferplus.read(folder)

    assert len(data.splits["train"]) == ferplus_files.FACES_PER_SPLIT - 5
    assert [warning.split(": ")[0] for warning in data.warnings] == [
        "FER2013Train/fer0000000.png",
        "FER2013Train/fer0000001.png",
        "FER2013Train/fer0000002.png",
        "FER2013Train/fer0000003.png",
        "FER2013Train/fer0000004.png",
        "FER2013Train/fer9999999.png",
    ]
    assert "missing" in data.warnings[0]
    assert "not a readable image" in data.warnings[1]
    assert "48x40 pixels instead of 48x48" in data.warnings[3]
    assert "votes" in data.warnings[4]
    assert "no row in label.csv" in data.warnings[5]


def test_names_kaggle_rows_it_leaves_out(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_kaggle(tmp_path, faces)
    pixels = (tmp_path / "fer2013.csv").read_text().splitlines()
    pixels[1] = "0,1 2 3,Training"
    pixels[2] = "0,one two,Training"
    pixels[3] = f"0,{' '.join(['300'] * 2304)},Training"
    (tmp_path / "fer2013.csv").write_text("\n".join(pixels) + "\n")
    votes = (tmp_path / "fer2013new.csv").read_text().replace("fer0000003.png", "")
    (tmp_path / "fer2013new.csv").write_text(votes)

    data = ferplus.read(tmp_path)

    assert len(data.splits["train"]) == ferplus_files.FACES_PER_SPLIT - 4
    everything = "\n".join(data.warnings)
    assert "row 4: no image name" in everything
    assert "train/fer0000000.png: 3 pixels instead of 2304" in everything
    assert "train/fer0000001.png: pixels that are not numbers" in everything
    assert "train/fer0000002.png: pixels outside 0..255" in everything


def test_refuses_a_folder_without_ferplus(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="lacks FER2013Train, FER2013Valid, FER2013Test"):
        ferplus.read(tmp_path)
    with pytest.raises(DataError, match="is not a folder"):
        ferplus.read(tmp_path / "nowhere")


def test_refuses_missing_labels(folder: Path) -> None:
    (folder / "FER2013Test" / "label.csv").unlink()
    with pytest.raises(DataError, match=r"has no label\.csv"):
        ferplus.read(folder)


def test_refuses_labels_of_another_shape(folder: Path) -> None:
    with (folder / "FER2013Valid" / "label.csv").open("a") as file:
        file.write("fer0000099.png,1,2,3\n")
    with pytest.raises(DataError, match=r"FER2013Valid/label.csv, row 13: 4 columns instead of 12"):
        ferplus.read(folder)


def test_refuses_a_broken_zip(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_official(tmp_path, faces, zipped=True)
    (tmp_path / "FER2013Train.zip").write_bytes(b"PK broken")
    with pytest.raises(DataError, match=r"FER2013Train\.zip is not a readable zip"):
        ferplus.read(tmp_path)


def test_counts_a_damaged_image_in_a_zip(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_official(tmp_path, faces, zipped=True)
    path = tmp_path / "FER2013Train.zip"
    content = bytearray(path.read_bytes())
    content[content.index(b"IDAT") + 40] ^= 0xFF
    path.write_bytes(content)
    data = ferplus.read(tmp_path)
    assert len(data.warnings) == 1
    assert "fer0000000.png: cannot be read" in data.warnings[0]


def test_refuses_kaggle_files_that_do_not_belong_together(
    tmp_path: Path, faces: dict[str, Faces]
) -> None:
    ferplus_files.write_kaggle(tmp_path, faces)
    votes = (tmp_path / "fer2013new.csv").read_text()
    (tmp_path / "fer2013new.csv").write_text(votes.rsplit("\n", 2)[0] + "\n")
    with pytest.raises(DataError, match=r"36 rows and fer2013new\.csv 35"):
        ferplus.read(tmp_path)
    (tmp_path / "fer2013new.csv").write_text(votes.replace("Training", "PublicTest", 1))
    with pytest.raises(DataError, match=r"Row 1: fer2013\.csv says Usage 'Training'"):
        ferplus.read(tmp_path)
    (tmp_path / "fer2013new.csv").unlink()
    with pytest.raises(DataError, match=r"fer2013new\.csv is missing"):
        ferplus.read(tmp_path)
