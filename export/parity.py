"""Compares the answers of an exported network with those of its original."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from export.errors import ExportError

PROBABILITY_TOLERANCE = 2e-3
ROUNDING_TOLERANCE = 0.25
"""How far rounding the weights may change a probability, of a face between two emotions."""
DETECTOR_TOLERANCE = 1e-3
EMBEDDING_TOLERANCE = 1e-2
"""As a share of the embeddings' largest value: their scale differs from network to network."""

Array = npt.NDArray[np.floating[Any]]


class ParityError(ExportError):
    """An exported network's answers differ from those of its original."""


@dataclass(frozen=True)
class Agreement:
    """How far two sets of probabilities agree.

    Attributes:
        faces: How many faces were compared.
        largest_difference: Of any probability.
        near_ties: Faces with another leading emotion, where the original's first two probabilities
            are closer together than the tolerance.
    """

    faces: int
    largest_difference: float
    near_ties: int

    def __str__(self) -> str:
        return (
            f"{self.faces} faces, largest difference {self.largest_difference:.1e}, "
            f"{self.near_ties} near ties"
        )


def check_close(name: str, expected: Array, actual: Array, tolerance: float) -> float:
    """Return the largest absolute difference of two arrays.

    Raises:
        ParityError: the shapes differ, or the difference is above `tolerance` or not a number.
    """
    if expected.shape != actual.shape:
        raise ParityError(
            f"The exported {name} have shape {actual.shape} instead of {expected.shape}; "
            "nothing was written."
        )
    difference = float(np.max(np.abs(expected - actual)))
    # Written so that NaN fails too.
    if not difference <= tolerance:
        raise ParityError(
            f"The exported {name} differ from the original by {difference:.1e}, "
            f"and {tolerance:.1e} is allowed; nothing was written."
        )
    return difference


def check_probabilities(expected: Array, actual: Array) -> Agreement:
    """Compare the probabilities of n faces, both of shape [n, emotions].

    Raises:
        ParityError: a probability differs by more than `PROBABILITY_TOLERANCE`, or another emotion
            leads although the original's first two are further apart than that.
    """
    difference = check_close("probabilities", expected, actual, PROBABILITY_TOLERANCE)
    ranked = np.sort(expected, axis=1)
    lead = ranked[:, -1] - ranked[:, -2]
    flipped = expected.argmax(axis=1) != actual.argmax(axis=1)
    wrong = int(np.sum(flipped & (lead >= PROBABILITY_TOLERANCE)))
    if wrong:
        raise ParityError(
            f"Another emotion leads in the exported model on {wrong} of {len(expected)} faces; "
            "nothing was written."
        )
    return Agreement(len(expected), difference, int(np.sum(flipped)))
