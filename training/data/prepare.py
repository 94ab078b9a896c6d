"""Turns the FER+ files into the prepared file, a report, and, on request, sorted folders."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from training.data import dataset, ferplus, labels, leaks
from training.data.dataset import Faces
from training.data.labels import EMOTIONS, VOTE_COLUMNS
from training.errors import DataError
from training.evaluation import plots

_SHOWN_WARNINGS = 20


def prepare(source: Path, out: Path, sorted_folder: Path | None) -> None:
    """Read FER+ from `source` and write `out`, its report and, if given, `sorted_folder`.

    The report stands beside `out`: report.json, distribution.png and, if anything was left out,
    warnings.txt.

    Raises:
        DataError: The source cannot be used, or there is no place for what is written.
    """
    _check_places(out, sorted_folder)
    data = ferplus.read(source)
    dataset.save(data.splits, out)
    counts = {split: label_counts(faces) for split, faces in data.splits.items()}
    copies = len(data.splits["train"]) - len(leaks.training_faces(data.splits))
    report = {
        "faces": {split: len(faces) for split, faces in data.splits.items()},
        "by_plurality": counts,
        "majority_protocol_P1": {
            split: int((labels.majority_labels(faces.votes) != labels.EXCLUDED).sum())
            for split, faces in data.splits.items()
        },
        "own_labels_of_FER2013": {
            split: 0
            if faces.own_labels is None
            else int((faces.own_labels != labels.EXCLUDED).sum())
            for split, faces in data.splits.items()
        },
        "training_copies_of_held_out_faces": copies,
        "warnings": len(data.warnings),
    }
    (out.parent / "report.json").write_text(json.dumps(report, indent=2) + "\n")
    plots.distribution(counts, out.parent / "distribution.png")
    _print_report(counts, copies)
    _report_warnings(data.warnings, out.parent / "warnings.txt")
    print(f"Wrote {out}, report.json and distribution.png beside it.")
    if sorted_folder:
        _write_sorted(data.splits, sorted_folder)


def _check_places(out: Path, sorted_folder: Path | None) -> None:
    """Refuse before minutes of reading what could not be written after them."""
    if out.is_dir():
        raise DataError(f"{out} is a folder. Give --out the name of a file, such as faces.npz.")
    if sorted_folder is None:
        return
    if sorted_folder.is_file():
        raise DataError(f"{sorted_folder} is a file. Name a new folder for --sorted.")
    if sorted_folder.is_dir() and any(sorted_folder.iterdir()):
        raise DataError(f"{sorted_folder} is not empty. Name a new folder for --sorted.")


def label_counts(faces: Faces) -> dict[str, int]:
    """Return how many faces each of the ten vote columns wins, by plurality of the raw votes."""
    wins = np.bincount(faces.votes.argmax(axis=1), minlength=len(VOTE_COLUMNS))
    return {column: int(count) for column, count in zip(VOTE_COLUMNS, wins, strict=True)}


def _print_report(counts: dict[str, dict[str, int]], copies: int) -> None:
    print(f"\n{'':10}" + "".join(f"{split:>8}" for split in counts))
    for column in VOTE_COLUMNS:
        print(f"{column:10}" + "".join(f"{by_label[column]:8}" for by_label in counts.values()))
    totals = (sum(by_label.values()) for by_label in counts.values())
    print(f"{'all':10}" + "".join(f"{total:8}" for total in totals))
    print(
        f"\n{copies} training faces are pixel copies of a valid or test face; fit leaves them out."
    )


def _report_warnings(warnings: tuple[str, ...], path: Path) -> None:
    path.unlink(missing_ok=True)
    if not warnings:
        return
    path.write_text("\n".join(warnings) + "\n")
    print(f"Warnings: {len(warnings)}, about rows or images. All are in {path}:")
    for warning in warnings[:_SHOWN_WARNINGS]:
        print(f"  {warning}")
    if len(warnings) > _SHOWN_WARNINGS:
        print(f"  ... and {len(warnings) - _SHOWN_WARNINGS} more")


def _write_sorted(splits: dict[str, Faces], folder: Path) -> None:
    """Write folder/SPLIT/EMOTION/NAME.png; faces without a plurality emotion are counted."""
    left_out = 0
    for split, faces in splits.items():
        for emotion in EMOTIONS:
            (folder / split / emotion).mkdir(parents=True)
        chosen = labels.plurality_labels(faces.votes)
        rows = list(zip(faces.images, chosen, faces.names, strict=True))
        for image, label, name in tqdm(rows, f"Sorting {split}", unit="face"):
            if label == labels.EXCLUDED:
                left_out += 1
            else:
                path = folder / split / EMOTIONS[label] / Path(name).with_suffix(".png").name
                if not cv2.imwrite(str(path), image):
                    raise DataError(f"{path} could not be written. Is the disk full?")
    print(f"Wrote {folder}; {left_out} faces have no emotion as their plurality and are in none.")
