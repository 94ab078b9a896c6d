"""Each epoch shows each face, rare ones more often; mixtures carry both faces and both targets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from training.data.batches import FaceBatches

COUNT = 1000
RARE = 0.01


def faces(**changes: Any) -> FaceBatches:
    """Make faces of one grey each, which name them; one of a hundred shows the last emotion."""
    greys = np.arange(COUNT) % 250
    images = np.broadcast_to(greys[:, None, None], (COUNT, 48, 48)).astype(np.uint8)
    labels = np.where(np.arange(COUNT) < RARE * COUNT, 7, 0)
    return FaceBatches(images, np.eye(8, dtype=np.float32)[labels], 10, 3, **changes)


def epoch(data: FaceBatches) -> tuple[Any, Any]:
    batches = [data[index] for index in range(len(data))]
    data.on_epoch_end()
    images, targets = zip(*batches, strict=True)
    return np.concatenate(images), np.concatenate(targets)


def test_an_epoch_holds_each_face_once() -> None:
    images, _ = epoch(faces())
    assert sorted(images[:, 0, 0, 0]) == sorted(np.arange(COUNT) % 250)


def test_two_epochs_differ_and_the_same_seed_repeats_them() -> None:
    data = faces(mixup=0.2, repeat_threshold=0.04)
    first, second = epoch(data)[0], epoch(data)[0]
    assert (first != second).any()
    data.epoch = 0
    np.testing.assert_array_equal(epoch(data)[0], first)


def test_rare_faces_come_more_often() -> None:
    # Four times as rare as the threshold: twice an epoch.
    data = faces(repeat_threshold=4 * RARE)
    shown = [epoch(data)[1][:, 7].sum() for _ in range(10)]
    assert np.mean(shown) == pytest.approx(2 * RARE * COUNT, rel=0.1)


def test_a_half_repeat_comes_in_half_of_the_epochs() -> None:
    data = faces(repeat_threshold=2.25 * RARE)
    shown = [epoch(data)[1][:, 7].sum() for _ in range(40)]
    assert np.mean(shown) == pytest.approx(1.5 * RARE * COUNT, rel=0.1)


def test_mixtures_hold_shares_of_two_faces_and_of_their_targets() -> None:
    plain, _ = faces()[0]
    images, mixed_targets = faces(mixup=1.0)[0]
    greys = plain[:, 0, 0, 0].astype(float)
    others = np.roll(greys, -1)
    shares = (images[:, 0, 0, 0] - others) / (greys - others)
    assert images.dtype == np.uint8
    assert (shares > -0.05).all()
    assert (shares < 1.05).all()

    # The same draws, and now a target names each face.
    one_each = FaceBatches(np.zeros((8, 48, 48), np.uint8), np.eye(8, dtype=np.float32), 8, 3)
    mixed = FaceBatches(
        np.zeros((8, 48, 48), np.uint8), np.eye(8, dtype=np.float32), 8, 3, mixup=1.0
    )
    own, targets = one_each[0][1].astype(bool), mixed[0][1]
    next_one = np.roll(own, -1, axis=0)
    np.testing.assert_allclose(targets[own] + targets[next_one], 1, atol=1e-6)
    assert (targets[~own & ~next_one] == 0).all()
    np.testing.assert_allclose(mixed_targets.sum(axis=1), 1, atol=1e-6)
