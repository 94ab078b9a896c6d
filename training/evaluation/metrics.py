"""What is measured of an expression network, and how metrics.json is laid out."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from scipy.special import rel_entr
from sklearn.metrics import confusion_matrix, f1_score

from training.data.labels import EMOTIONS, EXCLUDED, Votes, vote_distribution

Probabilities = NDArray[np.floating[Any]]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(gt=0)]

CALIBRATION_BINS = 15

BALANCED_OVER = ("neutral", "happiness", "surprise", "sadness", "anger")
"""The emotions with at least 100 labelled pictures in LFW."""


class Bin(BaseModel):
    """The faces whose answers have about the same confidence: their number and two means."""

    n: Count
    confidence: Share
    accuracy: Share


class Measured(BaseModel):
    """The figures of one protocol.

    Attributes:
        n: Faces.
        accuracy: Share of right answers.
        macro_f1: Mean F1 of the emotions that occur.
        ece: Expected calibration error (Guo et al., 2017, https://arxiv.org/abs/1706.04599).
        reliability: The bins that `ece` is made of.
        recall: By emotion; None where no face has it.
        confusion: Faces by label (row) and answer (column).
    """

    n: Count
    accuracy: Share
    macro_f1: Share
    ece: Share
    reliability: list[Bin]
    recall: dict[str, Share | None]
    confusion: list[list[int]]


class Valid(BaseModel):
    """The figures of the valid split; `vote_divergence` is the function of that name."""

    model_config = ConfigDict(populate_by_name=True)

    p1: Measured = Field(alias="P1")
    p2: Measured = Field(alias="P2")
    vote_divergence: float

    def protocols(self) -> dict[str, Measured]:
        """Return the figures by the protocol's name."""
        return {"P1": self.p1, "P2": self.p2}


class Test(Valid):
    """The figures of the test split."""

    p1_clean: Measured = Field(alias="P1-clean")

    def protocols(self) -> dict[str, Measured]:
        """Return the figures by the protocol's name."""
        return {**super().protocols(), "P1-clean": self.p1_clean}


class Splits(BaseModel):
    """The figures by split."""

    valid: Valid
    test: Test


class Answered(BaseModel):
    """Share of the faces that are answered with certainty, and of right ones among those."""

    coverage: Share
    accuracy: Share


class Certainty(BaseModel):
    """From which lead of the first emotion over the second an answer is certain; on P2."""

    lead: Share
    valid: Answered
    test: Answered


class Robustness(BaseModel):
    """Accuracy on P1 under each disturbance, by its name."""

    valid: dict[str, Share]
    test: dict[str, Share]


class OwnLabels(BaseModel):
    """Agreement with FER2013's own labels: seven emotions, so contempt is no answer there."""

    n: Count
    accuracy: Share


class Fer2013(BaseModel):
    """`OwnLabels` by split."""

    valid: OwnLabels
    test: OwnLabels


class LfwMeasured(BaseModel):
    """The figures of one part of LFW.

    Attributes:
        n: Pictures in which the app found the face.
        missed: Pictures in which it found none; they are in no other figure.
        accuracy: Share of right answers.
        balanced_accuracy: Mean recall of the emotions in `BALANCED_OVER`.
        recall: By emotion; None where no picture has it.
        ece: Expected calibration error.
        certain: Share of the answers that are shown as certain, and of right ones among those.
    """

    n: Count
    missed: int
    accuracy: Share
    balanced_accuracy: Share
    recall: dict[str, Share | None]
    ece: Share
    certain: Answered


class Metrics(BaseModel):
    """metrics.json of an expression network.

    `fer2013` is there where the prepared file has its labels; `lfw_dev` and `lfw_test`, by which
    nothing is trained, where `python -m training prepare-lfw` made their faces and, for the test,
    where it was asked for.
    """

    recipe: Annotated[str, Field(min_length=1)]
    parameters: Count
    trainable_parameters: Count
    splits: Splits
    certainty: Certainty
    robustness: Robustness
    fer2013: Fer2013 | None = None
    lfw_dev: LfwMeasured | None = None
    lfw_test: LfwMeasured | None = None


def measure(probabilities: Probabilities, labels: NDArray[np.int64]) -> Measured:
    """Measure probabilities, shape [n, 8], against labels, shape [n], -1 where left out."""
    kept = labels != EXCLUDED
    truth, kept_probabilities = labels[kept], probabilities[kept]
    answers = kept_probabilities.argmax(axis=1)
    confusion = confusion_matrix(truth, answers, labels=range(len(EMOTIONS)))
    hits, present = confusion.diagonal(), confusion.sum(axis=1)
    bins = reliability(kept_probabilities, truth)
    return Measured(
        n=len(truth),
        accuracy=float((answers == truth).mean()),
        macro_f1=float(f1_score(truth, answers, labels=np.unique(truth), average="macro")),
        ece=calibration_error(bins),
        reliability=bins,
        recall={
            emotion: float(hits[i] / present[i]) if present[i] else None
            for i, emotion in enumerate(EMOTIONS)
        },
        confusion=confusion.tolist(),
    )


def measure_own_labels(probabilities: Probabilities, own_labels: NDArray[np.int8]) -> OwnLabels:
    """Measure probabilities, shape [n, 8], against FER2013's own labels, -1 where unknown."""
    kept = own_labels != EXCLUDED
    of_seven = probabilities[kept].copy()
    of_seven[:, EMOTIONS.index("contempt")] = -1
    right = of_seven.argmax(axis=1) == own_labels[kept]
    return OwnLabels(n=len(right), accuracy=float(right.mean()))


def reliability(probabilities: Probabilities, labels: NDArray[np.int64]) -> list[Bin]:
    """Return those of 15 equal bins of confidence that hold faces.

    Args:
        probabilities: Shape [n, 8].
        labels: Shape [n], 0..7.
    """
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return [
        Bin(
            n=int((bins == number).sum()),
            # A softmax of one certain class may exceed 1 by a rounding error.
            confidence=min(1.0, float(confidence[bins == number].mean())),
            accuracy=float(correct[bins == number].mean()),
        )
        for number in np.unique(bins)
    ]


def calibration_error(bins: list[Bin]) -> float:
    """Return the expected calibration error of the bins of `reliability`."""
    gaps = sum(row.n * abs(row.accuracy - row.confidence) for row in bins)
    return gaps / sum(row.n for row in bins)


def vote_divergence(probabilities: Probabilities, votes: Votes) -> float:
    """Return the mean KL divergence, in nats, of `probabilities` from the vote distribution."""
    voted = vote_distribution(votes)
    kept = voted.sum(axis=1) > 0
    divergence = rel_entr(voted[kept], np.maximum(probabilities[kept], 1e-7)).sum(axis=1)
    return float(divergence.mean())
