"""A byte a weight: never further off than half a level, and then nothing more is lost."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras import layers

from export.weights.coarse import quantize_coarsely
from export.weights.levels import LARGE, MOST, on_levels, settled, stored_levels


@pytest.mark.parametrize("most", [24, MOST])
@given(st.integers(0, 2**32 - 1), st.floats(-2, 2), st.floats(1e-3, 10))
def test_levels_are_near_few_and_keep_zero(
    most: int, seed: int, mean: float, spread: float
) -> None:
    random = np.random.default_rng(seed)
    values = random.normal(mean, spread, LARGE).astype(np.float32)
    values[7] = 0
    levels = on_levels(values, most)
    assert levels.codes.max() < most
    assert np.abs(levels.values() - values).max() <= 1.01 * levels.scale
    assert levels.values()[7] == 0


@pytest.mark.parametrize("count", [16, 24, 32, MOST])
def test_levels_are_told_from_the_values_on_them(count: int) -> None:
    values = settled(np.random.default_rng(3).normal(0, 1, LARGE).astype(np.float32), count)
    levels = stored_levels(values)
    assert levels is not None
    assert levels.codes.max() < count
    np.testing.assert_array_equal(levels.values(), values)


def test_values_on_no_levels_have_none() -> None:
    values = np.random.default_rng(4).normal(0, 1, LARGE).astype(np.float32)
    assert stored_levels(values) is None
    assert stored_levels(settled(values)[1:]) is None, "too few to be worth it"


@pytest.mark.parametrize("value", [0.0, 3.0, -3.0])
def test_one_value_alone_is_kept(value: float) -> None:
    values = np.full(LARGE, value, np.float32)
    np.testing.assert_allclose(on_levels(values).values(), values, rtol=1e-6)


def test_layers_of_other_kinds_are_rounded_each_by_itself() -> None:
    network = keras.Sequential(
        [
            keras.Input((8, 8, 32)),
            layers.SeparableConv2D(128, 3),
            layers.Conv2D(64, 1, use_bias=False),
        ]
    )
    samples = np.random.default_rng(0).uniform(0, 1, (5, 8, 8, 32)).astype(np.float32)
    depthwise, pointwise, bias, kernel = network.get_weights()
    quantize_coarsely(network, samples, 24)
    after = network.get_weights()
    np.testing.assert_array_equal(after[0], depthwise.astype(np.float16))
    np.testing.assert_array_equal(after[1], settled(pointwise))
    np.testing.assert_array_equal(after[2], bias)
    np.testing.assert_array_equal(after[3], settled(kernel))


def test_coarse_rounding_leaves_few_levels_and_hardly_moves_the_mean() -> None:
    keras.utils.set_random_seed(2)
    network = keras.Sequential(
        [keras.Input((8, 8, 32)), layers.Conv2D(64, 3, padding="same"), layers.Conv2D(4, 1)]
    )
    samples = np.random.default_rng(0).uniform(0, 1, (50, 8, 8, 32)).astype(np.float32)
    before, means = network.get_weights(), network.predict(samples, verbose=0).mean(axis=(0, 1, 2))
    quantize_coarsely(network, samples, 24)
    after = network.get_weights()
    assert len(np.unique(after[0])) <= 24
    levels = stored_levels(after[0])
    assert levels is not None
    np.testing.assert_array_equal(levels.values(), after[0])
    np.testing.assert_array_equal(after[2], before[2].astype(np.float16))
    now = network.predict(samples, verbose=0).mean(axis=(0, 1, 2))
    np.testing.assert_allclose(now, means, atol=1e-5)
