"""The original study's network, recovered from its published parameter counts."""

from __future__ import annotations

from typing import Literal

import keras
from keras import layers
from pydantic import BaseModel, ConfigDict

from training.data.dataset import SIZE

MOMENTUM = 0.9
"""Of the normalisation's moving statistics. At Keras's 0.99 they lag behind Adam at 1e-3; see
docs/experiments/moving-statistics.md."""


class StudyCnn(BaseModel):
    """Six convolution blocks and a dense layer; with eight classes 711,784 parameters.

    708,584 of them are trainable.
    """

    model_config = ConfigDict(frozen=True)

    family: Literal["study_cnn"] = "study_cnn"
    dropout: float = 0.5
    side: int = SIZE

    def features(self, images: keras.KerasTensor) -> keras.KerasTensor:
        """Return the embedding [n, 1024] of `images`, shape [n, side, side, 1], range 0..255."""
        x = layers.Rescaling(1 / 255)(images)
        for filters, pool in (
            (32, True),
            (32, False),
            (64, True),
            (64, True),
            (128, True),
            (256, True),
        ):
            x = layers.Conv2D(filters, 3, padding="same")(x)
            x = layers.BatchNormalization(momentum=MOMENTUM)(x)
            x = layers.ReLU()(x)
            if pool:
                x = layers.MaxPooling2D(2)(x)
        x = layers.Flatten()(x)
        x = layers.Dense(1024)(x)
        x = layers.BatchNormalization(momentum=MOMENTUM)(x)
        x = layers.ReLU()(x)
        return layers.Dropout(self.dropout)(x)
