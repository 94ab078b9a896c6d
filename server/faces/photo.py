"""Finds all faces of a photo, small ones included.

The procedure is in contract/photo.md; the page follows it in web/src/vision/photo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from server.faces.alignment import align, crop_of, is_upright
from server.faces.detector import Detection, Detector, keep_best
from server.faces.follow import Follow
from server.faces.geometry import Square, iou, tiles, whole
from server.faces.sampling import Pyramid

FAR_SCORE = 0.5
CLOSE_SCORE = 0.75
FACE_PRESENCE = 0.8
"""The page's are in web/src/vision/thresholds.ts; tests/vectors/photo.json holds them together."""
MIN_TILE = 160
LONG = 2
LONG_TILE = 400
MAX_FACES = 100
REGION = 2.0


@dataclass(frozen=True)
class PhotoFace:
    """A face of a photo, and its crop: [size, size] BT.601 luma, 0..255."""

    detection: Detection
    luma: NDArray[np.float32]


def squares(width: int, height: int) -> list[Square]:
    """Return where to look for faces in a picture of this size, in pixels: step 1."""
    sides = _tile_sides(max(width, height), min(width, height))
    return [whole(width, height), *(tile for side in sides for tile in tiles(width, height, side))]


def _tile_sides(longer: int, shorter: int) -> list[float]:
    sides = [longer / 2, longer / 4]
    while longer > LONG * shorter and sides[-1] > LONG_TILE:
        sides.append(max(sides[-1] / 2, LONG_TILE))
    return [side for side in sides if side >= MIN_TILE]


def find_faces(
    detector: Detector, follow: Follow, pixels: NDArray[np.uint8], check: Callable[[], None]
) -> list[PhotoFace]:
    """Return a photo's faces from left to right.

    Args:
        detector: finds faces in a square.
        follow: confirms them.
        pixels: [height, width, 3] RGB, upright.
        check: called now and then; may raise to end the search.
    """
    faces = []
    for detection in _detect(detector, Pyramid(pixels), check):
        check()
        if is_upright(detection.keypoints):
            face = PhotoFace(detection, _crop(detection, follow, pixels))
            if follow.presence(face.luma) >= FACE_PRESENCE:
                faces.append(face)
    return sorted(faces[:MAX_FACES], key=lambda face: face.detection.box.x)


def _detect(detector: Detector, picture: Pyramid, check: Callable[[], None]) -> list[Detection]:
    """Steps 2 to 4: return what the detector takes for faces, the surest first."""
    candidates = []
    for square in squares(*picture.size):
        check()
        candidates += detector.detect(picture, square, FAR_SCORE)
    found = []
    for candidate in keep_best(candidates):
        check()
        found += _look_again(detector, picture, candidate)
    return keep_best(found)


def _look_again(detector: Detector, picture: Pyramid, candidate: Detection) -> list[Detection]:
    seen = detector.detect(picture, candidate.box.around(REGION), CLOSE_SCORE)
    overlapping = [face for face in seen if iou(face.box, candidate.box) > 0]
    return sorted(overlapping, key=lambda face: -iou(face.box, candidate.box))[:1]


def _crop(face: Detection, follow: Follow, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    alignment = follow.manifest.alignment
    crop = crop_of(face.box.width, face.box.height, face.keypoints, alignment)
    return align(pixels, crop, follow.manifest.input.size)
