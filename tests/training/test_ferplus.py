"""Every layout of FER+ gives the same faces, and nothing is dropped in silence."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.training import ferplus_files
from training.data import ferplus
from training.data.dataset import Faces
from training.data.labels import EMOTIONS, VOTE_COLUMNS
from training.errors import DataError


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


def test_leaves_out_a_row_that_was_cut_off(folder: Path) -> None:
    path = folder / "FER2013Valid/label.csv"
    path.write_text(path.read_text().rstrip()[:-4])
    data = ferplus.read(folder)
    assert len(data.splits["valid"]) == ferplus_files.FACES_PER_SPLIT - 1
    (warning,) = data.warnings
    assert "FER2013Valid/label.csv, line 12: 10 columns instead of 12: fer0000023.png" in warning


def test_refuses_labels_of_another_kind(folder: Path) -> None:
    (folder / "FER2013Valid/label.csv").write_text("fer0000012.png,neutral\n")
    with pytest.raises(DataError, match=r"label.csv, line 1: 2 columns instead of 12"):
        ferplus.read(folder)


def encoded(path: Path, encoding: str) -> None:
    path.write_bytes(path.read_text().encode(encoding))


ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_reads_labels_in_any_encoding(folder: Path, faces: dict[str, Faces], encoding: str) -> None:
    for split in ferplus_files.OFFICIAL.values():
        encoded(folder / split / "label.csv", encoding)
    data = ferplus.read(folder)
    assert_same(data.splits, faces)
    assert data.warnings == ()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_reads_kaggles_files_in_any_encoding(
    tmp_path: Path, faces: dict[str, Faces], encoding: str
) -> None:
    ferplus_files.write_kaggle(tmp_path, faces)
    encoded(tmp_path / "fer2013.csv", encoding)
    encoded(tmp_path / "fer2013new.csv", encoding)
    assert_same(ferplus.read(tmp_path).splits, faces)


def test_reads_latin_1(folder: Path, faces: dict[str, Faces]) -> None:
    path = folder / "FER2013Train/label.csv"
    text = path.read_text().replace("fer0000000.png", "g\u00e9sicht.png")
    path.write_bytes(text.encode("latin-1"))
    (folder / "FER2013Train/fer0000000.png").rename(folder / "FER2013Train/g\u00e9sicht.png")
    data = ferplus.read(folder)
    assert data.splits["train"].names[0] == "g\u00e9sicht.png"
    assert data.warnings == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\n\n") + "\n\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", ",,\n"),
        lambda text: text.replace(",", ";").replace("(0; 0; 48; 48)", "(0, 0, 48, 48)"),
        lambda text: text.replace(",8", ", 8.0 "),
        lambda text: text.replace("fer", r"FER2013Train\fer"),
        lambda text: text.replace(".png", ".PNG"),
        lambda text: ",".join(["Image name", "box", *VOTE_COLUMNS]) + "\n" + text,
    ],
    ids=[
        "blank lines",
        "Windows",
        "old Mac",
        "empty cells",
        "semicolons",
        "spreadsheet",
        "folders",
        "capitals",
        "header",
    ],
)
def test_reads_what_other_programs_made_of_the_labels(
    folder: Path, faces: dict[str, Faces], change: Callable[[str], str]
) -> None:
    path = folder / "FER2013Train/label.csv"
    path.write_bytes(change(path.read_text()).encode())
    data = ferplus.read(folder)
    assert data.warnings == ()
    np.testing.assert_array_equal(data.splits["train"].images, faces["train"].images)
    np.testing.assert_array_equal(data.splits["train"].votes, faces["train"].votes)


def test_a_quote_that_is_never_closed_spoils_one_row(folder: Path) -> None:
    path = folder / "FER2013Train/label.csv"
    path.write_text(path.read_text().replace('48)"', "48)", 1))
    data = ferplus.read(folder)
    assert len(data.splits["train"]) == ferplus_files.FACES_PER_SPLIT - 1
    assert "label.csv, line 1" in data.warnings[0]


def test_reads_kaggles_other_column_names(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_kaggle(tmp_path, faces)
    path = tmp_path / "fer2013.csv"
    rows = [line.split(",") for line in path.read_text().splitlines()]
    rows[0] = ["emotion", " pixels", " Usage"]
    path.write_text("\n".join(",".join([row[0], row[2], row[1]]) for row in rows))
    data = ferplus.read(tmp_path)
    assert_same(data.splits, faces)
    assert data.warnings == ()


@pytest.mark.parametrize("cut", ["fer2013.csv", "fer2013new.csv"])
def test_leaves_out_a_kaggle_row_that_was_cut_off(
    tmp_path: Path, faces: dict[str, Faces], cut: str
) -> None:
    ferplus_files.write_kaggle(tmp_path, faces)
    path = tmp_path / cut
    path.write_text(path.read_text()[:-20])
    data = ferplus.read(tmp_path)
    assert len(data.splits["test"]) == ferplus_files.FACES_PER_SPLIT - 1
    (warning,) = data.warnings
    assert warning.startswith(f"row 36: {cut} has too few columns")


def test_reads_fer2013s_own_labels_where_they_are(folder: Path) -> None:
    assert ferplus.read(folder).splits["train"].own_labels is None
    (folder / "fer2013_labels.csv").write_text(
        "file,label\nfer0000000.png,angry\nfer0000002.png,happy\nfer0000003.png,bored\n"
        "fer0000012.png,neutral\n"
    )
    data = ferplus.read(folder)
    own = data.splits["train"].own_labels
    assert own is not None
    assert own[:4].tolist() == [EMOTIONS.index("anger"), -1, EMOTIONS.index("happiness"), -1]
    assert data.splits["test"].own_labels is None
    (warning,) = data.warnings
    assert "fer0000003.png: own label 'bored' is none of FER2013's" in warning


def test_reads_kaggles_own_labels(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_kaggle(tmp_path, faces)
    own = ferplus.read(tmp_path).splits["train"].own_labels
    assert own is not None
    assert set(own.tolist()) == {EMOTIONS.index("happiness")}


def test_refuses_kaggle_files_without_a_column(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_kaggle(tmp_path, faces)
    path = tmp_path / "fer2013new.csv"
    path.write_text(path.read_text().replace("contempt", "scorn", 1))
    with pytest.raises(DataError, match=r"fer2013new\.csv lacks the column 'contempt'"):
        ferplus.read(tmp_path)
    path.write_text("")
    with pytest.raises(DataError, match=r"fer2013new\.csv lacks the column 'Usage'"):
        ferplus.read(tmp_path)


def test_refuses_a_file_where_a_folder_belongs(folder: Path) -> None:
    shutil.rmtree(folder / "FER2013Valid")
    (folder / "FER2013Valid").write_text(" ")
    with pytest.raises(DataError, match="FER2013Valid is a file"):
        ferplus.read(folder)


def test_reads_a_folder_that_is_called_zip(folder: Path, faces: dict[str, Faces]) -> None:
    (folder / "FER2013Valid").rename(folder / "FER2013Valid.zip")
    assert_same(ferplus.read(folder).splits, faces)


def repacked(
    folder: Path, rename: Callable[[str], str] = str, compression: int = zipfile.ZIP_DEFLATED
) -> Path:
    path = folder / "FER2013Train.zip"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(rename(name), content)
    return path


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_reads_zips_of_other_programs(
    tmp_path: Path, faces: dict[str, Faces], compression: int
) -> None:
    ferplus_files.write_official(tmp_path, faces, zipped=True)
    path = repacked(tmp_path, lambda name: name.replace("/", "\\"), compression)
    with zipfile.ZipFile(path, "a") as archive:
        archive.mkdir("FER2013Train")
        archive.writestr("__MACOSX/FER2013Train/._fer0000000.png", b"attributes")
        archive.writestr("__MACOSX/FER2013Train/._label.csv", b"attributes")
        archive.writestr("FER2013Train/.DS_Store", b"")
    data = ferplus.read(tmp_path)
    assert_same(data.splits, faces)
    assert data.warnings == ()


@pytest.mark.parametrize(
    ("offset", "value", "reason"),
    [(8, 1, "is encrypted"), (10, 9, "compressed by Deflate64"), (10, 93, "Zstandard")],
)
def test_refuses_zips_that_python_cannot_read(
    tmp_path: Path, faces: dict[str, Faces], offset: int, value: int, reason: str
) -> None:
    ferplus_files.write_official(tmp_path, faces, zipped=True)
    path = repacked(tmp_path)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\1\2")  # of the zip's directory
    content[entry + offset] = value
    path.write_bytes(content)
    with pytest.raises(DataError, match=reason):
        ferplus.read(tmp_path)


def test_refuses_damaged_zips(tmp_path: Path, faces: dict[str, Faces]) -> None:
    ferplus_files.write_official(tmp_path, faces, zipped=True)
    path = repacked(tmp_path)
    whole = path.read_bytes()
    for damaged in (b"", b"PK broken", whole[: len(whole) // 2]):
        path.write_bytes(damaged)
        with pytest.raises(DataError, match=r"FER2013Train\.zip is not a readable zip"):
            ferplus.read(tmp_path)


def test_refuses_labels_that_a_zip_has_damaged_or_twice(
    tmp_path: Path, faces: dict[str, Faces]
) -> None:
    ferplus_files.write_official(tmp_path, faces, zipped=True)
    path = repacked(tmp_path, compression=zipfile.ZIP_STORED)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"fer0000003.png,", b"fer0000009.png,", 1))
    with pytest.raises(DataError, match=r"label\.csv cannot be read"):
        ferplus.read(tmp_path)
    path.write_bytes(whole)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("FER2013Valid/label.csv", b"")
    with pytest.raises(DataError, match=r"more than one label\.csv"):
        ferplus.read(tmp_path)


def test_names_an_image_that_was_cut_off(folder: Path) -> None:
    path = folder / "FER2013Train/fer0000000.png"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    data = ferplus.read(folder)
    assert "fer0000000.png" in data.warnings[0]
    assert len(data.splits["train"]) == ferplus_files.FACES_PER_SPLIT - 1


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
