"""Patches: what the follow network's crops are cut out of.

A patch is 128x128 luma, twice the side of the aligned crop it is about: of a face the true one (see
framing), of anything else what the detector or chance gives. Training cuts its 48x48 crops out of
it, shifted, scaled and turned by known amounts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from server.faces.alignment import Crop
from training.errors import DataError

Image = NDArray[np.uint8]

PATCH = 128
"""Side of a patch in pixels."""
REACH = 2.0
"""Side of a patch in sides of the aligned crop."""
TRUE = Crop(PATCH / 2, PATCH / 2, PATCH / REACH, 0.0)
"""The true frame in every patch of a face."""

FALSE, RANDOM, BODY = "false face", "random", "body"
"""Sources of patches without a face: seen by the detector, anywhere in a faceless picture, beside
the face of a photo."""


@dataclass(frozen=True)
class Patches:
    """What the prepared file holds; all arrays have n rows.

    Attributes:
        pixels: [n, 128, 128] luma.
        faces: whether the patch shows a face, aligned in its middle.
        scores: the detector's score, 0 where it was not asked.
        sources: the photo set, or `FALSE`, `RANDOM`, `BODY`.
        names: the file's name, which of some sets tells age, sex and origin.
        held_out: whether it is for measuring: never trained on.
    """

    pixels: Image
    faces: NDArray[np.bool_]
    scores: NDArray[np.float32]
    sources: NDArray[np.str_]
    names: NDArray[np.str_]
    held_out: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> Patches:
        """Return the chosen rows."""
        return Patches(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))

    @classmethod
    def load(cls, path: Path) -> Patches:
        """Read a prepared file.

        Raises:
            DataError: it is absent.
        """
        if not path.is_file():
            raise DataError(
                f"{path} does not exist. Make it with: python -m training prepare-follow"
            )
        with np.load(path) as file:
            return cls(*(file[name] for name in cls.__dataclass_fields__))

    def save(self, path: Path) -> None:
        """Write a prepared file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, **{name: getattr(self, name) for name in self.__dataclass_fields__})
        partial.replace(path)


def joined(parts: list[Patches]) -> Patches:
    """Return all patches of all parts."""
    names = Patches.__dataclass_fields__
    return Patches(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def patch_of(picture: Image, crop: Crop) -> Image:
    """Return the luma around a crop: `REACH` times its side, turned as it is.

    Beyond the picture its border goes on, as in the alignment.
    """
    step = REACH * crop.side / PATCH
    luma = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    x, y = crop.centre_x, crop.centre_y
    if step > 1:
        luma = cv2.resize(luma, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
        x, y = x * luma.shape[1] / picture.shape[1], y * luma.shape[0] / picture.shape[0]
        step = 1.0
    return similar(np.asarray(luma, np.uint8), Crop(x, y, step * PATCH, crop.angle), PATCH)


def similar(luma: Image, crop: Crop, size: int) -> Image:
    """Sample a crop bilinearly, one sample a pixel, to [size, size]; the border goes on."""
    step, middle = crop.side / size, (size - 1) / 2
    cos, sin = step * math.cos(crop.angle), step * math.sin(crop.angle)
    x, y = crop.centre_x - 0.5, crop.centre_y - 0.5
    matrix = np.array(
        [[cos, -sin, x - cos * middle + sin * middle], [sin, cos, y - sin * middle - cos * middle]]
    )
    sampled = cv2.warpAffine(
        luma,
        matrix,
        (size, size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(sampled, np.uint8)
