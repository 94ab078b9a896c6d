"""mini-Xception: residual blocks of separable convolutions (Arriaga et al., 2017).

Source: https://arxiv.org/abs/1710.07557, with the wider block ladder and dense head of the blog
series that Camxuc grew out of.
"""

from __future__ import annotations

import keras
from keras import layers, regularizers

from training.emotions import EMOTIONS
from training.ferplus import SIZE

L2 = 0.01


def build() -> keras.Model:
    """Build 8 base filters, five residual blocks (16..256) and a dense head of 128/64/32."""
    inputs = keras.Input((SIZE, SIZE, 1))
    x = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    for _ in range(2):
        x = layers.Conv2D(8, 3, use_bias=False, kernel_regularizer=regularizers.L2(L2))(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
    for filters in (16, 32, 64, 128, 256):
        x = _residual_block(x, filters)
    x = layers.GlobalAveragePooling2D()(x)
    for units in (128, 64, 32):
        x = layers.Dense(units, activation="relu")(x)
        x = layers.Dropout(0.3)(x)
    outputs = layers.Dense(len(EMOTIONS), activation="softmax", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="mini_xception")


def _residual_block(x: keras.KerasTensor, filters: int) -> keras.KerasTensor:
    shortcut = layers.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(x)
    shortcut = layers.BatchNormalization()(shortcut)
    for last in (False, True):
        x = layers.SeparableConv2D(
            filters,
            3,
            padding="same",
            use_bias=False,
            depthwise_regularizer=regularizers.L2(L2),
            pointwise_regularizer=regularizers.L2(L2),
        )(x)
        x = layers.BatchNormalization()(x)
        if not last:
            x = layers.ReLU()(x)
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    return layers.Add()([x, shortcut])
