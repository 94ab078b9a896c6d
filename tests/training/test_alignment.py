"""The alignment's measure finds the rule that the faces were made by."""

from __future__ import annotations

import numpy as np
import pytest

from training.data.dataset import SIZE
from training.evaluation.alignment import Detections, best_rule, eye_rule_rms


def faces(count: int, *, noise: float = 0.0) -> Detections:
    """Make faces whose framing is 1.25 box sides around 0.1 box sides above the keypoints."""
    random = np.random.default_rng(2)
    sides = np.full(count, 1 / 1.25) * (1 + noise * random.normal(size=count))
    shape = random.uniform(-0.3, 0.3, (6, 2))
    shape -= shape.mean(axis=0)
    middle = np.array([0.5, 0.5 + 0.1 / 1.25])
    keypoints = middle + shape + noise * random.normal(size=(count, 6, 2))
    boxes = np.stack([np.full(count, 0.5), np.full(count, 0.55), sides], axis=1)
    return Detections(boxes, keypoints)


def test_finds_the_rule_behind_the_faces() -> None:
    rule = best_rule(faces(50))
    assert rule.centre_shift == pytest.approx(-0.1)
    assert rule.side == pytest.approx(1.25)
    assert rule.rms == pytest.approx(0, abs=1e-6)
    assert eye_rule_rms(faces(50)) == pytest.approx(0, abs=1e-6)


def test_noise_costs_the_eyes_more_than_the_mean_of_all_keypoints() -> None:
    noisy = faces(2000, noise=0.02)
    assert best_rule(noisy).centre_shift == pytest.approx(-0.1, abs=0.01)
    assert 0 < best_rule(noisy).rms < eye_rule_rms(noisy)
    assert best_rule(noisy).rms < 0.05 * SIZE
