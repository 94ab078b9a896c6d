"""Faces that may be published: a portrait in many variations, and drawings of each emotion.

They stand in for camera faces where FER+ may not be shown or may be absent: for parity, and as
the golden samples that the app carries. All are 48x48 luma, framed as the training faces are.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from skimage import data

from export.drawing import CANVAS, EXPRESSIONS, Image, draw, varied
from training.ferplus import SIZE

_PHOTOGRAPHED = 120
_DRAWN = 120
_SEED = 48

# The alignment rule applied to what BlazeFace finds in the portrait, in pixels.
_FACE_CENTRE = (224.7, 114.8)
_FACE_SIDE = 116.9


def portrait() -> Image:
    """Return a photograph in the public domain (NASA), shape [512, 512, 3], RGB."""
    image: Image = data.astronaut()  # type: ignore[no-untyped-call]
    return image


def published_faces() -> Image:
    """Return the same 240 faces every time, shape [240, 48, 48]; the first is the portrait's."""
    rng = np.random.default_rng(_SEED)
    luma = np.asarray(cv2.cvtColor(portrait(), cv2.COLOR_RGB2GRAY), np.uint8)
    faces = [_photograph(luma, (0, 0), scale=1, degrees=0, mirrored=False)]
    for _ in range(_PHOTOGRAPHED - 1):
        shift = rng.normal(0, 0.03, 2)
        scale, degrees = rng.uniform(0.85, 1.2), rng.normal(0, 8)
        face = _photograph(luma, shift, scale, degrees, mirrored=rng.random() < 0.5)
        faces.append(_degraded(face, rng))
    for index in range(_DRAWN):
        expression = varied(EXPRESSIONS[index % len(EXPRESSIONS)], rng)
        faces.append(_degraded(_minified(draw(expression, rng)), rng))
    return np.stack(faces)


def _photograph(
    luma: Image, shift: npt.ArrayLike, scale: float, degrees: float, *, mirrored: bool
) -> Image:
    side = _FACE_SIDE * scale
    centre = np.asarray(_FACE_CENTRE) + np.asarray(shift) * _FACE_SIDE
    to_canvas = cv2.getRotationMatrix2D(tuple(centre), degrees, CANVAS / side)
    to_canvas[:, 2] = to_canvas[:, 2] + CANVAS / 2 - centre
    face = np.asarray(
        cv2.warpAffine(luma, to_canvas, (CANVAS, CANVAS), borderMode=cv2.BORDER_REPLICATE), np.uint8
    )
    return _minified(face[:, ::-1] if mirrored else face)


def _minified(face: npt.NDArray[np.uint8]) -> Image:
    return np.asarray(cv2.resize(face, (SIZE, SIZE), interpolation=cv2.INTER_AREA), np.uint8)


def _degraded(face: Image, rng: np.random.Generator) -> Image:
    """Apply what a camera does: another exposure, blur and noise."""
    blurred = cv2.GaussianBlur(face.astype(np.float64), (0, 0), rng.uniform(0.1, 1.2))
    exposed = blurred * rng.uniform(0.5, 1.3) + rng.uniform(-20, 20)
    noisy = exposed + rng.normal(0, rng.uniform(0, 10), face.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
