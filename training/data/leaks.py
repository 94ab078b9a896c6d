"""Finds pixel copies between splits: FER+ holds hundreds, and they flatter a result."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.data.dataset import Faces

Images = NDArray[np.uint8]


def is_copy(images: Images, others: Images) -> NDArray[np.bool_]:
    """Say which of `images`, shape [n, h, w], equal one of `others`, mirrored or not.

    Returns:
        Shape [n].
    """
    known = {image.tobytes() for image in others}
    return np.array(
        [image.tobytes() in known or image[:, ::-1].tobytes() in known for image in images],
        np.bool_,
    )


def training_faces(splits: dict[str, Faces]) -> Faces:
    """Return the faces of train that are no pixel copy of a valid or test face."""
    held_out = np.concatenate([splits["valid"].images, splits["test"].images])
    return splits["train"].select(~is_copy(splits["train"].images, held_out))
