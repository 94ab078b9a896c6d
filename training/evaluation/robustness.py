"""What a camera does to a face, one thing at a time, to measure what each costs."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.dataset import SIZE

Image = NDArray[np.uint8]

_MIDDLE = ((SIZE - 1) / 2, (SIZE - 1) / 2)
_NOISE_SEED = 48


def disturbances() -> dict[str, Callable[[Image], Image]]:
    """Return by name what is done to a face, shape [48, 48]."""
    return {
        "cropped at 44": lambda face: _cropped(face, 44),
        "cropped at 42": lambda face: _cropped(face, 42),
        "cropped at 38": lambda face: _cropped(face, 38),
        "shifted by 3 across": lambda face: _warped(face, shift=(3, 0)),
        "shifted by 3 down": lambda face: _warped(face, shift=(0, 3)),
        "rolled by 15 degrees": lambda face: _warped(face, degrees=15),
        "half the resolution": _halved,
        "gamma 2": lambda face: _rounded(255 * (face / 255.0) ** 2),
        "noise of 10 levels": _noisy,
        "blurred by 1 pixel": lambda face: _typed(cv2.GaussianBlur(face, (0, 0), 1)),
        "JPEG 30": _compressed,
    }


def disturbed(images: Image, disturbance: Callable[[Image], Image]) -> Image:
    """Return `images`, shape [n, 48, 48], with `disturbance` done to each."""
    return np.stack([disturbance(image) for image in images])


def _cropped(face: Image, side: int) -> Image:
    border = (SIZE - side) // 2
    inner = face[border : border + side, border : border + side]
    return _typed(cv2.resize(inner, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR))


def _warped(face: Image, *, degrees: float = 0, shift: tuple[int, int] = (0, 0)) -> Image:
    matrix = cv2.getRotationMatrix2D(_MIDDLE, degrees, 1)
    matrix[:, 2] += shift
    return _typed(cv2.warpAffine(face, matrix, (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE))


def _halved(face: Image) -> Image:
    small = cv2.resize(face, (SIZE // 2, SIZE // 2), interpolation=cv2.INTER_AREA)
    return _typed(cv2.resize(small, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR))


def _noisy(face: Image) -> Image:
    # Seeded by the face itself, so that a face gets the same noise in every measurement.
    random = np.random.default_rng((_NOISE_SEED, int(face.sum())))
    return _rounded(face + random.normal(0, 10, face.shape))


def _compressed(face: Image) -> Image:
    _, encoded = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, 30])
    return _typed(cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE))


def _rounded(values: NDArray[np.floating]) -> Image:
    return _typed(np.clip(np.rint(values), 0, 255))


def _typed(image: object) -> Image:
    return np.asarray(image, np.uint8)
