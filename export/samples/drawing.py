"""Draws faces with an expression, for emotions of which there is no photograph to publish."""

from __future__ import annotations

from dataclasses import dataclass, fields

import cv2
import numpy as np
import numpy.typing as npt

CANVAS = 192

Image = npt.NDArray[np.uint8]
Point = tuple[int, int]


@dataclass(frozen=True)
class Expression:
    """What a drawn face does. All zero is a neutral face; 1 is a clear expression.

    Attributes:
        smile: Lifts the corners of the mouth.
        open: Parts the lips.
        brows: Lifts the brows.
        frown: Lowers the inner ends of the brows.
        wide: Opens the eyes.
        crooked: Lifts one corner of the mouth.
    """

    smile: float = 0
    open: float = 0
    brows: float = 0
    frown: float = 0
    wide: float = 0
    crooked: float = 0


EXPRESSIONS = (
    Expression(),
    Expression(smile=1, open=0.35, wide=-0.3),
    Expression(open=1, brows=1, wide=0.8),
    Expression(smile=-0.9, brows=0.2, frown=-1, wide=-0.4),
    Expression(smile=-0.5, brows=-0.6, frown=1, wide=0.1),
    Expression(smile=-0.6, open=0.25, brows=-0.5, frown=0.5, wide=-0.8),
    Expression(smile=-0.3, open=0.6, brows=0.8, frown=-0.7, wide=1),
    Expression(crooked=1, wide=-0.2),
)
"""An expression for each emotion, in FER+ order."""


def varied(expression: Expression, rng: np.random.Generator) -> Expression:
    """Return `expression`, up to twice as strong, with a random change of each of its parts."""
    strength = rng.uniform(1, 2)
    return Expression(
        *(
            getattr(expression, field.name) * strength + rng.normal(0, 0.2)
            for field in fields(expression)
        )
    )


def draw(expression: Expression, rng: np.random.Generator) -> Image:
    """Return a drawn face of random shades, shape [192, 192], grey 0..255."""
    skin, dark = int(rng.integers(130, 220)), int(rng.integers(15, 60))
    canvas = np.full((CANVAS, CANVAS), int(rng.integers(20, 240)), np.uint8)
    cx, cy = (round(96 + offset) for offset in rng.normal(0, 3, 2))
    _ellipse(canvas, (cx, cy - 12), (84, 100), dark)
    _ellipse(canvas, (cx, cy + 6), (72, 92), skin)
    cv2.line(canvas, (cx - 4, cy - 14), (cx - 9, cy + 18), skin - 35, 4, cv2.LINE_AA)
    cv2.line(canvas, (cx - 9, cy + 18), (cx + 9, cy + 18), skin - 50, 4, cv2.LINE_AA)
    for side in (-1, 1):
        centre = (cx + side * 34, cy - 22)
        _draw_eye(canvas, expression, centre, shades=(skin - 60, dark))
        _draw_brow(canvas, expression, centre, side=side, shade=dark)
    _draw_mouth(canvas, expression, (cx, cy + 54), shades=(skin - 70, dark))
    return canvas


def _draw_eye(canvas: Image, expression: Expression, centre: Point, *, shades: Point) -> None:
    lid, iris = shades
    height = max(2, round(8 * (1 + 0.7 * expression.wide)))
    _ellipse(canvas, centre, (16, height + 2), lid)
    _ellipse(canvas, centre, (15, height), 240)
    _ellipse(canvas, centre, (7, min(height, 8)), iris)


def _draw_brow(canvas: Image, expression: Expression, eye: Point, *, side: int, shade: int) -> None:
    height = eye[1] - 22 - 9 * expression.brows
    inner = (eye[0] - side * 19, round(height + 11 * expression.frown))
    outer = (eye[0] + side * 19, round(height - 3 * expression.frown))
    cv2.line(canvas, inner, outer, shade, 7, cv2.LINE_AA)


def _draw_mouth(canvas: Image, expression: Expression, centre: Point, *, shades: Point) -> None:
    lips, inside = shades
    across = np.linspace(-1, 1, 21)
    half_width = 30 + 8 * expression.smile - 8 * max(0.0, expression.open - 0.5)
    corners = 12 * expression.smile * across**2 + 9 * expression.crooked * np.maximum(across, 0)
    middle = centre[1] + 6 * expression.smile - corners
    parted = max(0.0, 26 * expression.open) * (1 - across**2)
    x = centre[0] + half_width * across
    upper, lower = np.stack([x, middle - parted / 2], 1), np.stack([x, middle + parted], 1)
    outline = np.concatenate([upper, lower[::-1]]).round().astype(np.int32)
    cv2.fillPoly(canvas, [outline], inside, cv2.LINE_AA)
    if expression.smile > 0.5:
        teeth = np.concatenate([upper, (upper + (lower - upper) * 0.6)[::-1]])
        cv2.fillPoly(canvas, [teeth.round().astype(np.int32)], 235, cv2.LINE_AA)
    cv2.polylines(canvas, [outline], True, lips, 5, cv2.LINE_AA)


def _ellipse(canvas: Image, centre: Point, radii: Point, shade: int) -> None:
    cv2.ellipse(canvas, centre, radii, 0, 0, 360, shade, cv2.FILLED, cv2.LINE_AA)
