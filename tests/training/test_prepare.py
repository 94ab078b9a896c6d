"""`prepare` writes the prepared file, its report and the sorted folders, or says why not."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.training import ferplus_files
from training.__main__ import main
from training.data import dataset
from training.data.labels import EMOTIONS


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "ferplus"
    ferplus_files.write_official(folder, ferplus_files.splits(), zipped=True)
    return folder


def test_prepared_faces_are_the_faces_read(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "faces.npz"
    assert main(["prepare", str(source), "--out", str(out)]) == 0
    for split, expected in ferplus_files.splits().items():
        faces = dataset.load(out)[split]
        np.testing.assert_array_equal(faces.images, expected.images)
        np.testing.assert_array_equal(faces.votes, expected.votes)
        assert faces.names == expected.names
    assert cv2.imread(str(out.parent / "distribution.png")) is not None
    assert not (out.parent / "warnings.txt").exists()


def test_report_counts_by_split_and_class(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (source / "FER2013Train.zip").open("r+b") as file:
        content = file.read()
        file.seek(content.index(b"IDAT") + 40)
        file.write(b"\0\0\0\0")
    out = tmp_path / "out" / "faces.npz"
    assert main(["prepare", str(source), "--out", str(out)]) == 0
    report = json.loads((out.parent / "report.json").read_text())
    assert report["faces"] == {"train": 11, "valid": 12, "test": 12}
    assert report["by_plurality"]["valid"] == {
        **{emotion: 2 if index < 4 else 1 for index, emotion in enumerate(EMOTIONS)},
        "unknown": 0,
        "NF": 0,
    }
    assert report["warnings"] == 1
    assert "fer0000000.png" in (out.parent / "warnings.txt").read_text()
    assert "Warnings: 1, about rows or images" in capsys.readouterr().out


def test_sorts_a_folder_per_emotion(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sorted"
    out = tmp_path / "faces.npz"
    assert main(["prepare", str(source), "--out", str(out), "--sorted", str(folder)]) == 0
    train = ferplus_files.splits()["train"]
    image = cv2.imread(str(folder / "train" / "happiness" / train.names[1]), cv2.IMREAD_GRAYSCALE)
    np.testing.assert_array_equal(image, train.images[1])
    assert len(list(folder.rglob("*.png"))) == 36
    assert {path.name for path in (folder / "test").iterdir()} == set(EMOTIONS)


def test_mistakes_get_one_sentence(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "faces.npz")
    assert main(["prepare", str(tmp_path / "nowhere"), "--out", out]) == 2
    assert "nowhere is not a folder" in capsys.readouterr().err
    assert main(["prepare", str(source), "--out", out, "--sorted", str(source)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert not Path(out).exists()
    assert main(["prepare", str(source), "--out", str(tmp_path)]) == 2
    assert "is a folder. Give --out the name of a file" in capsys.readouterr().err
    a_file = tmp_path / "a-file"
    a_file.write_text("")
    assert main(["prepare", str(source), "--out", out, "--sorted", str(a_file)]) == 2
    assert "a-file is a file" in capsys.readouterr().err
    assert main(["prepare", str(source), "--out", str(a_file / "faces.npz")]) == 2
    assert "a-file: " in capsys.readouterr().err
    assert main(["evaluate", "compact", "--data", out]) == 2
    assert "python -m training prepare" in capsys.readouterr().err
    Path(out).write_bytes(b"no file of ours")
    assert main(["evaluate", "compact", "--data", out]) == 2
    assert "is not a prepared file" in capsys.readouterr().err


def test_own_labels_come_back_from_the_prepared_file(source: Path, tmp_path: Path) -> None:
    (source / "fer2013_labels.csv").write_text("file,label\nfer0000001.png,sad\n")
    out = tmp_path / "out" / "faces.npz"
    assert main(["prepare", str(source), "--out", str(out)]) == 0
    train = dataset.load(out)["train"]
    assert train.own_labels is not None
    assert train.own_labels[:3].tolist() == [-1, EMOTIONS.index("sadness"), -1]
    kept = train.select(train.own_labels >= 0)
    assert kept.own_labels is not None
    assert kept.own_labels.tolist() == [EMOTIONS.index("sadness")]
    report = json.loads((out.parent / "report.json").read_text())
    assert report["own_labels_of_FER2013"] == {"train": 1, "valid": 0, "test": 0}
