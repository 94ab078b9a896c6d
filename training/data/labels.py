"""The eight emotions, and how FER+'s ten vote columns become labels and targets.

All functions take votes of shape [n, 10]; their columns are `VOTE_COLUMNS`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EMOTIONS = (
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
    "contempt",
)
"""In FER+ order: the order of every vote, target and probability here."""

VOTE_COLUMNS = (*EMOTIONS, "unknown", "NF")
"""The ten columns of FER+'s label files; NF means "not a face"."""

OWN_LABELS = {
    "angry": "anger",
    "disgust": "disgust",
    "fear": "fear",
    "happy": "happiness",
    "sad": "sadness",
    "surprise": "surprise",
    "neutral": "neutral",
}
"""FER2013's own seven labels, in the order of its numbers 0..6, and the emotion each means."""

Votes = NDArray[np.uint8]
Labels = NDArray[np.int64]

EXCLUDED = -1
"""The label of a face that a protocol leaves out."""


def own_label(text: str) -> int | None:
    """Return the emotion, 0..7, that a label of FER2013 means: its word or its number.

    Returns:
        None where the text is no such label.
    """
    names = list(OWN_LABELS)
    name = names[int(text)] if text in map(str, range(len(names))) else text.lower()
    return EMOTIONS.index(OWN_LABELS[name]) if name in OWN_LABELS else None


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


def plurality_targets(votes: Votes) -> NDArray[np.float32]:
    """Hard targets: the P2 label as a row of one 1.

    Returns:
        Shape [n, 8]; rows are all zero where P2 leaves the face out.
    """
    # The row of `EXCLUDED`, which counts from the end, is the one without a 1.
    rows: NDArray[np.float32] = np.eye(len(EMOTIONS) + 1, len(EMOTIONS), dtype=np.float32)
    return rows[plurality_labels(votes)]
