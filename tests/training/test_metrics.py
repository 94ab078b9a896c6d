"""The figures are what their definitions say; on FER+ itself the protocols have their known n."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.training.ferplus_files import FERPLUS
from training.data import ferplus, labels, leaks
from training.data.dataset import Faces
from training.data.labels import EMOTIONS, EXCLUDED
from training.evaluation import metrics
from training.evaluation.certainty import certain_answers, choose_lead
from training.evaluation.metrics import Answered, OwnLabels
from training.evaluation.protocols import protocols


def answers(*labels: int, confidence: float = 0.9) -> NDArray[np.float32]:
    rest = (1 - confidence) / (len(EMOTIONS) - 1)
    rows = np.full((len(labels), len(EMOTIONS)), rest, np.float32)
    rows[np.arange(len(labels)), labels] = confidence
    return rows


def test_measures_accuracy_f1_recall_and_confusion() -> None:
    truth = np.array([0, 0, 0, 1, EXCLUDED])
    measured = metrics.measure(answers(0, 0, 1, 1, 5), truth)
    assert measured.n == 4
    assert measured.accuracy == pytest.approx(3 / 4)
    # neutral: precision 1, recall 2/3; happiness: precision 1/2, recall 1.
    assert measured.macro_f1 == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert measured.recall["neutral"] == pytest.approx(2 / 3)
    assert measured.recall["contempt"] is None
    assert measured.confusion[0][:2] == [2, 1]
    assert np.sum(measured.confusion) == 4


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    truth = np.array([0, 0, 0, 0, 1])
    for confidence, gap in ((0.8, 0), (0.95, 0.15)):
        bins = metrics.reliability(answers(*[0] * 5, confidence=confidence), truth)
        assert metrics.calibration_error(bins) == pytest.approx(gap, abs=1e-6)


def test_contempt_is_no_answer_where_fer2013_has_no_such_label() -> None:
    probabilities = np.array([[0.1, 0.3, 0, 0, 0, 0, 0, 0.6], [0.6, 0.4, 0, 0, 0, 0, 0, 0]])
    own = np.array([EMOTIONS.index("happiness"), EMOTIONS.index("happiness")], np.int8)
    assert metrics.measure_own_labels(probabilities, own) == OwnLabels(n=2, accuracy=0.5)
    own[1] = EXCLUDED
    assert metrics.measure_own_labels(probabilities, own) == OwnLabels(n=1, accuracy=1.0)


def test_vote_divergence_is_zero_for_the_votes_themselves_only() -> None:
    votes = np.array([[6, 4, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 10, 0]], np.uint8)
    own = np.concatenate([labels.vote_distribution(votes[:1]), answers(0)])
    assert metrics.vote_divergence(own, votes) == pytest.approx(0, abs=1e-6)
    assert metrics.vote_divergence(answers(1, 0), votes) > 0.5


def test_lead_threshold_is_the_smallest_that_makes_answers_trustworthy() -> None:
    doubtful, clear = answers(0, 0, confidence=0.3), answers(*[0] * 8, confidence=0.9)
    probabilities = np.concatenate([doubtful, clear])
    truth = np.array([1, 1, *[0] * 8])
    lead = choose_lead(probabilities, truth)
    assert lead == pytest.approx(0.25)  # the doubtful answers lead by 0.2
    answered = certain_answers(probabilities, truth, lead)
    assert answered == Answered(coverage=0.8, accuracy=1.0)


def test_p1_clean_leaves_out_test_faces_seen_before() -> None:
    images = np.random.default_rng(4).integers(0, 255, (4, 48, 48)).astype(np.uint8)
    votes = np.zeros((4, 10), np.uint8)
    votes[:, 3] = 10
    splits = {
        "train": Faces(images[:1], votes[:1], ("a",)),
        "valid": Faces(images[1:2], votes[:1], ("b",)),
        "test": Faces(
            np.stack([images[0], images[1][:, ::-1], images[2]]), votes[:3], ("c", "d", "e")
        ),
    }
    labelled = protocols(splits, "test")
    assert labelled["P1"].tolist() == [3, 3, 3]
    assert labelled["P1-clean"].tolist() == [EXCLUDED, EXCLUDED, 3]


@pytest.mark.skipif(not FERPLUS.is_dir(), reason=f"needs all of FER+ in {FERPLUS} (or $FERPLUS)")
def test_protocols_keep_the_published_number_of_faces() -> None:
    splits = ferplus.read(FERPLUS).splits
    kept = {
        split: {
            protocol: int((found != EXCLUDED).sum())
            for protocol, found in protocols(splits, split).items()
        }
        for split in splits
    }
    assert kept == {
        "train": {"P1": 25_045, "P2": 28_385},
        "valid": {"P1": 3_191, "P2": 3_555},
        "test": {"P1": 3_137, "P2": 3_545, "P1-clean": 2_870},
    }
    assert len(splits["train"]) - len(leaks.training_faces(splits)) == 692
