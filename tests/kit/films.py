"""Films for Chromium's fake camera, made of one public-domain portrait."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

from tests.kit.boxes import Box

Image = NDArray[np.uint8]

WIDTH, HEIGHT = 640, 480
BACKGROUND = 128


# The head in skimage's photo of Eileen Collins, and in it her face from the brows to the chin and
# from cheek to cheek, as BlazeFace frames faces. Both read off the photo by hand, with a grid.
HEAD_LEFT, HEAD_SIZE = 100, 250
FACE = Box(180, 86, 90, 92)

PAIR = ((160.0, 70.0, 0.8), (300.0, 170.0, 0.6))
"""Two heads, the left one larger, that a screen of any shape shows whole."""


def scene(*heads: tuple[float, float, float]) -> Image:
    """Draw heads into a 640x480 picture.

    Args:
        heads: for each, left and top in pixels and the scale (1 is 250 px wide).

    Returns:
        RGB, shape [480, 640, 3].
    """
    photo: Image = data.astronaut()  # type: ignore[no-untyped-call]
    head = photo[:HEAD_SIZE, HEAD_LEFT : HEAD_LEFT + HEAD_SIZE]
    picture = np.full((HEIGHT, WIDTH, 3), BACKGROUND, np.uint8)
    for left, top, scale in heads:
        matrix = np.array([[scale, 0, left], [0, scale, top]], np.float64)
        cv2.warpAffine(
            head,
            matrix,
            (WIDTH, HEIGHT),
            dst=picture,
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_TRANSPARENT,
        )
    return picture


def face_box(left: float, top: float, scale: float) -> Box:
    """Return where the face of a head drawn by `scene` lies, in pixels of the picture."""
    return Box(
        left + scale * (FACE.x - HEAD_LEFT),
        top + scale * FACE.y,
        scale * FACE.width,
        scale * FACE.height,
    )


def write_film(path: Path, pictures: Iterable[Image]) -> Path:
    """Write pictures as the .mjpeg that Chromium plays at 30 frames a second, over and over."""
    with path.open("wb") as film:
        for picture in pictures:
            done, jpeg = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
            assert done
            film.write(jpeg.tobytes())
    return path
