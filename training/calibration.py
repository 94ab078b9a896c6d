"""Makes a trained network's confidence honest, and its rare emotions heard.

Two numbers, chosen on valid: a temperature (Guo et al., 2017, https://arxiv.org/abs/1706.04599)
and how much of the training faces' prior is taken off the logits (Menon et al., 2021,
https://arxiv.org/abs/2007.07314). Both end up in the weights of the last layer, so they cost the
browser nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from training.evaluation import Probabilities, measure
from training.targets import EXCLUDED

ACCURACY_TO_SPARE = 0.001
"""How much accuracy on valid a better macro-F1 may cost."""


@dataclass(frozen=True)
class Calibration:
    """What is done to the logits: (logits - adjustment * log prior) / temperature."""

    temperature: float
    adjustment: float


def calibrate(
    network: keras.Model,
    probabilities: Probabilities,
    labels: NDArray[np.int64],
    prior: NDArray[np.float32],
) -> Calibration:
    """Change the last layer of `network`, a dense softmax, and return what was chosen.

    Args:
        network: The network; changed in place.
        probabilities: Its answers on valid, shape [n, 8].
        labels: The labels there, shape [n], -1 where left out.
        prior: How often each emotion is voted for, shape [8]; only ratios count.
    """
    chosen = choose(probabilities, labels, prior)
    last = network.layers[-1]
    kernel, bias = last.get_weights()
    shifted = bias - chosen.adjustment * np.log(prior)
    last.set_weights([kernel / chosen.temperature, shifted / chosen.temperature])
    return chosen


def choose(
    probabilities: Probabilities, labels: NDArray[np.int64], prior: NDArray[np.float32]
) -> Calibration:
    """Return the adjustment with the best macro-F1 and, for it, the likeliest temperature."""
    kept = labels != EXCLUDED
    truth, logits = labels[kept], np.log(np.maximum(probabilities[kept], 1e-9))

    def measured(adjustment: float) -> tuple[float, float]:
        figures = measure(_softmax(logits - adjustment * np.log(prior)), truth)
        return figures["accuracy"], figures["macro_f1"]

    candidates = [round(step * 0.05, 2) for step in range(21)]
    figures = {adjustment: measured(adjustment) for adjustment in candidates}
    enough = figures[0.0][0] - ACCURACY_TO_SPARE
    adjustment = max(
        (candidate for candidate in candidates if figures[candidate][0] >= enough),
        key=lambda candidate: figures[candidate][1],
    )
    adjusted = logits - adjustment * np.log(prior)
    temperature = min(
        (round(step * 0.02, 2) for step in range(15, 101)),
        key=lambda candidate: _surprise(_softmax(adjusted / candidate), truth),
    )
    return Calibration(temperature=temperature, adjustment=adjustment)


def _softmax(logits: Probabilities) -> Probabilities:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Probabilities = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _surprise(probabilities: Probabilities, labels: NDArray[np.int64]) -> float:
    """Return the mean cross-entropy, in nats."""
    right = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(right, 1e-9)).mean())
