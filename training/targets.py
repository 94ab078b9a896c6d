"""From FER+'s ten vote columns to labels, soft targets, and the protocols results are quoted by.

All functions take votes of shape [n, 10] (columns as in `VOTE_COLUMNS`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.emotions import EMOTIONS

Votes = NDArray[np.uint8]
Labels = NDArray[np.int64]

EXCLUDED = -1
"""The label of a face that a protocol leaves out."""


def without_outliers(votes: Votes) -> Votes:
    """Apply Microsoft's rule: votes of 1 or less count as 0."""
    return np.where(votes > 1, votes, 0).astype(np.uint8)


def majority_labels(votes: Votes) -> Labels:
    """Protocol P1: the emotion that holds more than half of the votes left by Microsoft's rule.

    Returns:
        Shape [n]: 0..7, or `EXCLUDED` where there is none.
    """
    left = without_outliers(votes).astype(np.int64)
    top = left.argmax(axis=1)
    leads = 2 * left.max(axis=1) > left.sum(axis=1)
    return np.where(leads & (top < len(EMOTIONS)), top, EXCLUDED)


def plurality_labels(votes: Votes) -> Labels:
    """Protocol P2: the emotion with the most of the raw ten votes (the first one, in a tie).

    Returns:
        Shape [n]: 0..7, or `EXCLUDED` where "unknown" or "not a face" comes first.
    """
    top = votes.argmax(axis=1)
    return np.where(top < len(EMOTIONS), top, EXCLUDED)


def vote_distribution(votes: Votes) -> NDArray[np.float32]:
    """Soft targets: the shares of the eight emotions after Microsoft's rule.

    Returns:
        Shape [n, 8]; rows sum to 1, or to 0 where no emotion keeps a vote.
    """
    left = without_outliers(votes)[:, : len(EMOTIONS)].astype(np.float32)
    total = left.sum(axis=1, keepdims=True)
    shares: NDArray[np.float32] = np.divide(left, total, out=np.zeros_like(left), where=total > 0)
    return shares


def one_hot(labels: Labels) -> NDArray[np.float32]:
    """Return shape [n, 8]; labels are 0..7."""
    rows: NDArray[np.float32] = np.eye(len(EMOTIONS), dtype=np.float32)[labels]
    return rows
