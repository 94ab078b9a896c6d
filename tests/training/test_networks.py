"""Every recipe's network keeps the contract that export relies on."""

from __future__ import annotations

from math import prod

import keras
import numpy as np
import pytest

from training import recipe
from training.__main__ import RECIPES
from training.networks import compact, study_cnn


def test_the_studys_network_has_its_published_parameter_counts() -> None:
    network = study_cnn.build()
    assert network.count_params() == 711_784
    assert sum(prod(variable.shape) for variable in network.trainable_variables) == 708_584


def test_the_apps_network_fits_its_budget() -> None:
    network = compact.build()
    assert network.count_params() <= 711_784  # the study's
    assert 64 <= network.layers[-1].input.shape[-1] <= 256


def test_there_are_recipes() -> None:
    assert {"study_cnn", "mini_xception", "compact"} <= set(RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_networks_turn_luma_into_probabilities(name: str) -> None:
    network = recipe.load(name).build()
    faces = np.random.default_rng(1).uniform(0, 255, (2, 48, 48, 1)).astype(np.float32)
    probabilities = keras.ops.convert_to_numpy(network(faces))
    assert network.input_shape == (None, 48, 48, 1)
    assert probabilities.shape == (2, 8)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    last = network.layers[-1]
    assert last.name == "probabilities"
    assert last.activation is keras.activations.softmax
    assert len(last.input.shape) == 2
