from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from keras import Input, Model, layers

from export.weights.folding import fold_batch_normalization


def with_lived_in_normalisation(inputs: Any, outputs: Any) -> Model:
    model = Model(inputs, outputs)
    rng = np.random.default_rng(5)
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.set_weights([rng.uniform(0.5, 2, w.shape) for w in layer.get_weights()])
    return model


def answers(model: Model) -> Any:
    shape = model.inputs[0].shape[1:]
    faces = np.random.default_rng(6).uniform(0, 1, (3, *shape)).astype(np.float32)
    return model.predict(faces, verbose=0)


def normalisations(model: Model) -> int:
    return sum(isinstance(layer, layers.BatchNormalization) for layer in model.layers)


@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize(
    "layer",
    [
        lambda use_bias: layers.Conv2D(5, 3, use_bias=use_bias),
        lambda use_bias: layers.DepthwiseConv2D(3, depth_multiplier=2, use_bias=use_bias),
        lambda use_bias: layers.SeparableConv2D(5, 3, use_bias=use_bias),
        lambda use_bias: layers.Dense(5, use_bias=use_bias),
    ],
    ids=["conv", "depthwise", "separable", "dense"],
)
def test_folds_into_each_affine_layer(layer: Callable[[bool], Any], use_bias: bool) -> None:
    inputs = Input((6, 6, 3))
    x = layers.BatchNormalization(scale=use_bias)(layer(use_bias)(inputs))
    model = with_lived_in_normalisation(inputs, layers.ReLU()(x))

    folded = fold_batch_normalization(model)

    assert normalisations(folded) == 0
    np.testing.assert_allclose(answers(folded), answers(model), rtol=1e-4, atol=1e-5)
    assert normalisations(model) == 1, "the original is left as it was"


def test_keeps_what_cannot_be_folded() -> None:
    inputs = Input((6, 6, 3))
    activated = layers.BatchNormalization()(layers.Conv2D(4, 1, activation="relu")(inputs))
    shared = layers.Conv2D(4, 1)(activated)
    outputs = layers.Add()([layers.BatchNormalization()(shared), shared])
    model = with_lived_in_normalisation(inputs, outputs)

    folded = fold_batch_normalization(model)

    assert normalisations(folded) == 2
    np.testing.assert_allclose(answers(folded), answers(model), rtol=1e-4, atol=1e-5)
