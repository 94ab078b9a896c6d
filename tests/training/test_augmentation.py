"""Training faces are moved about, within the amounts asked for; other faces are left alone."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from training.augmentation import Camera, Erasing, Geometry, RandomGeometry


def moved(images: NDArray[np.float32], **amounts: Any) -> NDArray[np.float32]:
    layer = Geometry(**amounts).layer(3)
    return np.asarray(keras.ops.convert_to_numpy(layer(images, training=True)))


@pytest.fixture
def spots() -> NDArray[np.float32]:
    """64 faces with one soft spot right of and above the middle, at column 33, row 17."""
    rows, columns = np.mgrid[:48, :48]
    spot = 200 * np.exp(-((columns - 33) ** 2 + (rows - 17) ** 2) / 18)
    return np.repeat(spot[None, :, :, None], 64, axis=0).astype(np.float32)


def centres(images: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the centre of brightness of each face as (column, row), from the middle."""
    weights = images[..., 0].astype(np.float64)
    total = weights.sum(axis=(1, 2))
    columns = (weights.sum(axis=1) * np.arange(48)).sum(axis=1) / total
    rows = (weights.sum(axis=2) * np.arange(48)).sum(axis=1) / total
    return np.stack([columns, rows], axis=1) - 23.5


def test_nothing_happens_outside_training(spots: NDArray[np.float32]) -> None:
    layer = Geometry(rotation=90, zoom=0.5, shift=0.5, mirror=True).layer(1)
    np.testing.assert_array_equal(layer(spots, training=False), spots)


def test_no_amount_is_the_identity(spots: NDArray[np.float32]) -> None:
    np.testing.assert_allclose(moved(spots), spots, atol=1e-3)


def test_mirroring_flips_half_of_the_faces_exactly(spots: NDArray[np.float32]) -> None:
    result = moved(spots, mirror=True)
    flipped = np.abs(result - spots[:, :, ::-1]).max(axis=(1, 2, 3)) < 1e-3
    same = np.abs(result - spots).max(axis=(1, 2, 3)) < 1e-3
    assert (flipped | same).all()
    assert 16 < flipped.sum() < 48


def test_shift_stays_within_its_share(spots: NDArray[np.float32]) -> None:
    offsets = centres(moved(spots, shift=0.1)) - centres(spots)
    assert np.abs(offsets).max() < 0.1 * 48 + 0.1
    assert (offsets.std(axis=0) > 2).all()


def test_rotation_keeps_the_distance_and_stays_within_its_angle(
    spots: NDArray[np.float32],
) -> None:
    before, after = centres(spots), centres(moved(spots, rotation=20))
    np.testing.assert_allclose(
        np.linalg.norm(after, axis=1), np.linalg.norm(before, axis=1), atol=0.1
    )
    turned = np.degrees(np.arctan2(*after.T) - np.arctan2(*before.T))
    assert np.abs(turned).max() < 20.5
    assert turned.std() > 8


def test_zoom_scales_around_the_middle(spots: NDArray[np.float32]) -> None:
    ratios = centres(moved(spots, zoom=0.2)) / centres(spots)
    np.testing.assert_allclose(ratios[:, 0], ratios[:, 1], atol=0.02)
    assert ratios.min() > 1 / 1.22
    assert ratios.max() < 1 / 0.78
    assert ratios.std() > 0.05


def test_stretch_widens_what_it_lowers(spots: NDArray[np.float32]) -> None:
    wide, high = (centres(spots) / centres(moved(spots, stretch=0.2))).T
    np.testing.assert_allclose(wide + high, 2, atol=0.04)
    assert np.abs(wide - 1).max() < 0.22
    assert wide.std() > 0.08


def test_same_seed_same_faces_and_the_configuration_survives_saving(
    spots: NDArray[np.float32],
) -> None:
    layer = Geometry(rotation=12, zoom=0.1, shift=0.1, mirror=True, stretch=0.1).layer(9)
    again = RandomGeometry.from_config(layer.get_config())
    np.testing.assert_allclose(layer(spots, training=True), again(spots, training=True), atol=0.1)


def lit(images: NDArray[np.float32], **amounts: Any) -> NDArray[np.float32]:
    layer = Camera(**amounts).layer(4)
    return np.asarray(keras.ops.convert_to_numpy(layer(images, training=True)))


@pytest.fixture
def checks() -> NDArray[np.float32]:
    """64 chequered faces of 60 and 180, pixel by pixel."""
    board = np.indices((48, 48)).sum(axis=0) % 2 * 120.0 + 60
    return np.repeat(board[None, :, :, None], 64, axis=0).astype(np.float32)


def test_camera_does_nothing_without_amounts_or_outside_training(
    checks: NDArray[np.float32],
) -> None:
    np.testing.assert_allclose(lit(checks), checks, atol=1e-3)
    layer = Camera(gamma=1, contrast=1, brightness=99, blur=1, noise=99).layer(1)
    np.testing.assert_array_equal(layer(checks, training=False), checks)


def test_gamma_darkens_some_faces_and_brightens_others(checks: NDArray[np.float32]) -> None:
    means = lit(checks, gamma=1).mean(axis=(1, 2, 3))
    assert means.min() < 105
    assert means.max() > 135
    low, high = (((np.array([60, 180]) / 255) ** g * 255).mean() for g in (2, 0.5))
    assert low - 1 < means.min()
    assert means.max() < high + 1


def test_brightness_contrast_and_noise_stay_within_their_amounts(
    checks: NDArray[np.float32],
) -> None:
    offsets = (lit(checks, brightness=20) - checks).mean(axis=(1, 2, 3))
    assert 15 < np.abs(offsets).max() <= 20.01
    spread = lit(checks, contrast=0.3).std(axis=(1, 2, 3)) / 60
    assert 0.69 < spread.min() < 0.8
    assert 1.2 < spread.max() < 1.31
    noise = (lit(checks, noise=10) - checks).std(axis=(1, 2, 3))
    assert 8 < noise.max() < 10.5
    assert noise.min() < 2


def test_blur_takes_detail_from_its_share_of_the_faces(checks: NDArray[np.float32]) -> None:
    detail = lit(checks, blur=0.5).std(axis=(1, 2, 3)) / 60
    untouched = detail > 0.999
    assert 16 < untouched.sum() < 48
    assert detail.min() < 0.2


def test_values_stay_in_range(checks: NDArray[np.float32]) -> None:
    wild = lit(checks, gamma=2, contrast=2, brightness=200, blur=0.5, noise=60)
    assert wild.min() >= 0
    assert wild.max() <= 255


def test_erasing_covers_one_grey_rectangle_of_its_share_of_the_faces() -> None:
    faces = np.full((400, 48, 48, 1), -1, np.float32)
    layer = Erasing(share=0.5, largest=0.5).layer(6)
    erased = np.asarray(keras.ops.convert_to_numpy(layer(faces, training=True)))[..., 0]
    np.testing.assert_array_equal(layer(faces, training=False), faces)
    touched = [face for face in erased if (face != -1).any()]
    assert 150 < len(touched) < 230
    for face in touched:
        rows, columns = np.nonzero(face != -1)
        block = face[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        assert (block == block[0, 0]).all()
        assert 0 <= block[0, 0] <= 255
        assert max(block.shape) <= 25
