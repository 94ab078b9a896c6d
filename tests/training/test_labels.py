"""Votes become labels by the rules that published results use."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from training.data import labels
from training.data.labels import EMOTIONS

NEUTRAL, HAPPINESS = EMOTIONS.index("neutral"), EMOTIONS.index("happiness")


def votes(**counts: int) -> NDArray[np.uint8]:
    columns = [*EMOTIONS, "unknown", "nf"]
    return np.array([[counts.get(column, 0) for column in columns]], np.uint8)


def test_single_votes_count_as_none() -> None:
    left = labels.without_outliers(votes(neutral=1, happiness=2, unknown=1))
    np.testing.assert_array_equal(left, votes(happiness=2))


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (votes(happiness=6, neutral=4), HAPPINESS),
        (votes(happiness=5, neutral=5), labels.EXCLUDED),
        (votes(happiness=4, neutral=3, sadness=3), labels.EXCLUDED),
        # The single votes go first: 5 of the 8 left is more than half.
        (votes(happiness=5, neutral=3, anger=1, fear=1), HAPPINESS),
        (votes(unknown=9, happiness=1), labels.EXCLUDED),
        (votes(nf=10), labels.EXCLUDED),
    ],
)
def test_p1_needs_more_than_half_of_the_votes_left(given: NDArray[np.uint8], label: int) -> None:
    assert labels.majority_labels(given).tolist() == [label]


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (votes(happiness=4, neutral=3, sadness=3), HAPPINESS),
        (votes(neutral=5, happiness=5), NEUTRAL),
        (votes(unknown=4, happiness=3, sadness=3), labels.EXCLUDED),
        (votes(nf=6, happiness=4), labels.EXCLUDED),
    ],
)
def test_p2_takes_the_plurality_of_the_raw_votes(given: NDArray[np.uint8], label: int) -> None:
    assert labels.plurality_labels(given).tolist() == [label]


def test_soft_targets_are_shares_of_the_eight_emotions() -> None:
    shares = labels.vote_distribution(votes(happiness=6, neutral=2, sadness=1, unknown=1))
    assert shares[0, HAPPINESS] == pytest.approx(0.75)
    assert shares[0, NEUTRAL] == pytest.approx(0.25)
    assert shares.sum() == pytest.approx(1)
    assert labels.vote_distribution(votes(unknown=10)).sum() == 0


def test_hard_targets_leave_excluded_faces_empty() -> None:
    both = np.concatenate([votes(happiness=6, neutral=4), votes(unknown=10)])
    expected = np.zeros((2, len(EMOTIONS)))
    expected[0, HAPPINESS] = 1
    np.testing.assert_array_equal(labels.plurality_targets(both), expected)
