"""Faces that may be published: one portrait in many variations, and drawings of each emotion.

Exported networks are compared on them, and the golden samples are chosen from them. FER+ may not be
published. All are 48x48 luma, framed as the training faces are.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from skimage import data

from export.samples.drawing import CANVAS, EXPRESSIONS, Image, draw, varied
from training.data.dataset import SIZE

_PHOTOGRAPHED = 120
_DRAWN = 120
_SEED = 48

# Where the manifest's alignment puts the crop of the portrait's face, in pixels.
_FACE_CENTRE = (224.7, 114.8)
_FACE_SIDE = 116.9


def portrait() -> Image:
    """Return a photograph in the public domain (NASA), shape [512, 512, 3], RGB."""
    image: Image = data.astronaut()  # type: ignore[no-untyped-call]
    return image


def published_faces() -> Image:
    """Return the same 240 faces each time, shape [240, 48, 48], 0..255; the portrait is first."""
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


def lightened(crops: Image) -> Image:
    """Return crops [n, size, size] in few bytes: blurred, every sixteenth grey level only.

    Golden samples are loaded with the page. A network gives to these as clear answers.
    """
    return np.stack([cv2.GaussianBlur(crop, (0, 0), 1.5) // 16 * 16 for crop in crops])


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
    """Return `face` with another exposure, blur and noise, as cameras give it."""
    blurred = cv2.GaussianBlur(face.astype(np.float64), (0, 0), rng.uniform(0.1, 1.2))
    exposed = blurred * rng.uniform(0.5, 1.3) + rng.uniform(-20, 20)
    noisy = exposed + rng.normal(0, rng.uniform(0, 10), face.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
