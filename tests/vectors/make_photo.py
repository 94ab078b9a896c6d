"""Writes photo.json, on which Python and TypeScript must agree when they search a photo.

Run it from the repository's root after a change of photo.py or sampling.py in server/faces:

    python -m tests.vectors.make_photo

The format:

    {
      "thresholds": {"photoFarScore", "photoCloseScore", "photoFace"},
      "squares": [{"width", "height", "squares": [[x, y, side], ...]}],
      "picture": {"width": W, "height": H},
      "samples": [{"square": [x, y, side], "size": N, "expected": BASE64}]
    }

`thresholds` are the scores and the presence of contract/photo.md. `squares` are where to look in
pictures of these sizes, in order. The picture's channel c (0, 1, 2) at column x and row y is
(7 * x + 13 * y + floor(x * y / 50) + 80 * c) mod 256. `expected` is N x N x 3 little-endian uint16,
row by row, each in 1/256 levels of 0..255: divide by 256 and compare to within 0.5.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.faces.geometry import Square
from server.faces.photo import CLOSE_SCORE, FACE_PRESENCE, FAR_SCORE, squares
from server.faces.sampling import Pyramid

PATH = Path(__file__).with_name("photo.json")
SIZES = [
    (640, 480),
    (480, 640),
    (300, 200),
    (16, 900),
    (4000, 3000),
    (1001, 667),
    (3000, 300),
    (250, 3500),
    (1200, 600),
]
WIDTH, HEIGHT = 601, 403
SAMPLED = [
    Square(0, -99, 601),
    Square(10.3, 20.7, 16),
    Square(-30.5, 350.25, 90),
    Square(200, 100, 256),
    Square(199.4, 99.1, 257),
    Square(300.5, 201.5, 600.2),
    Square(-500, -500, 100),
]
SIZE = 16


def picture() -> NDArray[np.uint8]:
    """Return the picture, [403, 601, 3]."""
    y, x, c = np.mgrid[0:HEIGHT, 0:WIDTH, 0:3]
    pixels: NDArray[np.uint8] = ((7 * x + 13 * y + x * y // 50 + 80 * c) % 256).astype(np.uint8)
    return pixels


def document() -> dict[str, Any]:
    """Return the whole of photo.json."""
    pyramid = Pyramid(picture())
    return {
        "thresholds": {
            "photoFarScore": FAR_SCORE,
            "photoCloseScore": CLOSE_SCORE,
            "photoFace": FACE_PRESENCE,
        },
        "squares": [
            {
                "width": width,
                "height": height,
                "squares": [[s.x, s.y, s.side] for s in squares(width, height)],
            }
            for width, height in SIZES
        ],
        "picture": {"width": WIDTH, "height": HEIGHT},
        "samples": [
            {
                "square": [square.x, square.y, square.side],
                "size": SIZE,
                "expected": _encode(pyramid.sample(square, SIZE)),
            }
            for square in SAMPLED
        ],
    }


def _encode(values: NDArray[np.float32]) -> str:
    fixed = (values * 256).round().astype("<u2")
    return base64.b64encode(np.ascontiguousarray(fixed).tobytes()).decode("ascii")


if __name__ == "__main__":
    PATH.write_text(json.dumps(document(), indent=1) + "\n")
