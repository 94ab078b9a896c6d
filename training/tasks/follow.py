"""Following a face: whether a crop shows one, and where in it the face truly is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from training.data.follow_batches import FollowBatches, sample, seen_place
from training.data.patches import FALSE, TRUE, Patches
from training.data.place import given_for
from training.tasks.task import Task

PRESENCE, PLACE = "presence", "place"

KEPT = 0.995
"""Share of the faces at which false ones are counted while training."""

PLACE_UNITS = (0.03, 0.03, 0.08, 0.08)
"""Errors of place that weigh alike, about what is left after training."""


@keras.saving.register_keras_serializable("camxuc")
class PresenceLoss(keras.losses.Loss):  # type: ignore[misc]
    """Cross-entropy in which what is answered wrongly weighs more. Lin et al., 2017, gamma 1."""

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Return [n] losses of probabilities [n, 1]."""
        chance = ops.clip(y_pred, 1e-6, 1 - 1e-6)
        right = y_true * chance + (1 - y_true) * (1 - chance)
        return ops.mean(-ops.log(right) * (0.5 + (1 - right)), axis=-1)


@keras.saving.register_keras_serializable("camxuc")
class PlaceLoss(keras.losses.Loss):  # type: ignore[misc]
    """Huber's loss in units of `PLACE_UNITS`, of the crops whose place is known.

    Args:
        weight: its weight; that of `PresenceLoss` is 1.
    """

    def __init__(self, weight: float = 0.1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.weight = weight

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Return [n] losses; `y_true` is [n, 5]: place, and 1 where it is known, else 0."""
        error = ops.abs(y_true[:, :4] - y_pred) / ops.convert_to_tensor(PLACE_UNITS, y_pred.dtype)
        huber = ops.where(error < 1, 0.5 * error**2, error - 0.5)
        return ops.mean(huber, axis=-1) * y_true[:, 4] * self.weight

    def get_config(self) -> dict[str, Any]:
        """Return what makes the same loss again."""
        config: dict[str, Any] = super().get_config()
        return config | {"weight": self.weight}


class Follow(Task):
    """Judges crops [n, 48, 48, 1]: presence [n, 1] in 0..1, place [n, 4] (training.data.place).

    Attributes:
        place_weight: The weight of the place's loss; that of presence is 1.
    """

    data_file: ClassVar[Path] = Path("data/follow/patches.npz")
    watched: ClassVar[str] = "refused"

    kind: Literal["follow"] = "follow"
    place_weight: float = 0.1

    def load(self, path: Path) -> Patches:
        """Read the prepared file."""
        return Patches.load(path)

    def head(self, features: keras.KerasTensor) -> dict[str, keras.KerasTensor]:
        """Return presence and place."""
        return {
            PRESENCE: layers.Dense(1, activation="sigmoid", name=PRESENCE)(features),
            PLACE: layers.Dense(4, name=PLACE)(features),
        }

    def loss(self) -> dict[str, keras.Loss]:
        """Return the losses of both outputs."""
        return {PRESENCE: PresenceLoss(), PLACE: PlaceLoss(self.place_weight)}

    def training_batches(self, data: Patches, batch_size: int, seed: int) -> FollowBatches:
        """Return crops of all patches that are not held out."""
        used = data.where(~data.held_out)
        return FollowBatches(used, hardness(used), batch_size, seed)

    def valid_images(self, data: Patches) -> NDArray[np.uint8]:
        """Return crops of held-out patches: faces a little off, false ones as they were seen."""
        return valid_crops(data)[0]

    def measure(self, outputs: Any, data: Patches) -> dict[str, float]:
        """Return the share of false faces refused while `KEPT` of faces are kept, and errors."""
        _, places, faces = valid_crops(data)
        presence = outputs[PRESENCE][:, 0]
        threshold = float(np.quantile(presence[faces], 1 - KEPT))
        errors = np.median(np.abs(outputs[PLACE][faces] - places[faces]), axis=0)
        return {
            "refused": float(np.mean(presence[~faces] < threshold)),
            "threshold": threshold,
            "shift_error": float(errors[:2].mean()),
            "growth_error": float(errors[2]),
            "turn_error": float(errors[3]),
        }


def hardness(patches: Patches) -> NDArray[np.float64]:
    """Return how often a patch comes: what the detector believes in comes more often."""
    return 0.3 + patches.scores.astype(np.float64)


def valid_crops(
    data: Patches,
) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.bool_]]:
    """Return crops [n, 48, 48, 1], their places [n, 4] and which show a face, always the same."""
    held_out = data.where(data.held_out & (data.faces | (data.sources == FALSE)))
    random = np.random.default_rng(4)
    crops, places = [], []
    for patch, face in zip(held_out.pixels, held_out.faces, strict=True):
        place = seen_place(random) if face else (0.0, 0.0, 0.0, 0.0)
        crops.append(sample(patch, given_for(TRUE, place)))
        places.append(place)
    images = np.rint(np.stack(crops)).astype(np.uint8)[..., None]
    return images, np.array(places, np.float32), held_out.faces
