"""LFW with expressions: an open set to choose by and to test on, never to train on.

Pictures: Huang et al., 2007, http://vis-www.cs.umass.edu/lfw, the folder images_deepfunneled.
Labels: a CSV file with the columns "file" and "emotion", one person's opinion. Faces are found and
cropped as the app does it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from server.faces.detector import Detector
from server.faces.follow import Follow
from server.faces.manifests import read_manifests
from server.faces.photo import PhotoFace, find_faces
from server.faces.recognition import DETECTOR, FOLLOW, MODELS
from training.data.labels import EMOTIONS, EXCLUDED
from training.data.table import read_rows
from training.errors import DataError

DEV_SHARE = 0.4
"""Share of the people whose faces choose (dev); those of the others test, once."""

_MANIFESTS = Path("web/public")
_NOT_FOUND = np.zeros((48, 48), np.uint8)


@dataclass(frozen=True)
class LfwFaces:
    """The faces of one part, dev or test.

    Attributes:
        images: uint8 luma, shape [n, 48, 48]; black where no face was found.
        labels: The emotion, 0..7, shape [n].
        found: Whether the app found a face, shape [n].
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    found: NDArray[np.bool_]


def part_of(file: str) -> str:
    """Return "dev" or "test": the same for all pictures of a person, on every machine.

    Args:
        file: The picture's name, PERSON_NUMBER.jpg.
    """
    digest = hashlib.sha256(_person(file).encode()).digest()
    return "dev" if int.from_bytes(digest[:8], "big") < DEV_SHARE * 2**64 else "test"


def prepare_lfw(pictures: Path, labels: Path, out: Path, *, part: str) -> None:
    """Find the faces of one part and write them to `out`.

    Args:
        pictures: images_deepfunneled, a folder a person.
        labels: The labels' CSV file.
        out: The file to write.
        part: "dev" or "test".

    Raises:
        DataError: There are no pictures or no usable labels.
    """
    rows = [row for row in read_labels(labels) if part_of(row[0]) == part]
    if not any((pictures / _person(file) / file).is_file() for file, _ in rows):
        raise DataError(f"{pictures} holds none of the pictures in {labels}, as PERSON/FILE.")
    manifests = read_manifests(_MANIFESTS)
    detector = Detector(MODELS / DETECTOR)
    follow = Follow(manifests.follow, MODELS / FOLLOW)
    images = []
    for file, _ in tqdm(rows, "Finding faces", unit="picture"):
        image = cv2.imread(str(pictures / _person(file) / file), cv2.IMREAD_COLOR_RGB)
        if image is None:
            raise DataError(f"{pictures / _person(file) / file} cannot be read as a picture.")
        pixels = np.asarray(image, np.uint8)
        face = central(find_faces(detector, follow, pixels, lambda: None), pixels.shape[1])
        images.append(_NOT_FOUND if face is None else np.rint(face.luma).astype(np.uint8))
    found = np.array([image is not _NOT_FOUND for image in images])
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_suffix(".partial.npz")
    np.savez(
        partial,
        images=np.stack(images),
        labels=np.array([label for _, label in rows], np.int64),
        found=found,
    )
    partial.replace(out)
    print(f"Wrote {out}: a face in {found.sum()} of {len(rows)} pictures of {part}.")


def read_labels(path: Path) -> list[tuple[str, int]]:
    """Return each file's name and emotion, 0..7.

    Raises:
        DataError: The file is absent, or has a row without a known emotion.
    """
    if not path.is_file():
        raise DataError(f"{path} does not exist. Give the CSV file with LFW's expressions.")
    labels = []
    for line, cells in read_rows(path.read_bytes())[1:]:
        emotion = EMOTIONS.index(cells[1]) if cells[1:2] and cells[1] in EMOTIONS else EXCLUDED
        if emotion == EXCLUDED:
            raise DataError(f"{path}, line {line}: no emotion in {','.join(cells)[:80]!r}.")
        labels.append((cells[0], emotion))
    return labels


def load_lfw(path: Path) -> LfwFaces:
    """Read what `prepare_lfw` wrote.

    Raises:
        DataError: The file is absent or another one.
    """
    if not path.is_file():
        raise DataError(f"{path} does not exist. Make it with: python -m training prepare-lfw")
    try:
        with np.load(path) as arrays:
            return LfwFaces(arrays["images"], arrays["labels"], arrays["found"])
    except (KeyError, ValueError, OSError) as error:
        raise DataError(f"{path} is no LFW file ({error}). Run prepare-lfw again.") from error


def central(faces: list[PhotoFace], width: int) -> PhotoFace | None:
    """Return the face nearest to the middle of a square picture: the one that LFW is about."""

    def distance(face: PhotoFace) -> float:
        box = face.detection.box
        middle = width / 2
        return (box.x + box.width / 2 - middle) ** 2 + (box.y + box.height / 2 - middle) ** 2

    return min(faces, key=distance, default=None)


def _person(file: str) -> str:
    return file.rpartition("_")[0]
