"""How weights are stored: in as few bytes as their values need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

LARGE = 2048
"""From here on a byte holds each value. The first convolution and the biases have fewer, and
rounding those few costs more accuracy than rounding all the others."""

HUGE = 65_536
"""From here on the bytes have 128 values only, which a host's gzip stores in seven eighths of the
space. So compact gives 99.9 % of its answers on valid as before."""

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Levels:
    """Values as codes of one byte each: value = code * scale + lowest."""

    codes: npt.NDArray[np.uint8]
    scale: float
    lowest: float

    def values(self) -> npt.NDArray[np.float32]:
        """Return the values that the codes stand for."""
        return (self.codes * self.scale + self.lowest).astype(np.float32)


def on_levels(values: Floats) -> Levels:
    """Return the nearest of evenly spaced levels, one of them 0, for each of `values`.

    There are 128 levels where `values` are `HUGE`, otherwise 256. The scheme is TF.js's
    (quantization.py of its converter), whose loader reads it.
    """
    highest_code = (128 if values.size >= HUGE else 256) - 1
    lowest, highest = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    scale = (highest - lowest) / highest_code or 1.0
    zero = round(-lowest / scale)
    codes = np.clip(np.round(values / scale) + zero, 0, highest_code).astype(np.uint8)
    return Levels(codes, scale, -zero * scale)


def lies_on_levels(values: Floats) -> bool:
    """Say whether one byte a value loses nothing, because `values` are quantised already."""
    return values.size >= LARGE and np.array_equal(on_levels(values).values(), values)


def worth_halving(values: Floats) -> bool:
    """Say whether `values` should be stored as float16: they are many, or lose nothing by it."""
    return values.size >= LARGE or np.array_equal(values, values.astype(np.float16))
