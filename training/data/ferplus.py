"""Reads FER+: the official folder or zip layout, or Kaggle's two CSV files.

Official: FER2013Train, FER2013Valid and FER2013Test, as folders or .zip files, each with the PNG
faces and a label.csv. Kaggle: fer2013.csv (pixels) beside fer2013new.csv (votes), whose rows
correspond one to one. Source: https://github.com/microsoft/FERPlus.

FER2013's own labels are read too where they are: Kaggle's column "emotion", or a file
fer2013_labels.csv with the columns "file" and "label".

What cannot be read is left out and named in a warning; no face is lost silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.data import labels
from training.data.dataset import SIZE, SPLITS, Faces
from training.data.files import Files, UnreadableError, folder_files, zip_files
from training.data.labels import VOTE_COLUMNS
from training.data.table import Row, read_rows
from training.errors import DataError

_FOLDERS = {"train": "FER2013Train", "valid": "FER2013Valid", "test": "FER2013Test"}
_USAGES = {"training": "train", "publictest": "valid", "privatetest": "test"}
_LABELS = "label.csv"
_PIXELS, _VOTES, _OWN_LABELS = "fer2013.csv", "fer2013new.csv", "fer2013_labels.csv"
_LABEL_COLUMNS = 2 + len(VOTE_COLUMNS)


@dataclass(frozen=True)
class FerPlus:
    """All three splits, and one line for each image or row that could not be used."""

    splits: dict[str, Faces]
    warnings: tuple[str, ...]


class _Face(NamedTuple):
    """A face as it was found: its image, or the reason why there is none, and its cells."""

    name: str
    image: NDArray[np.uint8] | str
    votes: list[str]
    own_label: str | None


def read(folder: Path) -> FerPlus:
    """Read FER+ from `folder`, in whichever layout is there.

    Raises:
        DataError: No known layout, a missing file, or files that do not belong together.
    """
    if not folder.is_dir():
        raise DataError(f"{folder} is not a folder. Give the folder that holds FER+.")
    if (folder / _PIXELS).is_file():
        return _read_kaggle(folder)
    parts = {split: _official_part(folder, name) for split, name in _FOLDERS.items()}
    missing = [name for split, name in _FOLDERS.items() if parts[split] is None]
    if missing:
        raise DataError(
            f"{folder} lacks {', '.join(missing)} (as folders or .zip files). Expected FER+'s "
            f"official layout, or Kaggle's {_PIXELS} beside {_VOTES}."
        )
    return _read_official(
        {split: files for split, files in parts.items() if files is not None},
        _read_own_labels(folder / _OWN_LABELS),
    )


def _official_part(folder: Path, name: str) -> Files | None:
    unpacked, packed = folder / name, folder / f"{name}.zip"
    for path in (unpacked, packed):
        if path.is_dir():
            return folder_files(path)
    if packed.is_file():
        return zip_files(packed)
    if unpacked.exists():
        raise DataError(f"{unpacked} is a file. Expected a folder, or a zip called {name}.zip.")
    return None


def _read_official(parts: dict[str, Files], own_labels: dict[str, str]) -> FerPlus:
    splits: dict[str, Faces] = {}
    warnings: list[str] = []
    for split, files in parts.items():
        where = _FOLDERS[split]
        rows = _label_rows(files)
        whole = [row for row in rows if len(row.cells) == _LABEL_COLUMNS]
        warnings += [
            f"{where}/{_LABELS}, line {row.line}: {len(row.cells)} columns instead of "
            f"{_LABEL_COLUMNS}: {','.join(row.cells)[:80]}"
            for row in rows
            if len(row.cells) != _LABEL_COLUMNS
        ]
        faces = (
            _Face(name, _image(files, name), row.cells[2:], own_labels.get(name.lower()))
            for row in tqdm(whole, f"Reading {files.path}", unit="face")
            for name in (_base_name(row.cells[0]),)
        )
        splits[split] = _collect(faces, where, warnings)
        labelled = {_base_name(row.cells[0]).lower() for row in rows}
        warnings += [
            f"{where}/{name}: no row in {_LABELS}"
            for name in files.names()
            if name.endswith(".png") and name not in labelled
        ]
        warnings += [
            f"{where}/{name}: is there twice; the first is used" for name in files.repeated
        ]
    return FerPlus(splits, tuple(warnings))


def _read_own_labels(path: Path) -> dict[str, str]:
    """Return FER2013's own labels by file name, in lower case; none where there is no file."""
    if not path.is_file():
        return {}
    rows = _named_columns(path, ("file", "label"))
    return {_base_name(row["file"]).lower(): row["label"] for row in rows if row is not None}


def _base_name(cell: str) -> str:
    return PureWindowsPath(cell).name


def _label_rows(files: Files) -> list[Row]:
    """Return the rows of label.csv, without the empty cells that spreadsheets put at the end."""
    if _LABELS not in files:
        raise DataError(f"{files.path} has no {_LABELS}. Use FER+'s official files.")
    if _LABELS in files.repeated:
        raise DataError(f"{files.path} has more than one {_LABELS}. Keep that of this split only.")
    try:
        rows = read_rows(files.read(_LABELS))
    except UnreadableError as error:
        raise DataError(f"{files.path}/{_LABELS} {error}. Download it again.") from error
    header = [column.lower() for column in VOTE_COLUMNS]
    if rows and [cell.lower() for cell in rows[0].cells[2:_LABEL_COLUMNS]] == header:
        rows = rows[1:]
    return [Row(row.line, _without_empty_end(row.cells)) for row in rows]


def _without_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end > _LABEL_COLUMNS and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _image(files: Files, name: str) -> NDArray[np.uint8] | str:
    """Return the image, or the reason why there is none."""
    try:
        content = files.read(name)
    except UnreadableError as error:
        return str(error)
    image = (
        cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE) if content else None
    )
    return "not a readable image" if image is None else np.asarray(image, np.uint8)


def _read_kaggle(folder: Path) -> FerPlus:
    if not (folder / _VOTES).is_file():
        raise DataError(
            f"{folder / _VOTES} is missing: it holds FER+'s votes for the rows of {_PIXELS}."
        )
    pixel_rows = _named_columns(folder / _PIXELS, ("Usage", "pixels"), optional=("emotion",))
    vote_rows = _named_columns(folder / _VOTES, ("Usage", "Image name", *VOTE_COLUMNS))
    if len(pixel_rows) != len(vote_rows):
        raise DataError(
            f"{_PIXELS} has {len(pixel_rows)} rows and {_VOTES} {len(vote_rows)}: "
            "they must correspond row by row. Use the original files."
        )
    found: dict[str, list[_Face]] = {split: [] for split in SPLITS}
    warnings: list[str] = []
    pairs = list(enumerate(zip(pixel_rows, vote_rows, strict=True), 1))
    for number, (pixels, votes) in tqdm(pairs, f"Reading {folder / _PIXELS}", unit="row"):
        cut = _PIXELS if pixels is None else _VOTES if votes is None else None
        if pixels is None or votes is None:
            warnings.append(f"row {number}: {cut} has too few columns there; the row is cut off")
            continue
        split = _USAGES.get(pixels["usage"].lower())
        if split is None or pixels["usage"].lower() != votes["usage"].lower():
            raise DataError(
                f"Row {number}: {_PIXELS} says Usage {pixels['usage']!r}, {_VOTES} "
                f"{votes['usage']!r}. The files must correspond row by row."
            )
        if votes["image name"]:
            counts = [votes[column.lower()] for column in VOTE_COLUMNS]
            image = _parse_pixels(pixels["pixels"])
            own_label = pixels.get("emotion")
            found[split].append(_Face(votes["image name"], image, counts, own_label))
        else:
            warnings.append(f"row {number}: no image name in {_VOTES} (FER+ dropped it)")
    splits = {split: _collect(faces, split, warnings) for split, faces in found.items()}
    return FerPlus(splits, tuple(warnings))


def _named_columns(
    path: Path, columns: tuple[str, ...], *, optional: tuple[str, ...] = ()
) -> list[dict[str, str] | None]:
    """Return the rows of a CSV file by column, in lower case; None for one that is cut off.

    Raises:
        DataError: The file lacks one of `columns`.
    """
    header, *rows = read_rows(path.read_bytes()) or [Row(1, [])]
    names = [cell.lower() for cell in header.cells]
    for column in columns:
        if column.lower() not in names:
            raise DataError(
                f"{path} lacks the column {column!r}; its first line is "
                f"{','.join(header.cells)[:80]!r}. Use the original file."
            )
    wanted = (*columns, *(column for column in optional if column.lower() in names))
    places = {column.lower(): names.index(column.lower()) for column in wanted}
    return [
        {name: row.cells[place] for name, place in places.items()}
        if len(row.cells) > max(places.values())
        else None
        for row in rows
    ]


def _parse_pixels(text: str) -> NDArray[np.uint8] | str:
    try:
        values = np.array(text.split(), np.int64)
    except (ValueError, OverflowError):
        return "pixels that are not numbers"
    if len(values) != SIZE * SIZE:
        return f"{len(values)} pixels instead of {SIZE * SIZE}"
    if values.min() < 0 or values.max() > 255:
        return "pixels outside 0..255"
    return values.astype(np.uint8).reshape(SIZE, SIZE)


def _parse_votes(cells: list[str]) -> list[int] | None:
    """Return the counts; None where a cell is none. Spreadsheets may have made "8.0" of an 8."""
    try:
        counts = [float(cell) for cell in cells]
    except ValueError:
        return None
    if not all(count.is_integer() and 0 <= count <= 255 for count in counts):
        return None
    return [int(count) for count in counts]


def _collect(faces: Iterable[_Face], where: str, warnings: list[str]) -> Faces:
    images, votes, names, own_labels = [], [], [], []
    before = len(warnings)
    for name, image, cells, own_label in faces:
        counts = _parse_votes(cells)
        if isinstance(image, str):
            warnings.append(f"{where}/{name}: {image}")
        elif image.shape != (SIZE, SIZE):
            height, width = image.shape
            warnings.append(f"{where}/{name}: {width}x{height} pixels instead of {SIZE}x{SIZE}")
        elif counts is None:
            warnings.append(f"{where}/{name}: votes that are no counts: {','.join(cells)}")
        else:
            images.append(image)
            votes.append(counts)
            names.append(name)
            own = None if own_label is None else labels.own_label(own_label)
            own_labels.append(labels.EXCLUDED if own is None else own)
            if own_label is not None and own is None:
                warnings.append(
                    f"{where}/{name}: own label {own_label!r} is none of FER2013's; not used"
                )
    if not images:
        problems = warnings[before:] or warnings[-1:] or ["no rows"]
        raise DataError(f"{where} holds no usable face. First problem: {problems[0]}")
    known = any(label != labels.EXCLUDED for label in own_labels)
    return Faces(
        np.stack(images),
        np.array(votes, np.uint8),
        tuple(names),
        np.array(own_labels, np.int8) if known else None,
    )
