"""The protocols by which results on FER+ are quoted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.data import leaks
from training.data.dataset import Faces
from training.data.labels import EXCLUDED, majority_labels, plurality_labels


def protocols(splits: dict[str, Faces], split: str) -> dict[str, NDArray[np.int64]]:
    """Return the labels of `split` by protocol, shape [n] each, -1 where left out.

    P1 and P2 as in `training.data.labels`; on test also P1-clean, which leaves out the faces that
    are pixel copies of faces of train or valid.
    """
    faces = splits[split]
    majority = majority_labels(faces.votes)
    labels = {"P1": majority, "P2": plurality_labels(faces.votes)}
    if split == "test":
        seen = np.concatenate([splits["train"].images, splits["valid"].images])
        labels["P1-clean"] = np.where(leaks.is_copy(faces.images, seen), EXCLUDED, majority)
    return labels
