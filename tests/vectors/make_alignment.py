"""Writes alignment.json, the faces on which Python and TypeScript must agree.

Run it from the repository's root after a change of the rule:

    python -m tests.vectors.make_alignment

The format:

    {
      "size": 48,
      "alignment": {"centreShift": -0.02, "side": 1.135, "rollDeadZoneDegrees": 10},
      "pictures": {NAME: {"width": W, "height": H, "rgb": BASE64}},
      "cases": [
        {
          "name": what the case is about,
          "picture": NAME,
          "box": {"x", "y", "width", "height"},        in source pixels
          "keypoints": [{"x", "y"} x 6],                in source pixels, BlazeFace order
          "crop": {"centreX", "centreY", "side", "angleDegrees"},
          "expected": BASE64
        }
      ]
    }

`rgb` is H x W x 3 bytes, row by row. `expected` is 48 x 48 little-endian uint16, row by row, each
the luma in 1/256 grey levels: divide by 256 and compare to within 0.5.
"""

from __future__ import annotations

import base64
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.faces.alignment import ALIGNMENT, align, crop_of

SIZE = 48
PATH = Path(__file__).with_name("alignment.json")
FACE = np.array([(-0.17, -0.19), (0.17, -0.19), (0, 0), (0, 0.19), (-0.4, -0.1), (0.4, -0.1)])
"""Keypoints around a face's centre, in box sides, before any roll."""


def pictures() -> dict[str, NDArray[np.uint8]]:
    """Return the source pictures, [height, width, 3]."""
    y, x = np.mgrid[0:48, 0:64].astype(float)
    waves = [128 + 110 * np.sin(x / a + y / b) for a, b in ((3, 7), (6, -4), (2.2, 2.9))]
    y, x = np.mgrid[0:71, 0:97]
    checks = [((x // w + y // h) % 2) * 255 for w, h in ((1, 1), (2, 1), (5, 3))]
    return {
        "waves": np.stack(waves, axis=-1).round().astype(np.uint8),
        "checks": np.stack(checks, axis=-1).astype(np.uint8),
    }


def case(
    name: str, picture: str, centre: tuple[float, float], side: tuple[float, float], roll: float
) -> dict[str, Any]:
    """Describe one face: a box of `side` around `centre`, rolled by `roll` degrees."""
    cos, sin = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    turned = FACE @ np.array([[cos, sin], [-sin, cos]])
    keypoints = turned * np.array(side) + np.array(centre)
    crop = crop_of(*side, keypoints, ALIGNMENT)
    luma = align(pictures()[picture], crop, SIZE)
    return {
        "name": name,
        "picture": picture,
        "box": {
            "x": centre[0] - side[0] / 2,
            "y": centre[1] - side[1] / 2,
            "width": side[0],
            "height": side[1],
        },
        "keypoints": [{"x": x, "y": y} for x, y in keypoints.tolist()],
        "crop": {
            "centreX": crop.centre_x,
            "centreY": crop.centre_y,
            "side": crop.side,
            "angleDegrees": math.degrees(crop.angle),
        },
        "expected": _encode((luma * 256).round().astype("<u2")),
    }


def document() -> dict[str, Any]:
    """Return the whole of alignment.json."""
    return {
        "size": SIZE,
        "alignment": {
            "centreShift": ALIGNMENT.centre_shift,
            "side": ALIGNMENT.side,
            "rollDeadZoneDegrees": ALIGNMENT.roll_dead_zone_degrees,
        },
        "pictures": {
            name: {"width": image.shape[1], "height": image.shape[0], "rgb": _encode(image)}
            for name, image in pictures().items()
        },
        "cases": [
            case("enlarged, upright", "waves", (32, 24), (30, 30), 0),
            case("roll inside the dead zone is left", "waves", (33.3, 22.8), (28, 31), -9.5),
            case("roll just past the dead zone", "waves", (31, 24.5), (26, 26), 10.5),
            case("strong roll to the right", "waves", (30.2, 25.1), (24, 27), 55),
            case("strong roll to the left", "waves", (34, 23), (25, 23), -120),
            case("over the left and upper border", "waves", (4, 3), (34, 34), 20),
            case("over the right and lower border", "waves", (63, 47), (30, 36), -25),
            case("wholly outside", "waves", (-80, 130), (20, 20), 0),
            case("minified by two, no aliasing", "checks", (48.5, 35.5), (60, 62), 0),
            case("minified by two, rolled", "checks", (48.5, 35.5), (62, 58), 33),
            case("minified by four, over all borders", "checks", (40, 40), (150, 150), -15),
            case("more subsamples than the limit", "checks", (48, 35), (700, 640), 14),
        ],
    }


def _encode(array: NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")


if __name__ == "__main__":
    PATH.write_text(json.dumps(document(), indent=1) + "\n")
