"""Finds the faces in one square of a picture with BlazeFace.

The network and its decoding are those of MediaPipe's face_detection_short_range. The page runs the
same in web/src/vision/faces.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from server.faces.geometry import Box, Square, iou
from server.faces.sampling import Pyramid
from server.faces.tflite import Network

INPUT_SIZE = 128
SAME_FACE_IOU = 0.3


@dataclass(frozen=True)
class Detection:
    """A face: score 0..1, box, and [6, 2] keypoints (x, y) in BlazeFace order."""

    score: float
    box: Box
    keypoints: NDArray[np.float64]


class Detector:
    """Finds faces.

    Args:
        model: the .tflite file: input [1, 128, 128, 3] in -1..1, outputs [1, 896, 16] regressors
            and [1, 896, 1] logits.
    """

    def __init__(self, model: Path) -> None:
        self._network = Network(model)

    def detect(self, picture: Pyramid, square: Square, min_score: float) -> list[Detection]:
        """Return the faces in `square`, the surest first, in pixels of the picture.

        Args:
            picture: where to look.
            square: which part of it; what lies outside the picture is black.
            min_score: 0..1; faces below it are left out.
        """
        sampled = picture.sample(square, INPUT_SIZE)
        outputs = self._network.run((sampled / 127.5 - 1)[None])
        regressors = next(value for value in outputs.values() if value.shape[-1] == 16)[0]
        logits = next(value for value in outputs.values() if value.shape[-1] == 1)[0, :, 0]
        return [_place(face, square) for face in merge(decode(regressors, logits, min_score))]


def anchors() -> NDArray[np.float64]:
    """Return the anchor centres, [896, 2] (x, y) in 0..1: 16x16 cells by 2, then 8x8 by 6."""
    grids = []
    for cells, per_cell in ((16, 2), (8, 6)):
        centres = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(centres, centres, indexing="ij")
        grids.append(np.repeat(np.stack([x, y], axis=-1).reshape(-1, 2), per_cell, axis=0))
    return np.concatenate(grids)


ANCHORS = anchors()


def decode(
    regressors: NDArray[np.float32], logits: NDArray[np.float32], min_score: float
) -> list[Detection]:
    """Turn the network's outputs, [896, 16] and [896], into faces in units of its input, 0..1."""
    detections = []
    for index in np.flatnonzero(logits >= math.log(min_score / (1 - min_score))):
        points = regressors[index].astype(np.float64).reshape(8, 2) / INPUT_SIZE
        width, height = points[1].tolist()
        if width > 0 and height > 0:
            x, y = (points[0] + ANCHORS[index]).tolist()
            box = Box(x - width / 2, y - height / 2, width, height)
            score = 1 / (1 + math.exp(-float(logits[index])))
            detections.append(Detection(score, box, points[2:] + ANCHORS[index]))
    return detections


def merge(detections: list[Detection]) -> list[Detection]:
    """Make one face of each group that overlaps its surest member.

    It is the group's score-weighted mean, with the best score (BlazeFace, arXiv:1907.05047,
    section 3.4).
    """
    rest = sorted(detections, key=lambda detection: -detection.score)
    merged = []
    while rest:
        best = rest[0]
        group = [face for face in rest if face is best or iou(best.box, face.box) > SAME_FACE_IOU]
        rest = [face for face in rest if all(face is not member for member in group)]
        merged.append(_weighted_mean(group))
    return merged


def keep_best(detections: list[Detection]) -> list[Detection]:
    """Return the surest detection of each face, the surest first.

    Detections come from several squares. Of those that overlap by an IoU over .3, one stays.
    """
    kept: list[Detection] = []
    for detection in sorted(detections, key=lambda detection: -detection.score):
        if all(iou(other.box, detection.box) <= SAME_FACE_IOU for other in kept):
            kept.append(detection)
    return kept


def _weighted_mean(group: list[Detection]) -> Detection:
    weights = np.array([face.score for face in group])
    boxes = np.array([(f.box.x, f.box.y, f.box.width, f.box.height) for f in group])
    keypoints = np.stack([face.keypoints for face in group])
    return Detection(
        group[0].score,
        Box(*np.average(boxes, axis=0, weights=weights).tolist()),
        np.average(keypoints, axis=0, weights=weights),
    )


def _place(face: Detection, square: Square) -> Detection:
    box = Box(
        square.x + face.box.x * square.side,
        square.y + face.box.y * square.side,
        face.box.width * square.side,
        face.box.height * square.side,
    )
    origin = np.array([square.x, square.y])
    return Detection(face.score, box, origin + face.keypoints * square.side)
