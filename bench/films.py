"""Films of photographs, as a camera sees them: 640x480, and never quite still."""

from __future__ import annotations

import math

import cv2
import numpy as np

from bench.pictures import Image
from bench.scenes import HEIGHT, WIDTH, fill
from tests.kit.boxes import Box

FRAMES = 20
SWAY = 0.02
"""How far a film sways to each side, as a share of its width and of its height."""

# Where BlazeFace sees the face in a photo of LFW: the median of 200 photos.
_LFW_SIDE = 250
_LFW_FACE = Box(72, 86, 105, 105)


def sway(picture: Image, frame: int) -> Image:
    """Return one frame of a film of a picture that fills the view.

    Args:
        picture: RGB of any size.
        frame: 0 to FRAMES - 1; the film sways once in that time.

    Returns:
        RGB of shape [480, 640, 3].
    """
    turn = 2 * math.pi * frame / FRAMES
    x, y = SWAY * WIDTH * math.sin(turn), SWAY * HEIGHT * math.cos(turn)
    return fill(picture, 1 + 2 * SWAY, x, y)


def portrait(photo: Image) -> tuple[Image, Box]:
    """Return a photo of LFW as high as the view, on grey, and where its face is."""
    scale = HEIGHT / _LFW_SIDE
    picture = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    left = (WIDTH - HEIGHT) // 2
    picture[:, left : left + HEIGHT] = cv2.resize(
        photo, (HEIGHT, HEIGHT), interpolation=cv2.INTER_CUBIC
    )
    return picture, lfw_face(scale, left)


def lfw_face(scale: float = 1, left: float = 0) -> Box:
    """Return where the face of a photo of LFW is, enlarged and moved to the right."""
    face = _LFW_FACE
    return Box(left + scale * face.x, scale * face.y, scale * face.width, scale * face.height)
