"""Turns the FER+ files into the prepared file, a report, and, on request, sorted folders."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np

from training import ferplus, plots, prepared, targets
from training.emotions import EMOTIONS, VOTE_COLUMNS
from training.ferplus import Faces
from training.progress import progress

_SHOWN_WARNINGS = 20


def prepare(source: Path, out: Path, sorted_folder: Path | None) -> None:
    """Read FER+ from `source` and write `out`, its report and, if given, `sorted_folder`.

    The report stands beside `out`: report.json, distribution.png and, if anything was left out,
    warnings.txt.

    Raises:
        DataError: The source cannot be used, or `sorted_folder` is not empty.
    """
    if sorted_folder and sorted_folder.exists() and any(sorted_folder.iterdir()):
        raise ferplus.DataError(f"{sorted_folder} is not empty. Name a new folder for --sorted.")
    data = ferplus.read(source)
    prepared.save(data.splits, out)
    counts = {split: label_counts(faces) for split, faces in data.splits.items()}
    leaks = len(data.splits["train"]) - len(prepared.without_leaks(data.splits))
    report = {
        "faces": {split: len(faces) for split, faces in data.splits.items()},
        "by_plurality": counts,
        "majority_protocol_P1": {
            split: int((targets.majority_labels(faces.votes) != targets.EXCLUDED).sum())
            for split, faces in data.splits.items()
        },
        "training_copies_of_held_out_faces": leaks,
        "warnings": len(data.warnings),
    }
    (out.parent / "report.json").write_text(json.dumps(report, indent=2) + "\n")
    plots.distribution(counts, out.parent / "distribution.png")
    _print_report(counts, leaks)
    _report_warnings(data.warnings, out.parent / "warnings.txt")
    print(f"Wrote {out}, report.json and distribution.png beside it.")
    if sorted_folder:
        _write_sorted(data.splits, sorted_folder)


def label_counts(faces: Faces) -> dict[str, int]:
    """Return how many faces each of the ten vote columns wins, by plurality of the raw votes."""
    wins = np.bincount(faces.votes.argmax(axis=1), minlength=len(VOTE_COLUMNS))
    return {column: int(count) for column, count in zip(VOTE_COLUMNS, wins, strict=True)}


def _print_report(counts: dict[str, dict[str, int]], leaks: int) -> None:
    print(f"\n{'':10}" + "".join(f"{split:>8}" for split in counts))
    for column in VOTE_COLUMNS:
        print(f"{column:10}" + "".join(f"{by_label[column]:8}" for by_label in counts.values()))
    totals = (sum(by_label.values()) for by_label in counts.values())
    print(f"{'all':10}" + "".join(f"{total:8}" for total in totals))
    print(
        f"\n{leaks} training faces are pixel copies of a valid or test face; fit leaves them out."
    )


def _report_warnings(warnings: tuple[str, ...], path: Path) -> None:
    path.unlink(missing_ok=True)
    if not warnings:
        return
    path.write_text("\n".join(warnings) + "\n")
    print(f"{len(warnings)} rows or images were left out; all are named in {path}:")
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
        labels = targets.plurality_labels(faces.votes)
        rows = list(zip(faces.images, labels, faces.names, strict=True))
        for image, label, name in progress(rows, f"Sorting {split}", "face"):
            if label == targets.EXCLUDED:
                left_out += 1
            else:
                path = folder / split / EMOTIONS[label] / Path(name).with_suffix(".png").name
                if not cv2.imwrite(str(path), image):
                    raise ferplus.DataError(f"{path} could not be written. Is the disk full?")
    print(f"Wrote {folder}; {left_out} faces have no emotion as their plurality and are in none.")
