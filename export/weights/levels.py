"""Stores weights in as few bytes as their values need.

A weight of one byte is a code for one of a few levels: value = code * scale + lowest. TF.js has the
same scheme (quantization.py of its converter), with one scale for each tensor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

LARGE = 2048
"""Tensors with at least this many weights take one byte for each. Smaller ones hold biases and the
first convolution. Rounding those costs more accuracy than rounding all others, and saves little.
Measured by `python -m export.weights.measure`."""

MOST = 256
"""The levels that one byte can tell."""

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Levels:
    """A tensor as codes of one byte: value = code * scale + lowest."""

    codes: npt.NDArray[np.uint8]
    scale: float
    lowest: float

    def values(self) -> npt.NDArray[np.float32]:
        """Return the values that the codes stand for."""
        return (self.codes * self.scale + self.lowest).astype(np.float32)


def on_levels(values: Floats, count: int = MOST) -> Levels:
    """Round each of `values` to the nearest of `count` evenly spaced levels, one of them 0."""
    highest_code = count - 1
    lowest, highest = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    scale = (highest - lowest) / highest_code or 1.0
    zero = round(-lowest / scale)
    codes = np.clip(np.round(values / scale) + zero, 0, highest_code).astype(np.uint8)
    return Levels(codes, scale, -zero * scale)


def settled(values: npt.NDArray[np.float32], count: int = MOST) -> npt.NDArray[np.float32]:
    """Return weights that lie on levels exactly; see `on_levels`.

    Rounding moves the largest weight by up to half a level, and with it the levels. After a few
    rounds they stay where they are.
    """
    while not np.array_equal(rounded := on_levels(values, count).values(), values):
        values = rounded
    return values


def stored_levels(values: Floats) -> Levels | None:
    """Return the levels on which all of `values` lie; None where there are none, or few values."""
    if values.size < LARGE:
        return None
    for count in range(max(2, len(np.unique(values))), MOST + 1):
        levels = on_levels(values, count)
        if np.array_equal(levels.values(), values):
            return levels
    return None


def fits_half(values: Floats) -> bool:
    """Return whether to store `values` as float16: it loses nothing, or they are many."""
    return values.size >= LARGE or np.array_equal(values, values.astype(np.float16))
