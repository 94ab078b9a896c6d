"""The fused batch normalisation is Keras's own, only faster."""

from __future__ import annotations

import keras
import numpy as np
from keras import layers, ops

from training.networks.layers import BatchNormalization


def test_answers_and_moving_statistics_are_those_of_keras() -> None:
    faces = np.random.default_rng(2).normal(3, 2, (16, 5, 7, 4)).astype(np.float32)
    own, reference = BatchNormalization(momentum=0.8), layers.BatchNormalization(momentum=0.8)
    for _ in range(3):
        np.testing.assert_allclose(
            ops.convert_to_numpy(own(faces, training=True)),
            ops.convert_to_numpy(reference(faces, training=True)),
            atol=1e-4,
        )
    for mine, theirs in zip(own.get_weights(), reference.get_weights(), strict=True):
        # The kernel's variance is the unbiased one.
        np.testing.assert_allclose(mine, theirs, rtol=3e-3)
    np.testing.assert_allclose(
        ops.convert_to_numpy(own(faces, training=False)),
        ops.convert_to_numpy(reference(faces, training=False)),
        rtol=3e-3,
        atol=3e-3,
    )


def test_learns_in_mixed_precision() -> None:
    inputs = keras.Input((4, 4, 2))
    outputs = BatchNormalization(dtype="mixed_bfloat16")(inputs)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss="mse")
    faces = np.random.default_rng(2).normal(0, 1, (64, 4, 4, 2)).astype(np.float32)
    model.fit(faces, faces * 2 + 1, epochs=150, batch_size=64, verbose=0)
    gamma, beta = model.layers[-1].get_weights()[:2]
    np.testing.assert_allclose(gamma, 2 * faces.std(axis=(0, 1, 2)), atol=0.05)
    np.testing.assert_allclose(beta, 2 * faces.mean(axis=(0, 1, 2)) + 1, atol=0.05)
