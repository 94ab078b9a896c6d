"""What a recipe is, and how to find one by its name."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import keras
import numpy as np
from numpy.typing import NDArray

from training import targets

Protocol = Literal["P1", "P2"]


@dataclass(frozen=True)
class Recipe:
    """A network and everything about how it is trained.

    Attributes:
        build: Makes the untrained network; see `training.networks`.
        augmentation: Makes the layer that training faces pass through, from a seed.
        training_targets: From votes [n, 10] to targets [n, 8]; faces whose row is all zero are
            left out.
        protocol: The protocol whose accuracy on valid is watched.
        optimizer: Makes the optimiser, from the number of steps in the whole run.
        batch: Faces in a step.
        epochs: Most epochs.
        patience: Epochs without a better one after which training stops, with the best one's
            network; None trains them all and keeps the last.
        precision: Keras's dtype policy while training. What is saved is float32 in any case.
        start: Run whose network is trained further; None starts with a new one.
        teachers: Runs whose networks' answers are targets beside the votes.
        teaching: The weight of the teachers' answers; that of the votes is 1.
        mixup: Both parameters of the Beta distribution whose draw is one face's share in a mixture
            of two, of their targets as well; 0 mixes none.
        enough: The share of the faces from which on an emotion is common enough; faces of rarer
            ones come more often than once an epoch.
        calibrated: Whether the saved network's confidence is set right on valid.
    """

    build: Callable[[], keras.Model]
    augmentation: Callable[[int], keras.layers.Layer]
    training_targets: Callable[[targets.Votes], NDArray[np.float32]]
    protocol: Protocol
    optimizer: Callable[[int], keras.optimizers.Optimizer]
    batch: int
    epochs: int
    patience: int | None
    precision: Literal["float32", "mixed_bfloat16"] = "float32"
    start: str | None = None
    teachers: tuple[str, ...] = ()
    teaching: float = 2.0
    mixup: float = 0.0
    enough: float = 0.0
    calibrated: bool = False


def plurality_targets(votes: targets.Votes) -> NDArray[np.float32]:
    """Return hard P2 labels as rows of one 1; all zero where P2 leaves the face out."""
    labels = targets.plurality_labels(votes)
    kept = labels != targets.EXCLUDED
    rows = targets.one_hot(np.where(kept, labels, 0))
    rows[~kept] = 0
    return rows


def load(name: str) -> Recipe:
    """Return the recipe called `name`, a module of `training.recipes`."""
    module = importlib.import_module(f"training.recipes.{name}")
    recipe = module.RECIPE
    assert isinstance(recipe, Recipe)  # noqa: S101
    return recipe
