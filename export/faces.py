"""Faces that may be published: a photograph by NASA, in many variations, and drawings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from skimage import data

Image = npt.NDArray[np.uint8]


def photograph() -> Image:
    """Return a portrait in the public domain, shape [512, 512, 3], RGB."""
    image: Image = data.astronaut()  # type: ignore[no-untyped-call]
    return image
