"""What `fit` asks of a task."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

import keras
from pydantic import BaseModel, ConfigDict

from training.data.batches import EpochBatches


class Task(BaseModel, ABC):
    """What a network is trained for. The fields of a subclass are its settings, kept in run.json.

    `data` is whatever the subclass's `load` returns; `fit` only passes it on. `outputs` are what
    `network.predict` gives: an array, or a dict of arrays where `head` names several outputs.

    Attributes:
        data_file: Where `load` looks unless the user names another file.
        watched: The measure that patience and the progress line watch; higher is better.
    """

    model_config = ConfigDict(frozen=True)

    data_file: ClassVar[Path]
    watched: ClassVar[str]

    @abstractmethod
    def load(self, path: Path) -> Any:
        """Read the data.

        Raises:
            DataError: The file is absent or of another kind.
        """

    @abstractmethod
    def head(self, features: keras.KerasTensor) -> Any:
        """Return the output, or a dict of named outputs, on the embedding [n, units]."""

    @abstractmethod
    def loss(self) -> Any:
        """Return the loss, or a dict of losses by output, as `keras.Model.compile` takes them."""

    def training_metrics(self) -> Any:
        """Return what Keras measures in each training step beside the loss."""
        return None

    @abstractmethod
    def training_batches(self, data: Any, batch_size: int, seed: int) -> EpochBatches:
        """Return the batches (images, targets) to train on."""

    @abstractmethod
    def valid_images(self, data: Any) -> Any:
        """Return the pictures [n, side, side, 1] on which the network is measured each epoch."""

    @abstractmethod
    def measure(self, outputs: Any, data: Any) -> dict[str, float]:
        """Measure the outputs for `valid_images`; the result holds `watched`."""

    def finish(self, network: keras.Model, outputs: Any, data: Any) -> None:
        """Change the network that is about to be kept, in place; `outputs` as in `measure`."""

    def distillation(self, weight: float) -> keras.Layer:
        """Return the layer that adds the loss against teachers, called on (student, teachers)."""
        raise NotImplementedError(f"{type(self).__name__} cannot learn from teachers.")
