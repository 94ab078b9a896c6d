"""Boxes in pictures, and how much two of them share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """An axis-aligned box in pixels; (x, y) is its top left corner."""

    x: float
    y: float
    width: float
    height: float


def iou(a: Box, b: Box) -> float:
    """Return the intersection over union of two boxes, 0..1."""
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    intersection = max(0.0, width) * max(0.0, height)
    return intersection / (a.width * a.height + b.width * b.height - intersection)
