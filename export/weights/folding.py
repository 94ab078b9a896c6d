"""Folds batch normalisation into the layer before it, and makes every layer compute in float32.

At inference, a convolution or dense layer followed by batch normalisation is one affine map. Keras
exports the normalisation as a multiplication and an addition. TensorFlow's optimiser does not merge
them with a layer that has a bias, and each would cost the browser a pass over the feature map.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import layers

_FOLDABLE = (layers.Conv2D, layers.DepthwiseConv2D, layers.SeparableConv2D, layers.Dense)

Weights = list[npt.NDArray[np.float32]]


def fold_batch_normalization(model: keras.Model) -> keras.Model:
    """Return a model with the same answers, without the normalisation that can be folded.

    Args:
        model: a functional or sequential model; it is not changed.
    """
    pairs = _pairs(model)
    folded = {normalization.name for normalization in pairs.values()}

    def clone(layer: Any) -> Any:
        config = layer.get_config()
        # A network that was trained in mixed precision has float32 weights; TF.js has no bfloat16.
        # A function of keras.ops, such as a reshape, has no dtype of its own.
        if "dtype" in config:
            config["dtype"] = "float32"
        if layer.name in pairs:
            config["use_bias"] = True
        return layer.__class__.from_config(config)

    def call(layer: Any, inputs: Any, *arguments: Any, **options: Any) -> Any:
        return inputs if layer.name in folded else layer(inputs, *arguments, **options)

    result = keras.models.clone_model(model, clone_function=clone, call_function=call)
    for layer in model.layers:
        if layer.name in pairs:
            result.get_layer(layer.name).set_weights(_folded(layer, pairs[layer.name]))
        elif layer.name not in folded and layer.weights:
            result.get_layer(layer.name).set_weights(layer.get_weights())
    return result


def _pairs(model: keras.Model) -> dict[str, Any]:
    """Return the batch normalisations that can be folded, by the name of the layer before each."""
    pairs = {}
    for layer in model.layers:
        if not isinstance(layer, layers.BatchNormalization):
            continue
        before = layer.input._keras_history.operation
        is_affine = isinstance(before, _FOLDABLE) and before.activation is keras.activations.linear
        # Where another layer uses its output too, the output must stay as it is.
        if is_affine and len(before._outbound_nodes) == 1:
            pairs[before.name] = layer
    return pairs


def _folded(layer: Any, normalization: Any) -> Weights:
    gamma = np.asarray(normalization.gamma) if normalization.scale else 1.0
    beta = np.asarray(normalization.beta) if normalization.center else 0.0
    scale = gamma / np.sqrt(np.asarray(normalization.moving_variance) + normalization.epsilon)
    *others, kernel = layer.get_weights()[:-1] if layer.use_bias else layer.get_weights()
    bias = layer.get_weights()[-1] if layer.use_bias else 0.0
    if isinstance(layer, layers.DepthwiseConv2D):
        kernel = kernel * scale.reshape(kernel.shape[2:])
    else:
        kernel = kernel * scale
    return [*others, kernel, (bias - np.asarray(normalization.moving_mean)) * scale + beta]
