"""Rounds a network's weights to what can be stored in one or two bytes each.

The result is a Keras network again. The page's model, the host's model and the golden samples are
made from it, so all three have the same weights.
"""

from __future__ import annotations

import keras
import numpy as np
import numpy.typing as npt

from export.weights.levels import LARGE, on_levels

EARLY = 10_000
"""A convolution larger than 1x1 with fewer weights than this is near the input. Its weights take
two bytes. With one byte, 0.1 % of compact's answers on valid change. Measured by
`python -m export.weights.measure`."""


def quantize(network: keras.Model) -> None:
    """Round the weights of `network` in place, each tensor with at least `LARGE` of them."""
    network.set_weights([quantized(weights) for weights in network.get_weights()])


def quantized(weights: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return one tensor's weights, rounded as `quantize` does."""
    if weights.size < LARGE:
        return weights
    if weights.ndim == 4 and weights.shape[:2] != (1, 1) and weights.size < EARLY:
        return weights.astype(np.float16).astype(np.float32)
    return settled(weights)


def settled(weights: npt.NDArray[np.float32], count: int | None = None) -> npt.NDArray[np.float32]:
    """Return weights that lie on levels exactly; see `on_levels`.

    Rounding moves the largest weight by up to half a level, and with it the levels. After a few
    rounds they stay where they are.
    """
    while not np.array_equal(rounded := on_levels(weights, count).values(), weights):
        weights = rounded
    return weights
