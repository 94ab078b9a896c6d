"""A byte a weight: never further off than half a level, and then nothing more is lost."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras import layers

from export.weights.coarse import quantize_coarsely
from export.weights.levels import FEW, HUGE, LARGE, on_levels, stored_levels
from export.weights.quantization import quantize


@pytest.mark.parametrize(("size", "most"), [(LARGE, 256), (HUGE, 128)])
@given(st.integers(0, 2**32 - 1), st.floats(-2, 2), st.floats(1e-3, 10))
def test_levels_are_near_few_and_keep_zero(
    size: int, most: int, seed: int, mean: float, spread: float
) -> None:
    random = np.random.default_rng(seed)
    values = random.normal(mean, spread, size).astype(np.float32)
    values[7] = 0
    levels = on_levels(values)
    assert levels.codes.max() < most
    assert np.abs(levels.values() - values).max() <= 1.01 * levels.scale
    assert levels.values()[7] == 0


def test_a_network_is_rounded_where_it_is_large() -> None:
    keras.utils.set_random_seed(1)
    network = keras.Sequential([keras.Input((128,)), layers.Dense(128), layers.Dense(8)])
    before = network.get_weights()
    quantize(network)
    after = network.get_weights()
    assert stored_levels(before[0]) is None
    assert stored_levels(after[0]) is not None
    assert len(np.unique(after[0])) <= 256
    for small in (1, 2, 3):
        np.testing.assert_array_equal(after[small], before[small])


@pytest.mark.parametrize("value", [0.0, 3.0, -3.0])
def test_one_value_alone_is_kept(value: float) -> None:
    values = np.full(LARGE, value, np.float32)
    np.testing.assert_allclose(on_levels(values).values(), values, rtol=1e-6)


def test_early_convolutions_keep_two_bytes_a_weight() -> None:
    network = keras.Sequential(
        [keras.Input((8, 8, 32)), layers.Conv2D(32, 3), layers.Conv2D(64, 1)]
    )
    before = network.get_weights()
    quantize(network)
    after = network.get_weights()
    np.testing.assert_array_equal(after[0], before[0].astype(np.float16).astype(np.float32))
    assert stored_levels(after[2]) is not None


def test_coarse_rounding_leaves_few_levels_and_hardly_moves_the_mean() -> None:
    keras.utils.set_random_seed(2)
    network = keras.Sequential(
        [keras.Input((8, 8, 32)), layers.Conv2D(64, 3, padding="same"), layers.Conv2D(4, 1)]
    )
    samples = np.random.default_rng(0).uniform(0, 1, (50, 8, 8, 32)).astype(np.float32)
    before, means = network.get_weights(), network.predict(samples, verbose=0).mean(axis=(0, 1, 2))
    quantize_coarsely(network, samples)
    after = network.get_weights()
    assert len(np.unique(after[0])) <= FEW
    levels = stored_levels(after[0])
    assert levels is not None
    np.testing.assert_array_equal(levels.values(), after[0])
    np.testing.assert_array_equal(after[2], before[2])
    now = network.predict(samples, verbose=0).mean(axis=(0, 1, 2))
    np.testing.assert_allclose(now, means, atol=1e-5)
