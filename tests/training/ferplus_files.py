"""Small FER+-shaped data, made here: twelve faces a split, one emotion after the other."""

from __future__ import annotations

import csv
import os
import zipfile
from pathlib import Path

import cv2
import numpy as np

from training.data.dataset import SIZE, Faces
from training.data.labels import EMOTIONS, VOTE_COLUMNS

FERPLUS = Path(os.environ.get("FERPLUS", Path(__file__).parents[3] / "shared/data/ferplus"))
"""All of FER+; tests that need it skip where it is absent."""

OFFICIAL = {"train": "FER2013Train", "valid": "FER2013Valid", "test": "FER2013Test"}
USAGES = {"train": "Training", "valid": "PublicTest", "test": "PrivateTest"}
FACES_PER_SPLIT = 12


def splits(per_split: int = FACES_PER_SPLIT) -> dict[str, Faces]:
    """Make faces whose emotion shows as stripes: eight patterns that survive a shift."""
    random = np.random.default_rng(5)
    made = {}
    for index, split in enumerate(OFFICIAL):
        emotions = np.arange(per_split) % len(EMOTIONS)
        images = random.integers(0, 60, (per_split, SIZE, SIZE)).astype(np.uint8)
        for image, emotion in zip(images, emotions, strict=True):
            stripes = np.indices((SIZE, SIZE))[emotion % 2] // (2 + emotion // 2 * 2) % 2
            image[:] += (150 * stripes).astype(np.uint8)
        votes = np.zeros((per_split, len(VOTE_COLUMNS)), np.uint8)
        votes[np.arange(per_split), emotions] = 8
        votes[np.arange(per_split), (emotions + 1) % len(EMOTIONS)] = 2
        names = tuple(f"fer{index * per_split + face:07}.png" for face in range(per_split))
        made[split] = Faces(images, votes, names)
    return made


def write_official(folder: Path, faces: dict[str, Faces], *, zipped: bool) -> None:
    for split, name in OFFICIAL.items():
        part = folder / name
        part.mkdir(parents=True)
        with (part / "label.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            for votes, image_name in zip(faces[split].votes, faces[split].names, strict=True):
                writer.writerow([image_name, "(0, 0, 48, 48)", *votes])
        for image, image_name in zip(faces[split].images, faces[split].names, strict=True):
            cv2.imwrite(str(part / image_name), image)
        if zipped:
            with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
                for path in sorted(part.iterdir()):
                    archive.write(path, f"{name}/{path.name}")
                    path.unlink()
            part.rmdir()


def write_kaggle(folder: Path, faces: dict[str, Faces]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "fer2013.csv").open("w", newline="") as pixels_file,
        (folder / "fer2013new.csv").open("w", newline="") as votes_file,
    ):
        pixels_csv, votes_csv = csv.writer(pixels_file), csv.writer(votes_file)
        pixels_csv.writerow(["emotion", "pixels", "Usage"])
        votes_csv.writerow(["Usage", "Image name", *VOTE_COLUMNS])
        for split, usage in USAGES.items():
            rows = zip(faces[split].images, faces[split].votes, faces[split].names, strict=True)
            for image, votes, name in rows:
                pixels_csv.writerow([3, " ".join(map(str, image.ravel())), usage])
                votes_csv.writerow([usage, name, *votes])
