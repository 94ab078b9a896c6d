"""Pictures without a face, and what the app's detector takes for one in them.

`FOLDER/pictures/CATEGORY/NAME.jpg` and `FOLDER/index.csv` (file, category, source) hold them.
Pictures whose name's SHA-256 is divisible by 5 belong to the benchmark and are never read here.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from server.faces.alignment import ALIGNMENT, Crop, crop_of
from server.faces.detector import Detection, Detector
from server.faces.geometry import tiles, whole
from server.faces.recognition import MODELS
from server.faces.sampling import Pyramid
from training.data.photos import digest
from training.errors import DataError

Image = NDArray[np.uint8]

MIN_SCORE = 0.3
REGION = 2.0
MIN_TILE = 100
MOST = 6
"""Most false faces kept of one view of a picture, the surest first."""
LOOKS = 8
"""Most finds that are looked at again."""

WITH_EYES = ("animals", "pets", "lookalikes")


@dataclass(frozen=True)
class Faceless:
    """A picture without a human face."""

    name: str
    category: str
    path: Path


def faceless_pictures(folder: Path) -> list[Faceless]:
    """Return the pictures that may be trained on. Statues of people are left out: they may pass.

    Raises:
        DataError: the index is absent.
    """
    index = folder / "index.csv"
    if not index.is_file():
        raise DataError(f"{index} is absent: pictures without a face are needed.")
    with index.open(newline="") as file:
        rows = list(csv.DictReader(file))
    pictures = []
    for row in rows:
        path = folder / "pictures" / row["file"]
        if digest(path.name) % 5 != 0 and not _shows_a_statue(row):
            pictures.append(Faceless(path.name, row["category"], path))
    return pictures


def _shows_a_statue(row: dict[str, str]) -> bool:
    if row["category"] != "lookalikes":
        return False
    drawn = ("garfield", "snoopy", "Playing", "Tutorial-Train", "Deep_Learning_GAN", "pokemon")
    return not any(word in row["source"] for word in drawn)


def read(path: Path) -> Image:
    """Read a picture as RGB."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise DataError(f"{path} is no picture that can be read.")
    return np.ascontiguousarray(picture[..., ::-1])


class Miner:
    """Looks for faces as the live search does, but believes much more."""

    def __init__(self) -> None:
        self._detector = Detector(MODELS / "detector.tflite")

    def false_faces(self, picture: Image) -> list[tuple[float, Crop]]:
        """Return score and aligned crop of whatever scores `MIN_SCORE` or more, surest first.

        The whole picture, then tiles of a half, then the square around each find.
        """
        pyramid = Pyramid(picture)
        width, height = pyramid.size
        half = max(width, height) / 2
        squares = [whole(width, height)]
        if half >= MIN_TILE:
            squares += tiles(width, height, half)
        first = [
            face for square in squares for face in self._detector.detect(pyramid, square, MIN_SCORE)
        ]
        first = sorted(first, key=lambda face: -face.score)[:LOOKS]
        found: list[tuple[float, Crop]] = []
        for face in first:
            found.append((face.score, self._crop(face)))
            seen = self._detector.detect(pyramid, face.box.around(REGION), MIN_SCORE)
            found += [(again.score, self._crop(again)) for again in seen[:2]]
        return _different(sorted(found, key=lambda pair: -pair[0]))[:MOST]

    def _crop(self, face: Detection) -> Crop:
        return crop_of(face.box.width, face.box.height, face.keypoints, ALIGNMENT)


def _different(found: list[tuple[float, Crop]]) -> list[tuple[float, Crop]]:
    """Leave out crops that are nearly the same as a surer one."""
    kept: list[tuple[float, Crop]] = []
    for score, crop in found:
        if all(_apart(crop, other) for _, other in kept):
            kept.append((score, crop))
    return kept


def _apart(a: Crop, b: Crop) -> bool:
    distance = math.hypot(a.centre_x - b.centre_x, a.centre_y - b.centre_y)
    return distance > 0.08 * b.side or abs(math.log2(a.side / b.side)) > 0.15


def views(one: Faceless, picture: Image, random: np.random.Generator) -> Iterator[Image]:
    """Yield the picture; of what has eyes also its mirror image, leaning and of another size."""
    yield picture
    if one.category not in WITH_EYES:
        return
    height, width = picture.shape[:2]
    angle = random.uniform(8, 25) * random.choice([-1, 1])
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, random.uniform(0.8, 1.2))
    mirrored = np.ascontiguousarray(picture[:, ::-1])
    leaning = cv2.warpAffine(mirrored, matrix, (width, height), flags=cv2.INTER_LINEAR)
    yield np.asarray(leaning, np.uint8)


def random_crops(picture: Image, count: int, random: np.random.Generator) -> list[Crop]:
    """Return crops anywhere in the picture, from a sixth of its shorter side to the whole."""
    height, width = picture.shape[:2]
    crops = []
    for _ in range(count):
        side = min(width, height) * 2 ** random.uniform(-2.6, 0)
        crops.append(
            Crop(
                random.uniform(side / 4, width - side / 4),
                random.uniform(side / 4, height - side / 4),
                side,
                math.radians(random.normal(0, 5)),
            )
        )
    return crops
