"""Rounds a network's largest weights so that a byte holds each, or two.

What is left is a network like any other, so that the browser's model, the host's and the golden
samples all come from the same weights.
"""

from __future__ import annotations

import keras
import numpy as np
import numpy.typing as npt

from export.storage import LARGE, lies_on_levels, on_levels

EARLY = 10_000
"""Convolutions of more than a pixel with fewer values come before all others. They keep two bytes a
value: one byte turns 0.1 % of compact's answers on valid."""


def quantize(network: keras.Model) -> None:
    """Round the weights of `network` in place, a tensor at a time, from `LARGE` of them on."""
    network.set_weights([_rounded(weights) for weights in network.get_weights()])


def _rounded(weights: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    if weights.size < LARGE:
        return weights
    if weights.ndim == 4 and weights.shape[:2] != (1, 1) and weights.size < EARLY:
        return weights.astype(np.float16).astype(np.float32)
    # Rounding moves the extremes by less than a level, and the next rounding's levels with them.
    while not lies_on_levels(weights):
        weights = on_levels(weights).values()
    return weights
