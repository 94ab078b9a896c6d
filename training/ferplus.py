"""Reads FER+: the official folder or zip layout, or Kaggle's two CSV files.

Official: FER2013Train, FER2013Valid and FER2013Test, as folders or .zip files, each with the PNG
faces and a label.csv. Kaggle: fer2013.csv (pixels) beside fer2013new.csv (votes), whose rows
correspond one to one. Source: https://github.com/microsoft/FERPlus.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.emotions import VOTE_COLUMNS
from training.progress import progress

SIZE = 48
SPLITS = ("train", "valid", "test")
_FOLDERS = {"train": "FER2013Train", "valid": "FER2013Valid", "test": "FER2013Test"}
_USAGES = {"Training": "train", "PublicTest": "valid", "PrivateTest": "test"}


_Files = dict[str, Callable[[], bytes]]
"""How to read each file of a split, by its base name."""


class DataError(Exception):
    """The data cannot be used; the message says which file, why, and what to do."""


@dataclass(frozen=True)
class Faces:
    """The faces of one split.

    Attributes:
        images: uint8 luma, shape [n, 48, 48].
        votes: uint8, shape [n, 10]; columns as in `VOTE_COLUMNS`.
        names: the n file names, e.g. "fer0000000.png".
    """

    images: NDArray[np.uint8]
    votes: NDArray[np.uint8]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)

    def select(self, which: NDArray[np.bool_]) -> Faces:
        """Return the faces where `which`, shape [n], holds."""
        names = tuple(name for name, kept in zip(self.names, which, strict=True) if kept)
        return Faces(self.images[which], self.votes[which], names)


@dataclass(frozen=True)
class FerPlus:
    """All three splits, and one line for each image or row that could not be used."""

    splits: dict[str, Faces]
    warnings: tuple[str, ...]


def read(folder: Path) -> FerPlus:
    """Read FER+ from `folder`, in whichever layout is there.

    Raises:
        DataError: No known layout, a missing file, or files that do not belong together.
    """
    if not folder.is_dir():
        raise DataError(f"{folder} is not a folder. Give the folder that holds FER+.")
    if (folder / "fer2013.csv").is_file():
        return _read_kaggle(folder)
    missing = [name for name in _FOLDERS.values() if not _official_part(folder, name)]
    if missing:
        raise DataError(
            f"{folder} lacks {', '.join(missing)} (as folders or .zip files). Expected FER+'s "
            "official layout, or Kaggle's fer2013.csv beside fer2013new.csv."
        )
    return _read_official(folder)


def _official_part(folder: Path, name: str) -> Path | None:
    candidates = (folder / name, folder / f"{name}.zip")
    return next((path for path in candidates if path.exists()), None)


def _read_official(folder: Path) -> FerPlus:
    splits: dict[str, Faces] = {}
    warnings: list[str] = []
    for split, name in _FOLDERS.items():
        part = _official_part(folder, name)
        assert part is not None  # noqa: S101 - read() has looked
        files = _zip_files(part) if part.suffix == ".zip" else _folder_files(part)
        rows = _label_rows(files, part)
        decoded = (
            (image_name, _decode(files.get(image_name)), votes)
            for image_name, votes in progress(rows, f"Reading {part}", "face")
        )
        splits[split] = _collect(decoded, name, warnings)
        unlabelled = {file for file in files if file.endswith(".png")} - {row[0] for row in rows}
        warnings += [f"{name}/{file}: no row in label.csv" for file in sorted(unlabelled)]
    return FerPlus(splits, tuple(warnings))


def _folder_files(folder: Path) -> _Files:
    return {path.name: path.read_bytes for path in folder.iterdir() if path.is_file()}


def _zip_files(path: Path) -> _Files:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise DataError(f"{path} is not a readable zip ({error}). Download it again.") from error
    return {Path(member).name: partial(archive.read, member) for member in archive.namelist()}


def _label_rows(files: _Files, part: Path) -> list[tuple[str, list[str]]]:
    if "label.csv" not in files:
        raise DataError(f"{part} has no label.csv. Use FER+'s official files.")
    rows = list(csv.reader(io.StringIO(files["label.csv"]().decode())))
    for number, row in enumerate(rows, 1):
        if len(row) != 2 + len(VOTE_COLUMNS):
            raise DataError(
                f"{part}/label.csv, row {number}: {len(row)} columns instead of 12: "
                f"{','.join(row)[:80]}"
            )
    return [(row[0], row[2:]) for row in rows]


def _decode(read_file: Callable[[], bytes] | None) -> NDArray[np.uint8] | str:
    """Return the image, or the reason why there is none."""
    if read_file is None:
        return "the image is missing"
    try:
        content = read_file()
    except (OSError, zipfile.BadZipFile) as error:
        return f"cannot be read ({error})"
    image = (
        cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE) if content else None
    )
    return "not a readable image" if image is None else np.asarray(image, np.uint8)


def _read_kaggle(folder: Path) -> FerPlus:
    votes_path = folder / "fer2013new.csv"
    if not votes_path.is_file():
        raise DataError(f"{votes_path} is missing: it holds FER+'s votes for fer2013.csv.")
    with (
        (folder / "fer2013.csv").open(newline="") as pixels_file,
        votes_path.open(newline="") as votes_file,
    ):
        pixel_rows = list(csv.DictReader(pixels_file))
        vote_rows = list(csv.DictReader(votes_file))
    if len(pixel_rows) != len(vote_rows):
        raise DataError(
            f"fer2013.csv has {len(pixel_rows)} rows and fer2013new.csv {len(vote_rows)}: "
            "they must correspond row by row. Use the original files."
        )
    per_split: dict[str, list[tuple[str, NDArray[np.uint8] | str, list[str]]]] = {
        split: [] for split in SPLITS
    }
    warnings: list[str] = []
    pairs = list(enumerate(zip(pixel_rows, vote_rows, strict=True), 1))
    for number, (pixels, votes) in progress(pairs, f"Reading {folder / 'fer2013.csv'}", "row"):
        try:
            usage, values, name = pixels["Usage"], pixels["pixels"], votes["Image name"]
            counts = [votes[column] for column in VOTE_COLUMNS]
        except KeyError as error:
            raise DataError(
                f"The CSV files lack the column {error}. Use the original files."
            ) from None
        if usage != votes["Usage"] or usage not in _USAGES:
            raise DataError(
                f"Row {number}: fer2013.csv says Usage {usage!r}, fer2013new.csv "
                f"{votes['Usage']!r}. The files must correspond row by row."
            )
        if name:
            per_split[_USAGES[usage]].append((name, _parse_pixels(values), counts))
        else:
            warnings.append(f"row {number}: no image name in fer2013new.csv (FER+ dropped it)")
    splits = {split: _collect(rows, split, warnings) for split, rows in per_split.items()}
    return FerPlus(splits, tuple(warnings))


def _parse_pixels(text: str) -> NDArray[np.uint8] | str:
    try:
        values = np.array(text.split(), np.int64)
    except ValueError:
        return "pixels that are not numbers"
    if len(values) != SIZE * SIZE:
        return f"{len(values)} pixels instead of {SIZE * SIZE}"
    if values.min() < 0 or values.max() > 255:
        return "pixels outside 0..255"
    return values.astype(np.uint8).reshape(SIZE, SIZE)


def _collect(
    rows: Iterable[tuple[str, NDArray[np.uint8] | str, list[str]]], where: str, warnings: list[str]
) -> Faces:
    images, votes, names = [], [], []
    for name, image, counts in rows:
        if isinstance(image, str):
            warnings.append(f"{where}/{name}: {image}")
        elif image.shape != (SIZE, SIZE):
            height, width = image.shape
            warnings.append(f"{where}/{name}: {width}x{height} pixels instead of {SIZE}x{SIZE}")
        elif not all(count.isdigit() and int(count) <= 255 for count in counts):
            warnings.append(f"{where}/{name}: votes that are no counts: {','.join(counts)}")
        else:
            images.append(image)
            votes.append([int(count) for count in counts])
            names.append(name)
    if not images:
        raise DataError(
            f"{where} holds no usable face. First problem: {(warnings or ['no rows'])[0]}"
        )
    return Faces(np.stack(images), np.array(votes, np.uint8), tuple(names))
