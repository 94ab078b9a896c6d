"""How well faces of few pixels are read: `python -m bench.small_faces DATASET`.

From it comes the smallest face that the page names, `MIN_SIDE` in web/src/app/doubt.ts. FER+'s
valid faces (P1) are scaled down and up again, and read by the image API's own network.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from server.faces.manifests import read_manifests
from server.faces.recognition import Recogniser
from training.data import dataset
from training.evaluation.markdown import table
from training.evaluation.protocols import protocols

APP = Path(__file__).parents[1] / "web"
SIDES = (48, 40, 32, 28, 24, 20, 16, 12)
"""Pixels of a face's crop."""


def main(path: Path) -> None:
    """Print the share of right answers for each number of pixels."""
    manifests = read_manifests(APP / "public")
    recogniser = Recogniser(manifests)
    splits = dataset.load(path)
    labels = dict(protocols(splits, "valid"))["P1"]
    chosen = np.flatnonzero(labels >= 0)
    images = splits["valid"].images[chosen]
    expression = manifests.expression
    rows = []
    for side in SIDES:
        answers = np.stack([recogniser.classify(shrunk(image, side)) for image in images])
        right = answers.argmax(axis=1) == labels[chosen]
        ordered = np.sort(answers, axis=1)
        certain = ordered[:, -1] - ordered[:, -2] >= expression.certainty.lead
        rows.append(
            [
                str(side),
                f"{side / expression.alignment.side:.0f}",
                f"{right.mean():.1%}",
                f"{certain.mean():.1%}",
                f"{right[certain].mean():.1%}",
            ]
        )
    print(f"{len(images)} faces")
    print(table(["crop, pixels", "box, pixels", "right", "certain", "right of those"], rows))


def shrunk(face: NDArray[np.uint8], side: int) -> NDArray[np.float32]:
    """Return a face, uint8 of shape [48, 48], as float32 with the detail of `side` pixels."""
    small = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, face.shape, interpolation=cv2.INTER_LINEAR).astype(np.float32)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
