"""Calibration finds the temperature that was put in, and lets rare emotions win what is theirs."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers
from numpy.typing import NDArray

from training.evaluation.calibration import calibrate, choose
from training.evaluation.metrics import calibration_error, measure, reliability

PRIOR = np.full(8, 1 / 8, np.float32)


def sampled(sharpness: float) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return honest probabilities to the power of `sharpness`, renewed, and drawn labels."""
    random = np.random.default_rng(3)
    honest = random.dirichlet(np.full(8, 0.3), 4000)
    labels = np.array([random.choice(8, p=row) for row in honest])
    powered = np.maximum(honest, 1e-9) ** sharpness
    return powered / powered.sum(axis=1, keepdims=True), labels


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(logits)
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


@pytest.mark.parametrize("sharpness", [0.6, 1.0, 1.6])
def test_the_temperature_undoes_too_much_or_too_little_confidence(sharpness: float) -> None:
    probabilities, labels = sampled(sharpness)
    assert choose(probabilities, labels, PRIOR).temperature == pytest.approx(sharpness, rel=0.1)


def test_a_rare_emotion_that_is_never_answered_is_raised() -> None:
    random = np.random.default_rng(5)
    labels = np.where(random.random(6000) < 0.04, 7, 0)
    prior = np.array([0.96, *[1e-3] * 6, 0.034], np.float32)
    evidence = random.normal(np.where(labels == 7, 3.0, -3.0), 1.5)
    logits = np.full((6000, 8), -20.0)
    logits[:, 0], logits[:, 7] = 0, evidence + np.log(0.001)
    probabilities = softmax(logits)
    chosen = choose(probabilities, labels, prior)
    adjusted = logits - chosen.adjustment * np.log(prior)
    before, after = measure(probabilities, labels), measure(softmax(adjusted), labels)
    assert chosen.adjustment > 0
    assert (after.recall["contempt"] or 0) > (before.recall["contempt"] or 0) + 0.2
    assert after.accuracy >= before.accuracy - 0.001


def test_the_last_layer_answers_as_calibrated() -> None:
    inputs = keras.Input((8,))
    outputs = layers.Dense(8, activation="softmax", kernel_initializer="identity")(inputs)
    network = keras.Model(inputs, outputs)
    probabilities, labels = sampled(0.6)
    features = np.log(probabilities).astype(np.float32)
    chosen = calibrate(network, probabilities, labels, PRIOR)
    answers = network.predict(features, verbose=0)
    expected = probabilities ** (1 / chosen.temperature)
    np.testing.assert_allclose(answers, expected / expected.sum(axis=1, keepdims=True), atol=1e-4)
    assert calibration_error(reliability(answers, labels)) < 0.03
    assert calibration_error(reliability(probabilities, labels)) > 0.05
