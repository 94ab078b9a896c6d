"""Every recipe's network keeps the contract that export relies on."""

from __future__ import annotations

from math import prod

import keras
import numpy as np
import pytest

from training.__main__ import RECIPES
from training.fit import build_network
from training.recipes import common

EXPRESSION_RECIPES = [name for name in RECIPES if common.load(name).task.kind == "expression"]


def network(recipe_name: str) -> keras.Model:
    recipe = common.load(recipe_name)
    return build_network(recipe.architecture, recipe.task, "float32")


def test_the_studys_network_has_its_published_parameter_counts() -> None:
    study = network("study_cnn")
    assert study.count_params() == 711_784
    assert sum(prod(variable.shape) for variable in study.trainable_variables) == 708_584


def test_the_apps_network_fits_its_budget() -> None:
    compact = network("compact")
    assert compact.count_params() <= 711_784  # the study's
    assert 64 <= compact.layers[-1].input.shape[-1] <= 256


def test_there_are_recipes() -> None:
    assert {"study_cnn", "mini_xception", "compact"} <= set(RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_data_and_comes_back_from_json(name: str) -> None:
    recipe = common.load(name)
    assert common.Recipe.model_validate_json(recipe.model_dump_json()) == recipe


@pytest.mark.parametrize("name", EXPRESSION_RECIPES)
def test_networks_turn_luma_into_probabilities(name: str) -> None:
    built = network(name)
    faces = np.random.default_rng(1).uniform(0, 255, (2, 48, 48, 1)).astype(np.float32)
    probabilities = keras.ops.convert_to_numpy(built(faces))
    assert built.input_shape == (None, 48, 48, 1)
    assert probabilities.shape == (2, 8)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    last = built.layers[-1]
    assert last.name == "probabilities"
    assert last.activation is keras.activations.softmax
    assert len(last.input.shape) == 2
