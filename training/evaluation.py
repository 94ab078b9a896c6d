"""Measures probabilities against votes, by the protocols that results are quoted by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import targets
from training.copies import copies_of
from training.emotions import EMOTIONS
from training.ferplus import Faces

Probabilities = NDArray[np.floating[Any]]

CALIBRATION_BINS = 15
CERTAIN_ACCURACY = 0.9


def protocols(splits: dict[str, Faces], split: str) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Yield each protocol's name and labels, shape [n], for `split`: P1, P2 and P1-clean."""
    faces = splits[split]
    majority = targets.majority_labels(faces.votes)
    yield "P1", majority
    yield "P2", targets.plurality_labels(faces.votes)
    if split == "test":
        seen = np.concatenate([splits["train"].images, splits["valid"].images])
        yield "P1-clean", np.where(copies_of(faces.images, seen), targets.EXCLUDED, majority)


def measure(probabilities: Probabilities, labels: NDArray[np.int64]) -> dict[str, Any]:
    """Measure probabilities, shape [n, 8], against labels, shape [n], -1 where left out.

    Returns:
        n, accuracy, macro_f1, ece, reliability by bin, recall by emotion (None where no face has
        it) and the confusion matrix (rows: label, columns: answer).
    """
    kept = labels != targets.EXCLUDED
    truth, kept_probabilities = labels[kept], probabilities[kept]
    answers = kept_probabilities.argmax(axis=1)
    confusion = np.zeros((len(EMOTIONS), len(EMOTIONS)), np.int64)
    np.add.at(confusion, (truth, answers), 1)
    hits, present, answered = confusion.diagonal(), confusion.sum(axis=1), confusion.sum(axis=0)
    f1 = 2 * hits / np.maximum(present + answered, 1)
    bins = reliability(kept_probabilities, truth)
    return {
        "n": int(kept.sum()),
        "accuracy": float((answers == truth).mean()),
        "macro_f1": float(f1[present > 0].mean()),
        "ece": calibration_error(bins),
        "reliability": bins,
        "recall": {
            emotion: float(hits[i] / present[i]) if present[i] else None
            for i, emotion in enumerate(EMOTIONS)
        },
        "confusion": confusion.tolist(),
    }


def reliability(probabilities: Probabilities, labels: NDArray[np.int64]) -> list[dict[str, float]]:
    """Return, for each of 15 equal bins of confidence that holds faces, n and the two means.

    Args:
        probabilities: Shape [n, 8].
        labels: Shape [n], 0..7.
    """
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return [
        {
            "n": int((bins == number).sum()),
            "confidence": float(confidence[bins == number].mean()),
            "accuracy": float(correct[bins == number].mean()),
        }
        for number in np.unique(bins)
    ]


def calibration_error(bins: list[dict[str, float]]) -> float:
    """Return the expected calibration error (Guo et al., 2017) of `reliability`'s bins."""
    gaps = sum(row["n"] * abs(row["accuracy"] - row["confidence"]) for row in bins)
    return gaps / sum(row["n"] for row in bins)


def vote_divergence(probabilities: Probabilities, votes: targets.Votes) -> float:
    """Return the mean KL divergence, in nats, of `probabilities` from the vote distribution."""
    voted = targets.vote_distribution(votes)
    kept = voted.sum(axis=1) > 0
    p, q = voted[kept], np.maximum(probabilities[kept], 1e-7)
    return float(np.sum(p * (np.log(np.maximum(p, 1e-7)) - np.log(q)), axis=1).mean())


def lead(probabilities: Probabilities) -> NDArray[np.floating[Any]]:
    """Return by how much the first emotion leads the second, shape [n]."""
    ordered = np.sort(probabilities, axis=1)
    return ordered[:, -1] - ordered[:, -2]


def choose_lead(probabilities: Probabilities, labels: NDArray[np.int64]) -> float:
    """Return the smallest lead, in steps of 0.05, from which 90 % of the P2 answers are right.

    Chosen on valid; an answer with less is shown as "not sure".
    """
    kept = labels != targets.EXCLUDED
    correct = probabilities[kept].argmax(axis=1) == labels[kept]
    leads = lead(probabilities[kept])
    for threshold in np.arange(0, 0.95, 0.05):
        certain = leads >= threshold
        if certain.any() and correct[certain].mean() >= CERTAIN_ACCURACY:
            return round(float(threshold), 2)
    return 0.95


def at_lead(
    probabilities: Probabilities, labels: NDArray[np.int64], threshold: float
) -> dict[str, float]:
    """Return which share of the faces is answered with certainty, and how many rightly."""
    kept = labels != targets.EXCLUDED
    certain = lead(probabilities[kept]) >= threshold
    correct = probabilities[kept].argmax(axis=1) == labels[kept]
    return {
        "coverage": float(certain.mean()),
        "accuracy": float(correct[certain].mean()) if certain.any() else 0.0,
    }
