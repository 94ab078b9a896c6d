"""Draws boxes and labels on a picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from server.faces.recognition import FaceReading

UNCERTAIN = "not sure"
COLOURS = {
    "neutral": "#acacac",
    "happiness": "#f5de10",
    "surprise": "#efa952",
    "sadness": "#7abefd",
    "anger": "#e56955",
    "disgust": "#dcffbf",
    "fear": "#bd6aea",
    "contempt": "#8aebf9",
}
"""The app's colours over a film, from web/src/app/theme/palette.ts; a test compares them."""
MAX_CONFIDENCE = 0.99
"""No answer about a face is certain, so none is shown as 100%."""
UNCERTAIN_COLOUR = "#ffffff"
INK = "#101418"
TEXT = "#ffffff"


def annotate(pixels: NDArray[np.uint8], faces: Sequence[FaceReading]) -> NDArray[np.uint8]:
    """Return a copy of a picture, [height, width, 3] RGB, with each face's box and label."""
    image = Image.fromarray(pixels)
    canvas = ImageDraw.Draw(image)
    for face in faces:
        _draw(canvas, face, image.size)
    return np.asarray(image)


def label(face: FaceReading) -> str:
    """Return what stands at a face, such as "happiness 93%"."""
    if not face.certain:
        return UNCERTAIN
    return f"{face.emotion} {min(face.confidence, MAX_CONFIDENCE):.0%}"


def _draw(canvas: ImageDraw.ImageDraw, face: FaceReading, size: tuple[int, int]) -> None:
    side = (face.box.width + face.box.height) / 2
    line = max(2, round(side / 60))
    colour = COLOURS.get(face.emotion, UNCERTAIN_COLOUR) if face.certain else UNCERTAIN_COLOUR
    left, top = face.box.x, face.box.y
    right, bottom = left + face.box.width, top + face.box.height
    # A dark line under the bright one stands out from light and dark pictures alike.
    canvas.rectangle((left - line, top - line, right + line, bottom + line), None, INK, 3 * line)
    canvas.rectangle((left, top, right, bottom), None, colour, line)

    font = ImageFont.load_default(max(12, side / 7))
    text, pad = label(face), 2 * line
    _, _, width, height = canvas.textbbox((0, 0), text, font, anchor="lt")
    x = min(max(left, 0), max(0, size[0] - width - 2 * pad))
    y = max(0, top - height - 2 * pad - line)
    canvas.rectangle((x, y, x + width + 2 * pad, y + height + 2 * pad), INK)
    canvas.text((x + pad, y + pad), text, TEXT, font, anchor="lt")
