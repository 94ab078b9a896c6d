"""Residual blocks with squeeze-and-excitation: the app's networks and their teachers.

Plain 3x3 convolutions: at these sizes WebAssembly runs them faster, for the same accuracy, than
more layers of depthwise ones (docs/experiments/network-size.md). He et al., 2016
(https://arxiv.org/abs/1512.03385); Hu et al., 2018 (https://arxiv.org/abs/1709.01507).
"""

from __future__ import annotations

from typing import Literal

import keras
from keras import layers
from pydantic import BaseModel, ConfigDict

from training.data.dataset import SIZE
from training.networks.layers import BatchNormalization

SQUEEZE = 4
"""Squeeze-and-excitation's reduction: channels over hidden units."""


class Residual(BaseModel):
    """A residual network as data.

    Attributes:
        stem: Filters, size and stride of each convolution before the blocks.
        stages: Filters and stride of each residual block. The last filters are the embedding.
        dropout: Share of the embedding that is dropped in training.
        side: Side of the input picture, in pixels.
    """

    model_config = ConfigDict(frozen=True)

    family: Literal["residual"] = "residual"
    stem: tuple[tuple[int, int, int], ...]
    stages: tuple[tuple[int, int], ...]
    dropout: float
    side: int = SIZE

    def features(self, images: keras.KerasTensor) -> keras.KerasTensor:
        """Return the embedding [n, units] of `images`, shape [n, side, side, 1], range 0..255."""
        x = layers.Rescaling(1 / 127.5, offset=-1)(images)
        for filters, size, stride in self.stem:
            x = layers.ReLU()(_convolution(x, filters, size, stride))
        for filters, stride in self.stages:
            x = _residual_block(x, filters, stride)
        x = layers.GlobalAveragePooling2D()(x)
        return layers.Dropout(self.dropout)(x)


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
