"""Measures where FER+ has the face, and which rule brings a detected face nearest to its framing.

The constants of the manifest's alignment come from here: python -m training alignment.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from server.faces.detector import Detector
from server.faces.geometry import Square
from server.faces.recognition import MODELS
from server.faces.sampling import Pyramid
from training.data import dataset
from training.data.dataset import SIZE

MIN_SCORE = 0.5
SURROUNDINGS = 1.5
"""Side of the square that is searched, in sides of the picture; beyond the picture it is black."""

KEYPOINTS = ("left eye", "right eye", "nose", "mouth", "left ear", "right ear")

Places = NDArray[np.float64]


class Detections(NamedTuple):
    """Detected faces in coordinates of their picture, 0..1.

    Attributes:
        boxes: Centre x, centre y and side of each box, shape [n, 3].
        keypoints: Shape [n, 6, 2], in the order of `KEYPOINTS`, as seen in the picture.
    """

    boxes: Places
    keypoints: Places


class Rule(NamedTuple):
    """A crop from a box and its keypoints, and how far its corners are from FER+'s own.

    The crop's centre is the keypoints' mean, moved down by `centre_shift` box sides; its side is
    `side` box sides. `rms` is that distance across or down, in pixels of 48.
    """

    centre_shift: float
    side: float
    rms: float


def measure_alignment(data: Path, count: int) -> None:
    """Detect `count` training faces of the prepared file and print what fits them.

    Raises:
        DataError: There is no prepared file.
    """
    images = dataset.load(data)["train"].images
    chosen = np.random.default_rng(0).permutation(len(images))[:count]
    faces = detect(images[chosen])
    rule = best_rule(faces)
    print(f"Found {len(faces.boxes)} of {len(chosen)} faces. Their means, 0..1 of the picture:")
    x, y, side = faces.boxes.mean(axis=0)
    print(f"  box       centre ({x:.3f}, {y:.3f}), side {side:.3f}")
    for name, (x, y) in zip(KEYPOINTS, faces.keypoints.mean(axis=0), strict=True):
        print(f"  {name:9} ({x:.3f}, {y:.3f})")
    print(
        f"Best rule: centre = the keypoints' mean, {rule.centre_shift:+.3f} box sides downwards; "
        f"side = {rule.side:.3f} box sides; corners off by {rule.rms:.1f} of "
        f"{SIZE} px across and down (rms)."
    )
    print(f"Similarity from the eyes instead: {eye_rule_rms(faces):.1f} px.")


def detect(images: NDArray[np.uint8]) -> Detections:
    """Return the surest face in each of `images`, shape [n, 48, 48], where there is one."""
    detector = Detector(MODELS / "detector.tflite")
    margin = (SURROUNDINGS - 1) / 2 * SIZE
    square = Square(-margin, -margin, SURROUNDINGS * SIZE)
    boxes, keypoints = [], []
    for image in tqdm(images, "Finding faces", unit="face"):
        picture = Pyramid(np.repeat(image[..., None], 3, axis=-1))
        for face in detector.detect(picture, square, MIN_SCORE)[:1]:
            around = face.box.around(1)
            centre_x, centre_y = around.x + around.side / 2, around.y + around.side / 2
            boxes.append((centre_x, centre_y, around.side))
            keypoints.append(face.keypoints)
    return Detections(np.array(boxes) / SIZE, np.array(keypoints) / SIZE)


def best_rule(faces: Detections) -> Rule:
    """Return the rule whose crops are nearest to the whole picture, by least squares."""
    sides = faces.boxes[:, 2]
    means = faces.keypoints.mean(axis=1)
    shift = float((sides * (0.5 - means[:, 1])).sum() / (sides**2).sum())
    side = float(sides.sum() / (sides**2).sum())
    centres = means + np.stack([np.zeros_like(sides), shift * sides], axis=1)
    # A corner is off by the centre's error and by half the side's.
    squares = (centres - 0.5) ** 2 + (side * sides[:, None] - 1) ** 2 / 4
    return Rule(shift, side, float(SIZE * np.sqrt(squares.mean())))


def eye_rule_rms(faces: Detections) -> float:
    """Return how far corners are off where the eyes alone place the crop, in pixels of 48."""
    eyes = faces.keypoints[:, :2, 0] + 1j * faces.keypoints[:, :2, 1]
    mean_eyes = eyes.mean(axis=0)
    # In complex numbers a similarity is z -> a z + b.
    a = (eyes[:, 1] - eyes[:, 0]) / (mean_eyes[1] - mean_eyes[0])
    b = eyes[:, 0] - a * mean_eyes[0]
    corners = np.array([0, 1, 1j, 1 + 1j])
    errors = np.abs(a[:, None] * corners + b[:, None] - corners)
    return float(SIZE * np.sqrt((errors**2).mean() / 2))
