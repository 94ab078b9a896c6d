"""Plain 3x3 convolutions, which TF.js's wasm backend runs at full speed."""

from __future__ import annotations

import math
from typing import Literal

import keras
from keras import layers, ops
from pydantic import BaseModel, ConfigDict

from training.data.dataset import SIZE
from training.networks.layers import BatchNormalization


class Plain(BaseModel):
    """Convolutions one after the other; all of the last map is the embedding.

    Nothing is averaged over the map: where something is must not be lost.

    Attributes:
        convolutions: Filters and stride of each.
    """

    model_config = ConfigDict(frozen=True)

    family: Literal["plain"] = "plain"
    convolutions: tuple[tuple[int, int], ...]
    side: int = SIZE

    def features(self, images: keras.KerasTensor) -> keras.KerasTensor:
        """Return the embedding of `images`, shape [n, side, side, 1], range 0..255."""
        x = layers.Rescaling(1 / 127.5, offset=-1)(images)
        for filters, stride in self.convolutions:
            x = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
            x = BatchNormalization()(x)
            x = layers.ReLU()(x)
        # Not Flatten, which asks for the batch's size: TF.js would need three more kernels.
        return ops.reshape(x, (-1, math.prod(x.shape[1:])))
