"""When an answer is certain: where the first emotion leads the second by enough."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.data.labels import EXCLUDED
from training.evaluation.metrics import Answered, Probabilities

REQUIRED_ACCURACY = 0.9
"""Share of the certain answers that must be right on valid, by P2."""


def choose_lead(probabilities: Probabilities, labels: NDArray[np.int64]) -> float:
    """Return the smallest lead, in steps of 0.05, from which 90 % of the answers are right.

    Chosen on valid by P2; an answer with less is shown as "not sure".

    Args:
        probabilities: Shape [n, 8].
        labels: Shape [n], -1 where left out.
    """
    kept = labels != EXCLUDED
    correct = probabilities[kept].argmax(axis=1) == labels[kept]
    leads = _lead(probabilities[kept])
    for threshold in np.arange(0, 0.95, 0.05):
        certain = leads >= threshold
        if certain.any() and correct[certain].mean() >= REQUIRED_ACCURACY:
            return round(float(threshold), 2)
    return 0.95


def certain_answers(
    probabilities: Probabilities, labels: NDArray[np.int64], lead: float
) -> Answered:
    """Return which share of the faces is answered with certainty, and how many rightly."""
    kept = labels != EXCLUDED
    certain = _lead(probabilities[kept]) >= lead
    correct = probabilities[kept].argmax(axis=1) == labels[kept]
    return Answered(
        coverage=float(certain.mean()),
        accuracy=float(correct[certain].mean()) if certain.any() else 0.0,
    )


def _lead(probabilities: Probabilities) -> NDArray[np.floating[Any]]:
    """Return by how much the first emotion leads the second, shape [n]."""
    ordered = np.sort(probabilities, axis=1)
    return ordered[:, -1] - ordered[:, -2]
