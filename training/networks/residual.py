"""Residual blocks with squeeze-and-excitation: what compact and its teachers are made of.

Plain 3x3 convolutions: at these sizes WebAssembly runs them faster, for the same accuracy, than
more layers of depthwise ones. He et al., 2016 (https://arxiv.org/abs/1512.03385); Hu et al., 2018
(https://arxiv.org/abs/1709.01507).
"""

from __future__ import annotations

import keras
from keras import layers

from training.emotions import EMOTIONS
from training.ferplus import SIZE
from training.normalization import BatchNormalization

SQUEEZE = 4


def residual_network(
    name: str,
    *,
    stem: tuple[tuple[int, int, int], ...],
    stages: tuple[tuple[int, int], ...],
    dropout: float,
) -> keras.Model:
    """Build a network for faces of shape [n, 48, 48, 1], range 0..255.

    Args:
        name: The model's name.
        stem: Filters, size and stride of each convolution before the blocks.
        stages: Filters and stride of each residual block. The last filters are the embedding.
        dropout: Share of the embedding that is dropped.
    """
    inputs = keras.Input((SIZE, SIZE, 1))
    x = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    for filters, size, stride in stem:
        x = layers.ReLU()(_convolution(x, filters, size, stride))
    for filters, stride in stages:
        x = _residual_block(x, filters, stride)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(dropout)(x)
    outputs = layers.Dense(
        len(EMOTIONS), activation="softmax", name="probabilities", dtype="float32"
    )(x)
    return keras.Model(inputs, outputs, name=name)


def _residual_block(x: keras.KerasTensor, filters: int, stride: int) -> keras.KerasTensor:
    shortcut = layers.AveragePooling2D(stride)(x) if stride > 1 else x
    if shortcut.shape[-1] != filters:
        shortcut = _convolution(shortcut, filters, size=1)
    x = layers.ReLU()(_convolution(x, filters, stride=stride))
    x = _squeeze_and_excite(_convolution(x, filters))
    return layers.ReLU()(layers.Add()([x, shortcut]))


def _convolution(
    x: keras.KerasTensor, filters: int, size: int = 3, stride: int = 1
) -> keras.KerasTensor:
    x = layers.Conv2D(
        filters,
        size,
        strides=stride,
        padding="same",
        use_bias=False,
        kernel_initializer="he_normal",
    )(x)
    return BatchNormalization()(x)


def _squeeze_and_excite(x: keras.KerasTensor) -> keras.KerasTensor:
    filters = x.shape[-1]
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = layers.Conv2D(filters // SQUEEZE, 1, activation="relu")(gate)
    gate = layers.Conv2D(filters, 1, activation="sigmoid")(gate)
    return layers.Multiply()([x, gate])
