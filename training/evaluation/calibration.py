"""Makes a trained network's confidence honest, and its rare emotions less often overlooked.

Two numbers, chosen on valid: a temperature (Guo et al., 2017, https://arxiv.org/abs/1706.04599)
and how much of the training faces' prior is taken off the logits (Menon et al., 2021,
https://arxiv.org/abs/2007.07314). Both become part of the last layer's weights, so they cost the
browser nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.metrics import log_loss

from training.data.labels import EMOTIONS, EXCLUDED
from training.evaluation.metrics import Probabilities, measure

ACCURACY_TOLERANCE = 0.001
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

    adjustments = [round(step * 0.05, 2) for step in range(21)]
    measured = {
        adjustment: measure(softmax(logits - adjustment * np.log(prior), axis=1), truth)
        for adjustment in adjustments
    }
    least_accuracy = measured[0.0].accuracy - ACCURACY_TOLERANCE
    adjustment = max(
        (choice for choice in adjustments if measured[choice].accuracy >= least_accuracy),
        key=lambda choice: measured[choice].macro_f1,
    )
    adjusted = logits - adjustment * np.log(prior)
    temperature = min(
        (round(step * 0.02, 2) for step in range(15, 101)),
        key=lambda choice: log_loss(
            truth, softmax(adjusted / choice, axis=1), labels=range(len(EMOTIONS))
        ),
    )
    return Calibration(temperature=temperature, adjustment=adjustment)
