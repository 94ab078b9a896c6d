"""A small residual network with squeeze-and-excitation, shaped for a phone's browser.

Plain 3x3 convolutions: at these sizes WebAssembly runs them faster, for the same accuracy, than
more layers of depthwise ones. He et al., 2016 (https://arxiv.org/abs/1512.03385); Hu et al., 2018
(https://arxiv.org/abs/1709.01507).
"""

from __future__ import annotations

import keras
from keras import layers

from training.emotions import EMOTIONS
from training.ferplus import SIZE

STEM = 16
STAGES = ((24, 1), (48, 2), (96, 2))
"""Filters and stride of each residual block; the stem leaves 24x24.

Chosen for the first load: as float16, a page with this network stays below 900 KB compressed."""
SQUEEZE = 4


def build() -> keras.Model:
    """Build the network: about 0.18 M parameters, an embedding of 96."""
    inputs = keras.Input((SIZE, SIZE, 1))
    x = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    x = layers.ReLU()(_convolution(x, STEM))
    x = layers.MaxPooling2D(2)(x)
    for filters, stride in STAGES:
        x = _residual_block(x, filters, stride)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(len(EMOTIONS), activation="softmax", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="compact")


def _residual_block(x: keras.KerasTensor, filters: int, stride: int) -> keras.KerasTensor:
    shortcut = layers.AveragePooling2D(stride)(x) if stride > 1 else x
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
    return layers.BatchNormalization(momentum=0.9)(x)


def _squeeze_and_excite(x: keras.KerasTensor) -> keras.KerasTensor:
    filters = x.shape[-1]
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = layers.Conv2D(filters // SQUEEZE, 1, activation="relu")(gate)
    gate = layers.Conv2D(filters, 1, activation="sigmoid")(gate)
    return layers.Multiply()([x, gate])
