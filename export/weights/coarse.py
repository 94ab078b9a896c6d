"""Rounds weights to few levels; those that follow make up for what rounding changes."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from export.weights.levels import LARGE, on_levels, settled

CLIP = 0.9
"""The range of the levels, as a share of the range of the weights. Measured by
`python -m export.weights.measure` and `measure_follow`."""
DAMPING = 0.01
"""What is added to the diagonal of the inputs' products, as a share of its mean."""
MOST_ROWS = 20_000
"""How many places of the inputs are looked at."""

Floats = npt.NDArray[np.float32]


def quantize_coarsely(
    network: keras.Model, samples: Floats, levels: int, *, clip: float = CLIP
) -> None:
    """Round the weights of `network` in place to few levels a layer, from `LARGE` of them on.

    Smaller kernels become float16.

    The weights of a layer are rounded one after the other, and those that follow take back, as far
    as they can on `samples`, what rounding changes in the layer's outputs. Frantar et al., 2022
    (https://arxiv.org/abs/2210.17323). The bias takes back the rest on average. So it is for dense
    layers and for convolutions that are padded and have a bias; the weights of others are rounded
    each by itself to 256 levels.

    Args:
        network: a functional or sequential model.
        samples: inputs such as the network will have, [n, ...].
        levels: how many levels. Brotli stores a code of 32 in .46 bytes, one of 64 in .58.
        clip: the range of the levels, as a share of the range of the weights.
    """
    layers = [layer for layer in network.layers if layer.weights]
    taps = keras.Model(network.inputs, [[layer.input, layer.output] for layer in layers])
    expected = [output for _, output in taps.predict(samples, verbose=0)]
    for index, layer in enumerate(layers):
        if not _is_sum(layer):
            layer.set_weights([_rounded_alone(weights) for weights in layer.get_weights()])
            continue
        kernel, bias = layer.get_weights()
        if kernel.size < LARGE:
            rounded = _rounded_alone(kernel)
        else:
            rows = _rows(layer, taps.predict(samples, verbose=0)[index][0])
            flat = kernel.reshape(-1, kernel.shape[-1])
            rounded = _rounded_jointly(flat, rows, levels, clip).reshape(kernel.shape)
        layer.set_weights([rounded, bias])
        shift = expected[index] - taps.predict(samples, verbose=0)[index][1]
        layer.set_weights([rounded, bias + shift.mean(axis=tuple(range(shift.ndim - 1)))])


def _rounded_alone(weights: Floats) -> Floats:
    if weights.size >= LARGE:
        return settled(weights)
    return weights if weights.ndim == 1 else weights.astype(np.float16).astype(np.float32)


def _is_sum(layer: Any) -> bool:
    """Return whether each output of a layer is a weighted sum over `_rows`, and a bias."""
    if isinstance(layer, keras.layers.Conv2D):
        is_padded = layer.padding == "same" or layer.kernel_size == (1, 1)
        is_plain = layer.groups == 1 and layer.dilation_rate == (1, 1)
        return bool(is_padded and is_plain and layer.use_bias)
    return isinstance(layer, keras.layers.Dense) and bool(layer.use_bias)


def _rows(layer: Any, inputs: Floats) -> Floats:
    """Return what each output of a layer is a sum over, [n, weights of one output]."""
    if isinstance(layer, keras.layers.Conv2D):
        high, wide = layer.kernel_size
        patches = tf.image.extract_patches(
            inputs, (1, high, wide, 1), (1, *layer.strides, 1), (1, 1, 1, 1), "SAME"
        )
        inputs = patches.numpy()
    rows: Floats = inputs.reshape(-1, inputs.shape[-1])[:: max(1, inputs[..., 0].size // MOST_ROWS)]
    return rows


def _rounded_jointly(kernel: Floats, rows: Floats, levels: int, clip: float) -> Floats:
    """Round a kernel [inputs, outputs] whose inputs are like `rows`."""
    # Clipped a little, so that the outermost levels are taken, which tell the others.
    lowest, highest = clip * min(kernel.min(), 0), clip * max(kernel.max(), 0)
    grid = on_levels(np.array([lowest, highest], np.float32), levels)
    products = rows.T.astype(np.float64) @ rows
    products[np.diag_indices_from(products)] += DAMPING * products.diagonal().mean()
    spread = np.linalg.cholesky(np.linalg.inv(products)).T
    rest, rounded = kernel.astype(np.float64), np.zeros_like(kernel)
    for index in range(len(kernel)):
        codes = np.clip(np.rint((rest[index] - grid.lowest) / grid.scale), 0, levels - 1)
        rounded[index] = codes * grid.scale + grid.lowest
        error = (rest[index] - rounded[index]) / spread[index, index]
        rest[index + 1 :] -= np.outer(spread[index, index + 1 :], error)
    return settled(rounded, levels)
