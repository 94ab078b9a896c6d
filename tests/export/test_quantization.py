"""A byte a weight: never further off than half a level, and then nothing more is lost."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras import layers

from export.quantization import quantize
from export.storage import HUGE, LARGE, lies_on_levels, on_levels


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
    assert not lies_on_levels(before[0])
    assert lies_on_levels(after[0])
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
    assert lies_on_levels(after[2])
