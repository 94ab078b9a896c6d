"""The follow network's data and task, on drawn patches instead of faces."""

from __future__ import annotations

import math
from pathlib import Path

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from server.faces.alignment import Crop
from training.data.disturbances import disturb
from training.data.follow_batches import (
    FAR_GROWTH,
    FAR_SHIFT,
    FAR_TURN,
    LARGEST_GROWTH,
    LARGEST_SHIFT,
    LARGEST_TURN,
    FollowBatches,
    far_place,
    near_place,
    sample,
)
from training.data.patches import FALSE, PATCH, TRUE, Patches, patch_of
from training.data.place import given_for, moved
from training.errors import DataError
from training.fit import build_network
from training.recipes.common import load
from training.tasks.follow import PLACE, PRESENCE, Follow, PlaceLoss, PresenceLoss, hardness

Image = NDArray[np.uint8]


def spot(x: float, y: float) -> Image:
    """A patch with a bright spot at a place in pixels."""
    across, down = np.meshgrid(np.arange(PATCH) + 0.5, np.arange(PATCH) + 0.5)
    distance = np.hypot(across - x, down - y)
    luma: Image = np.rint(255 * np.exp(-((distance / 4) ** 2))).astype(np.uint8)
    return luma


def patches(count: int = 40) -> Patches:
    """Half with a spot in the middle, which counts as a face, half without."""
    faces = np.arange(count) % 2 == 0
    blank = np.full((PATCH, PATCH), 90, np.uint8)
    return Patches(
        np.stack([spot(*(PATCH / 2,) * 2) if face else blank for face in faces]),
        faces,
        np.where(faces, 0.9, 0.4).astype(np.float32),
        np.where(faces, "UTKFace", FALSE),
        np.array([f"30_1_2_{number}.jpg" for number in range(count)]),
        np.arange(count) % 5 == 0,
    )


def test_a_crop_shows_the_face_where_its_place_says() -> None:
    random = np.random.default_rng(0)
    eye = (PATCH / 2 + 8, PATCH / 2 - 6)
    patch = spot(*eye)
    for _ in range(20):
        place = near_place(random)
        given = given_for(TRUE, place)
        crop = sample(patch, given)
        row, column = np.unravel_index(int(crop.argmax()), crop.shape)
        # The spot's place in the crop, brought back to the patch by the crop's similarity.
        step = given.side / 48
        x, y = (column + 0.5 - 24) * step, (row + 0.5 - 24) * step
        cos, sin = math.cos(given.angle), math.sin(given.angle)
        found = (given.centre_x + x * cos - y * sin, given.centre_y + x * sin + y * cos)
        assert math.dist(found, eye) < 2 * step
        assert moved(given, place).side == pytest.approx(TRUE.side)


def test_a_patch_of_a_picture_has_the_crop_in_its_middle() -> None:
    picture = np.repeat(spot(40, 90)[..., None], 3, axis=2)

    patch = patch_of(picture, Crop(40, 90, 30, 0.3))
    row, column = np.unravel_index(int(patch.argmax()), patch.shape)
    assert abs(row - PATCH / 2) < 3
    assert abs(column - PATCH / 2) < 3


def test_near_and_far_places_leave_a_gap() -> None:
    random = np.random.default_rng(1)
    for _ in range(300):
        right, down, growth, turn = near_place(random)
        assert max(abs(right), abs(down)) <= LARGEST_SHIFT
        assert abs(growth) <= LARGEST_GROWTH
        assert abs(turn) <= LARGEST_TURN
        right, down, growth, turn = far_place(random)
        assert (
            math.hypot(right, down) >= FAR_SHIFT
            or abs(growth) >= FAR_GROWTH
            or abs(turn) >= FAR_TURN
        )


def test_batches_are_half_faces_and_the_same_for_a_seed() -> None:
    data = patches()
    batches = [FollowBatches(data, hardness(data), 8, seed) for seed in (3, 3, 4)]
    (images, targets), (again, _), (other, _) = (each[0] for each in batches)
    assert images.shape == (8, 48, 48, 1)
    assert images.dtype == np.uint8
    assert targets[PRESENCE][:, 0].tolist() == [1] * 4 + [0] * 4
    assert targets[PLACE].shape == (8, 5)
    assert targets[PLACE][:, 4].tolist() == [1] * 4 + [0] * 4
    np.testing.assert_array_equal(images, again)
    assert (images != other).any()


def test_held_out_patches_are_never_trained_on() -> None:
    data = patches()
    task = Follow()
    batches = task.training_batches(data, 8, seed=0)
    assert len(batches) == (data.faces & ~data.held_out).sum() // 4
    assert len(task.valid_images(data)) == data.held_out.sum()


def test_disturbed_crops_stay_pictures() -> None:
    random = np.random.default_rng(2)
    crops = random.uniform(0, 255, (64, 48, 48)).astype(np.float32)
    before = crops.copy()
    seen = disturb(crops, random)
    assert seen.dtype == np.uint8
    assert seen.shape == before.shape
    assert (np.abs(seen - before).mean(axis=(1, 2)) > 0).all()


def test_the_losses_are_zero_for_right_answers_and_count_known_places_alone() -> None:
    presence = np.array([[1.0], [0.0]], np.float32)
    assert float(PresenceLoss()(presence, presence)) == pytest.approx(0, abs=1e-4)
    known = np.array([[0.1, 0, 0, 0, 1], [0, 0, 0, 0, 0]], np.float32)
    place = np.array([[0.1, 0, 0, 0], [9, 9, 9, 9]], np.float32)
    assert float(PlaceLoss()(known, place)) == pytest.approx(0, abs=1e-6)
    assert float(PlaceLoss()(known, place + 0.03)) > 0.01


def test_the_measure_counts_what_is_refused_while_faces_are_kept() -> None:
    data = patches(400)
    task = Follow()
    held_out = data.faces[data.held_out]
    sure = {PRESENCE: held_out[:, None].astype(np.float32), PLACE: np.zeros((80, 4), np.float32)}
    assert task.measure(sure, data)["refused"] == 1
    blind = {PRESENCE: np.full((80, 1), 0.5, np.float32), PLACE: np.zeros((80, 4), np.float32)}
    assert task.measure(blind, data)["refused"] == 0


def test_the_network_is_small_and_names_its_answers() -> None:
    recipe = load("follow")
    network = build_network(recipe.architecture, recipe.task, "float32")
    outputs = network.predict(np.zeros((2, 48, 48, 1)), verbose=0)
    assert {name: rows.shape for name, rows in outputs.items()} == {
        PRESENCE: (2, 1),
        PLACE: (2, 4),
    }
    assert 70_000 < network.count_params() < 108_000


def test_an_absent_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="prepare-follow"):
        Patches.load(tmp_path / "patches.npz")


def test_patches_survive_the_file(tmp_path: Path) -> None:
    data = patches(6)
    data.save(tmp_path / "patches.npz")
    read = Patches.load(tmp_path / "patches.npz")
    np.testing.assert_array_equal(read.pixels, data.pixels)
    assert read.names.tolist() == data.names.tolist()


@pytest.fixture(autouse=True)
def _seeded() -> None:
    keras.utils.set_random_seed(0)
