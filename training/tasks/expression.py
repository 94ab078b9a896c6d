"""The expression of a face: eight emotions, learnt from FER+'s votes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from training.data import dataset, labels, leaks
from training.data.batches import FaceBatches
from training.data.dataset import Faces
from training.evaluation import calibration
from training.evaluation.metrics import Probabilities, measure
from training.losses.distillation import ClassDistillation
from training.tasks.task import Task

PROBABILITIES = "probabilities"
"""The name of the network's last layer, whose input is the embedding."""

_TARGETS = {"plurality": labels.plurality_targets, "votes": labels.vote_distribution}
_LABELS = {"P1": labels.majority_labels, "P2": labels.plurality_labels}


class Expression(Task):
    """Classifies faces [n, 48, 48, 1] into eight emotions.

    Attributes:
        targets: What is learnt: the plurality of the votes (hard) or their distribution (soft).
        protocol: The protocol whose accuracy on valid is watched.
        mixup: Parameter of the mixtures of two faces; 0 mixes none. See `FaceBatches`.
        repeat_threshold: Share of the faces below which an emotion's faces are repeated.
        calibrate: Whether the kept network's last layer is calibrated on valid.
    """

    data_file: ClassVar[Path] = Path("data/ferplus.npz")
    watched: ClassVar[str] = "accuracy"

    kind: Literal["expression"] = "expression"
    targets: Literal["plurality", "votes"]
    protocol: Literal["P1", "P2"]
    mixup: float = 0.0
    repeat_threshold: float = 0.0
    calibrate: bool = False

    def load(self, path: Path) -> dict[str, Faces]:
        """Read the prepared file."""
        return dataset.load(path)

    def head(self, features: keras.KerasTensor) -> keras.KerasTensor:
        """Return the probabilities of the emotions, [n, 8]."""
        softmax = layers.Dense(
            len(labels.EMOTIONS), activation="softmax", name=PROBABILITIES, dtype="float32"
        )
        return softmax(features)

    def loss(self) -> keras.Loss:
        """Return the cross-entropy to the targets."""
        return keras.losses.CategoricalCrossentropy()

    def training_metrics(self) -> list[str]:
        """Return the accuracy on augmented training faces."""
        return ["accuracy"]

    def training_batches(self, data: dict[str, Faces], batch_size: int, seed: int) -> FaceBatches:
        """Return the training faces that have a target and are no copies of held-out faces."""
        faces = leaks.training_faces(data)
        targets = _TARGETS[self.targets](faces.votes)
        used = targets.sum(axis=1) > 0
        return FaceBatches(
            faces.images[used],
            targets[used],
            batch_size,
            seed,
            mixup=self.mixup,
            repeat_threshold=self.repeat_threshold,
        )

    def valid_images(self, data: dict[str, Faces]) -> NDArray[np.uint8]:
        """Return the faces of valid."""
        return data["valid"].images[..., None]

    def measure(self, outputs: Probabilities, data: dict[str, Faces]) -> dict[str, float]:
        """Return accuracy and macro-F1 on valid, by the protocol."""
        measured = measure(outputs, self._valid_labels(data))
        return {"accuracy": measured.accuracy, "macro_f1": measured.macro_f1}

    def finish(self, network: keras.Model, outputs: Probabilities, data: dict[str, Faces]) -> None:
        """Calibrate the last layer on valid."""
        if self.calibrate:
            prior = labels.vote_distribution(data["valid"].votes).mean(axis=0)
            calibration.calibrate(network, outputs, self._valid_labels(data), prior)

    def distillation(self, weight: float) -> keras.Layer:
        """Return the cross-entropy to the teachers' probabilities."""
        return ClassDistillation(weight)

    def _valid_labels(self, data: dict[str, Faces]) -> NDArray[np.int64]:
        return _LABELS[self.protocol](data["valid"].votes)
