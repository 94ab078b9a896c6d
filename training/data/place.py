"""Place: the similarity that brings a given crop onto the true frame of the face in it.

`place` is (right, down, growth, turn). Of a given crop with centre c, side a and angle t, the true
frame has

    centre  c + R(t) (right, down) a,    R(t) = [[cos t, -sin t], [sin t, cos t]]
    side    a 2**growth
    angle   t + turn

in pixels and radians, y down, so that angles count clockwise. The true angle is the whole roll of
the eye line, without the dead zone of the alignment: a crop shows how far a face leans in it, not
how far the crop leans in the picture. So whoever follows a face adds `turn` to the angle of the
crop that was given, and then applies the dead zone to the sum for the next crop.
"""

from __future__ import annotations

import math
from dataclasses import replace

from contract.manifest import Alignment
from server.faces.alignment import Crop

Place = tuple[float, float, float, float]


def moved(given: Crop, place: Place) -> Crop:
    """Return the true frame that `place` tells of a given crop."""
    right, down, growth, turn = place
    cos, sin = math.cos(given.angle), math.sin(given.angle)
    return Crop(
        given.centre_x + (right * cos - down * sin) * given.side,
        given.centre_y + (right * sin + down * cos) * given.side,
        given.side * 2**growth,
        given.angle + turn,
    )


def place_of(given: Crop, true: Crop) -> Place:
    """Return the place that `moved` brings from `given` to `true`."""
    x = (true.centre_x - given.centre_x) / given.side
    y = (true.centre_y - given.centre_y) / given.side
    cos, sin = math.cos(given.angle), math.sin(given.angle)
    return (
        x * cos + y * sin,
        y * cos - x * sin,
        math.log2(true.side / given.side),
        true.angle - given.angle,
    )


def given_for(true: Crop, place: Place) -> Crop:
    """Return the crop from which `place` leads to `true`."""
    right, down, growth, turn = place
    angle, side = true.angle - turn, true.side / 2**growth
    cos, sin = math.cos(angle), math.sin(angle)
    return Crop(
        true.centre_x - (right * cos - down * sin) * side,
        true.centre_y - (right * sin + down * cos) * side,
        side,
        angle,
    )


def without_dead_zone(frame: Crop, alignment: Alignment) -> Crop:
    """Return the crop that the classifier reads of a true frame: turned less (see crop_of)."""
    dead_zone = math.radians(alignment.roll_dead_zone_degrees)
    return replace(frame, angle=math.copysign(max(0.0, abs(frame.angle) - dead_zone), frame.angle))
