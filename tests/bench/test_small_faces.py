"""Faces of few pixels."""

import numpy as np

from bench.small_faces import shrunk


def test_a_face_keeps_the_detail_of_so_many_pixels() -> None:
    stripes = np.zeros((48, 48), np.uint8)
    stripes[:, ::2] = 200
    assert shrunk(stripes, 48).std() > 90
    assert shrunk(stripes, 24).std() < 1
    assert shrunk(stripes, 12).shape == (48, 48)
