"""A pixel copy is found, mirrored or not; a face that differs anywhere is none."""

import numpy as np

from training.data import leaks
from training.data.dataset import Faces


def test_finds_copies_and_mirrored_copies_only() -> None:
    others = np.random.default_rng(1).integers(0, 255, (3, 48, 48)).astype(np.uint8)
    near = others[2].copy()
    near[7, 7] ^= 1
    images = np.stack([others[0], others[1, :, ::-1], near, others[2, ::-1]])
    assert leaks.is_copy(images, others).tolist() == [True, True, False, False]


def test_training_faces_lose_their_copies_of_held_out_faces() -> None:
    images = np.random.default_rng(2).integers(0, 255, (5, 48, 48)).astype(np.uint8)
    votes = np.full((3, 10), 2, np.uint8)
    splits = {
        "train": Faces(images[:3], votes, ("a", "b", "c")),
        "valid": Faces(images[[0]], votes[:1], ("d",)),
        "test": Faces(images[[2]][:, :, ::-1], votes[:1], ("e",)),
    }
    assert leaks.training_faces(splits).names == ("b",)
