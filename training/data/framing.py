"""Where a face truly is: what the app's detector says of many views of it, on average.

One answer of BlazeFace is off by some per cent of the face's side, and differently in each view.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from server.faces.alignment import ALIGNMENT, Crop, crop_of
from server.faces.detector import INPUT_SIZE, Detection, decode, merge
from server.faces.recognition import MODELS
from server.faces.tflite import Network

Image = NDArray[np.uint8]

VIEWS = 4
MIN_VIEWS = 4
MIN_SCORE = 0.4
MAX_SPREAD = 0.07
"""Largest standard deviation of the crop's centre over the views, in crop sides."""

_MIRRORED = [1, 0, 2, 3, 5, 4]
_SHARP = 192
"""Pixels to which the face's surroundings are scaled before they are turned."""


@dataclass(frozen=True)
class _View:
    """One look at a face: `matrix` maps the picture to the detector's input; maybe mirrored."""

    matrix: NDArray[np.float64]
    mirrored: bool


class Framer:
    """Finds the true frame of faces."""

    def __init__(self) -> None:
        self._network = Network(MODELS / "detector.tflite")

    def frame(self, picture: Image, face: Detection, random: np.random.Generator) -> Crop | None:
        """Return the face's frame: the aligned crop, turned by the whole roll of the eye line.

        None where too few views show the face, or they disagree.

        Args:
            picture: RGB [height, width, 3].
            face: where a face was seen in it.
            random: decides the views.
        """
        around = face.box.around(2.2)
        scale = _SHARP / around.side
        left, top = math.floor(around.x), math.floor(around.y)
        side = math.ceil(around.side)
        region = _cut(picture, left - side // 4, top - side // 4, side + side // 2)
        smooth = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        scaled = cv2.resize(region, None, fx=scale, fy=scale, interpolation=smooth)
        middle = np.array([around.x + around.side / 2, around.y + around.side / 2])
        origin = np.array([left - side // 4, top - side // 4])
        boxes, points = [], []
        for number in range(VIEWS):
            view = _view((middle - origin) * scale, random, mirrored=number % 2 == 1)
            seen = self._look(np.asarray(scaled, np.uint8), view)
            if seen is not None:
                box, keypoints = seen
                boxes.append(box / scale)
                points.append(keypoints / scale + origin)
        if len(boxes) < MIN_VIEWS:
            return None
        centres = np.array([each.mean(axis=0) for each in points])
        box = float(np.median(boxes))
        if centres.std(axis=0).max() > MAX_SPREAD * box:
            return None
        keypoints = np.mean(points, axis=0)
        crop = crop_of(box, box, keypoints, ALIGNMENT)
        right, down = keypoints[1] - keypoints[0]
        return replace(crop, angle=math.atan2(down, right))

    def _look(self, region: Image, view: _View) -> tuple[float, NDArray[np.float64]] | None:
        size = (INPUT_SIZE, INPUT_SIZE)
        seen = cv2.warpAffine(region, view.matrix, size, flags=cv2.INTER_LINEAR)
        outputs = self._network.run((seen / np.float32(127.5) - 1)[None].astype(np.float32))
        regressors = next(value for value in outputs.values() if value.shape[-1] == 16)[0]
        logits = next(value for value in outputs.values() if value.shape[-1] == 1)[0, :, 0]
        faces = merge(decode(regressors, logits, MIN_SCORE))
        if not faces:
            return None
        face = min(faces, key=lambda face: float(np.abs(face.keypoints.mean(axis=0) - 0.5).max()))
        inverse = cv2.invertAffineTransform(view.matrix)
        points = face.keypoints * INPUT_SIZE @ inverse[:, :2].T + inverse[:, 2]
        if view.mirrored:
            points = points[_MIRRORED]
        shrink = math.sqrt(abs(float(np.linalg.det(inverse[:, :2]))))
        return (face.box.width + face.box.height) / 2 * INPUT_SIZE * shrink, points


def _view(middle: NDArray[np.float64], random: np.random.Generator, *, mirrored: bool) -> _View:
    angle = math.radians(random.uniform(-8, 8))
    zoom = INPUT_SIZE / _SHARP * 2 ** random.uniform(-0.3, 0.2)
    turn = zoom * np.array(
        [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    )
    if mirrored:
        turn = np.diag([-1.0, 1.0]) @ turn
    target = INPUT_SIZE * (0.5 + random.uniform(-0.08, 0.08, 2))
    return _View(np.column_stack([turn, target - turn @ middle]), mirrored)


def _cut(picture: Image, left: int, top: int, side: int) -> Image:
    """Return a square of the picture; black beyond it."""
    height, width = picture.shape[:2]
    square = np.zeros((side, side, 3), np.uint8)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + side, width), min(top + side, height)
    if x1 > x0 and y1 > y0:
        square[y0 - top : y1 - top, x0 - left : x1 - left] = picture[y0:y1, x0:x1]
    return square
