"""What a recipe is, how to find one by its name, and what the recipes have in common."""

from __future__ import annotations

import importlib
from typing import Literal

import keras
from pydantic import BaseModel, ConfigDict

from training.augmentation import Augmentation, Camera, Erasing, Geometry
from training.networks import Architecture
from training.networks.residual import Residual
from training.tasks import AnyTask
from training.tasks.expression import Expression

_NOT_DECAYED = ["bias", "gamma", "beta"]


class Optimizer(BaseModel):
    """An optimiser and its learning rate over the run.

    Attributes:
        algorithm: "sgd" is with Nesterov's momentum of 0.9.
        peak_learning_rate: The largest learning rate.
        schedule: Whether the rate stays, or falls to 0 along a cosine.
        warmup: Share of the steps in which the rate rises to its peak.
        initial_learning_rate: The rate of the first step where there is a warm-up.
        weight_decay: Decay of the weights, biases and normalisation excepted; none with "adam".
    """

    model_config = ConfigDict(frozen=True)

    algorithm: Literal["adam", "adamw", "sgd"]
    peak_learning_rate: float
    schedule: Literal["constant", "cosine"] = "cosine"
    warmup: float = 0.0
    initial_learning_rate: float = 0.0
    weight_decay: float = 0.0

    def build(self, steps: int) -> keras.optimizers.Optimizer:
        """Return the optimiser for a run of `steps` steps."""
        rate = self._learning_rate(steps)
        if self.algorithm == "adam":
            return keras.optimizers.Adam(rate)
        if self.algorithm == "adamw":
            optimizer = keras.optimizers.AdamW(rate, weight_decay=self.weight_decay)
        else:
            optimizer = keras.optimizers.SGD(
                rate, momentum=0.9, nesterov=True, weight_decay=self.weight_decay
            )
        optimizer.exclude_from_weight_decay(var_names=_NOT_DECAYED)
        return optimizer

    def _learning_rate(self, steps: int) -> float | keras.optimizers.schedules.LearningRateSchedule:
        if self.schedule == "constant":
            return self.peak_learning_rate
        warmup = int(steps * self.warmup)
        if not warmup:
            return keras.optimizers.schedules.CosineDecay(self.peak_learning_rate, steps)
        return keras.optimizers.schedules.CosineDecay(
            self.initial_learning_rate,
            steps - warmup,
            warmup_target=self.peak_learning_rate,
            warmup_steps=warmup,
        )


class Recipe(BaseModel):
    """A network, what it is trained for, and how. It is data, and run.json holds all of it.

    Attributes:
        task: What the network is trained for.
        architecture: The network before its head.
        augmentation: What training pictures go through, in this order.
        optimizer: The optimiser.
        batch_size: Pictures in a step.
        epochs: Most epochs.
        patience: Epochs without a better one after which training stops, with the best one's
            network; None trains them all and keeps the last.
        precision: Keras's dtype policy while training. What is kept is float32 in any case.
        init_from: Run whose network is trained further; None starts with a new one.
        teachers: Runs whose networks' answers are targets too.
        distillation_weight: The weight of the teachers' answers; that of the targets is 1.
    """

    model_config = ConfigDict(frozen=True)

    task: AnyTask
    architecture: Architecture
    augmentation: tuple[Augmentation, ...]
    optimizer: Optimizer
    batch_size: int
    epochs: int
    patience: int | None
    precision: Literal["float32", "mixed_bfloat16"] = "float32"
    init_from: str | None = None
    teachers: tuple[str, ...] = ()
    distillation_weight: float = 2.0


def load(name: str) -> Recipe:
    """Return the recipe called `name`, a module of `training.recipes`."""
    module = importlib.import_module(f"training.recipes.{name}")
    recipe = module.RECIPE
    assert isinstance(recipe, Recipe)  # noqa: S101
    return recipe


def camera_augmentation(
    *, geometry: float = 1.0, stretch: float = 0.0, blur: float = 0.3
) -> tuple[Augmentation, ...]:
    """Return what a pose, a hand and a camera do to a face; `geometry` scales the pose."""
    return (
        Geometry(
            rotation=18 * geometry,
            zoom=0.2 * geometry,
            shift=0.09 * geometry,
            mirror=True,
            stretch=stretch,
        ),
        Erasing(share=0.4, largest=0.5),
        Camera(gamma=1, contrast=0.3, brightness=25, blur=blur, noise=8),
    )


def adamw(peak_learning_rate: float) -> Optimizer:
    """Return AdamW along one cosine, after a warm-up in a 20th of the steps."""
    return Optimizer(
        algorithm="adamw",
        peak_learning_rate=peak_learning_rate,
        warmup=1 / 20,
        initial_learning_rate=1e-5,
        weight_decay=0.05,
    )


STUDY_AUGMENTATION = (Geometry(rotation=12, zoom=0.1, shift=0.1, mirror=True),)
"""The original study's augmentation."""

COMPACT = Residual(stem=((32, 6, 2),), stages=((32, 1), (64, 2), (64, 1), (128, 2)), dropout=0.2)
"""The app's network, shaped for a phone's browser: 397,424 parameters, an embedding of 128.

docs/experiments/network-size.md tells what others cost and give."""

COMPACT_TASK = Expression(
    targets="votes", protocol="P1", mixup=0.2, repeat_threshold=0.1, calibrate=True
)
