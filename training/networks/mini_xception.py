"""mini-Xception: residual blocks of separable convolutions (Arriaga et al., 2017).

Source: https://arxiv.org/abs/1710.07557, with the wider block ladder and dense head of the blog
series that Camxuc grew out of.
"""

from __future__ import annotations

from typing import Literal

import keras
from keras import layers, regularizers
from pydantic import BaseModel, ConfigDict

from training.data.dataset import SIZE


class MiniXception(BaseModel):
    """8 base filters, five residual blocks (16..256) and dense layers of 128, 64 and 32."""

    model_config = ConfigDict(frozen=True)

    family: Literal["mini_xception"] = "mini_xception"
    l2: float = 0.01
    dropout: float = 0.3
    side: int = SIZE

    def features(self, images: keras.KerasTensor) -> keras.KerasTensor:
        """Return the embedding [n, 32] of `images`, shape [n, side, side, 1], range 0..255."""
        x = layers.Rescaling(1 / 127.5, offset=-1)(images)
        for _ in range(2):
            x = layers.Conv2D(8, 3, use_bias=False, kernel_regularizer=regularizers.L2(self.l2))(x)
            x = layers.BatchNormalization()(x)
            x = layers.ReLU()(x)
        for filters in (16, 32, 64, 128, 256):
            x = self._residual_block(x, filters)
        x = layers.GlobalAveragePooling2D()(x)
        for units in (128, 64, 32):
            x = layers.Dense(units, activation="relu")(x)
            x = layers.Dropout(self.dropout)(x)
        return x

    def _residual_block(self, x: keras.KerasTensor, filters: int) -> keras.KerasTensor:
        shortcut = layers.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(x)
        shortcut = layers.BatchNormalization()(shortcut)
        for last in (False, True):
            x = layers.SeparableConv2D(
                filters,
                3,
                padding="same",
                use_bias=False,
                depthwise_regularizer=regularizers.L2(self.l2),
                pointwise_regularizer=regularizers.L2(self.l2),
            )(x)
            x = layers.BatchNormalization()(x)
            if not last:
                x = layers.ReLU()(x)
        x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
        return layers.Add()([x, shortcut])
