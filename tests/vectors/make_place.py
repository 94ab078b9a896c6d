"""Writes place.json, the places in crops on which Python and TypeScript must agree.

Run it from the repository's root after a change of the rule:

    python -m tests.vectors.make_place

The format, lengths in pixels and angles in radians:

    {
      "alignment": {"centreShift", "side", "rollDeadZoneDegrees"},
      "cases": [
        {
          "given": CROP,                                  what the network is shown
          "place": {"right", "down", "growth", "turn"},   what it answers
          "frame": CROP,                                  where the face truly is
          "next": CROP                                    what is shown of it next
        }
      ]
    }

CROP is {"centre": {"x", "y"}, "side", "angle"}.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from server.faces.alignment import ALIGNMENT, Crop
from training.data.place import Place, moved, without_dead_zone

PATH = Path(__file__).with_name("place.json")
CASES: tuple[tuple[Crop, Place], ...] = (
    (Crop(320, 240, 120, 0), (0, 0, 0, 0)),
    (Crop(320, 240, 120, 0), (0.1, -0.05, 0.2, 0.1)),
    (Crop(100.5, 80.25, 64, 0.4), (-0.2, 0.15, -0.3, 0.2)),
    (Crop(30, 400, 200, -1.2), (0.25, 0.25, 0.4, -0.5)),
    (Crop(-10, 5, 33.3, 0.1), (0.05, 0.3, -0.4, -0.35)),
)


def document() -> dict[str, Any]:
    """Return the whole of place.json."""
    return {
        "alignment": ALIGNMENT.model_dump(by_alias=True),
        "cases": [_case(given, place) for given, place in CASES],
    }


def _case(given: Crop, place: Place) -> dict[str, Any]:
    frame = moved(given, place)
    return {
        "given": _told(given),
        "place": dict(zip(("right", "down", "growth", "turn"), place, strict=True)),
        "frame": _told(frame),
        "next": _told(without_dead_zone(frame, ALIGNMENT)),
    }


def _told(crop: Crop) -> dict[str, Any]:
    centre = {"x": crop.centre_x, "y": crop.centre_y}
    return {"centre": centre, "side": crop.side, "angle": crop.angle}


if __name__ == "__main__":
    PATH.write_text(json.dumps(document(), indent=1) + "\n")
