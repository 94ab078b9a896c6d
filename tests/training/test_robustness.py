"""Each disturbance does what its name says, and only that."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from training.evaluation.robustness import disturbances, disturbed


@pytest.fixture
def face() -> NDArray[np.uint8]:
    rows, columns = np.mgrid[:48, :48]
    smooth = 120 + 80 * np.sin(columns / 6) * np.cos(rows / 8)
    return np.asarray(smooth, np.uint8)


@pytest.mark.parametrize("name", disturbances())
def test_changes_the_face_the_same_way_each_time(name: str, face: NDArray[np.uint8]) -> None:
    once, again = disturbed(np.stack([face, face]), disturbances()[name])
    assert once.shape == (48, 48)
    assert once.dtype == np.uint8
    np.testing.assert_allclose(once, again, atol=1)
    assert not np.array_equal(once, face)


def test_geometry_moves_what_it_says(face: NDArray[np.uint8]) -> None:
    done = {name: disturb(face) for name, disturb in disturbances().items()}
    np.testing.assert_allclose(done["shifted by 3 across"][:, 3:], face[:, :-3], atol=1)
    np.testing.assert_allclose(done["shifted by 3 down"][3:], face[:-3], atol=1)
    middle = slice(21, 27)
    np.testing.assert_allclose(
        done["rolled by 15 degrees"][middle, middle].mean(), face[middle, middle].mean(), atol=3
    )
    enlarged = done["cropped at 38"]
    np.testing.assert_allclose(enlarged[[0, -1]][:, [0, -1]], face[[5, 42]][:, [5, 42]], atol=4)


def test_light_and_noise_have_their_size(face: NDArray[np.uint8]) -> None:
    done = {name: disturb(face) for name, disturb in disturbances().items()}
    assert done["gamma 2"].mean() < face.mean() * 0.7
    difference = done["noise of 10 levels"].astype(float) - face
    assert difference.std() == pytest.approx(10, abs=0.7)
    board = (np.indices((48, 48)).sum(axis=0) % 2 * 255).astype(np.uint8)
    for name in ("half the resolution", "blurred by 1 pixel"):
        assert disturbances()[name](board).std() < board.std() / 4
