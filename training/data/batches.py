"""What a training step gets: shuffled faces, rare emotions repeated, faces mixed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray


class EpochBatches(keras.utils.PyDataset, ABC):  # type: ignore[misc]
    """Batches that follow from a seed and the epoch's number alone, so that a run can resume.

    A subclass gives `__len__` and `__getitem__`, as Keras asks, and `shuffle`.

    Args:
        seed: Seed of all that is random.
    """

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.seed = seed
        self._epoch = 0

    @property
    def epoch(self) -> int:
        """The epoch that is served, from 0."""
        return self._epoch

    @epoch.setter
    def epoch(self, epoch: int) -> None:
        self._epoch = epoch
        self.shuffle(np.random.default_rng((self.seed, epoch)))

    @abstractmethod
    def shuffle(self, random: np.random.Generator) -> None:
        """Choose the order of a new epoch."""

    def batch_random(self, index: int) -> np.random.Generator:
        """Return the random numbers of batch `index` of this epoch."""
        return np.random.default_rng((self.seed, self.epoch, index))

    def on_epoch_end(self) -> None:
        """Go on to the next epoch."""
        self.epoch += 1


class FaceBatches(EpochBatches):
    """Whole batches of faces with the targets of a classifier.

    Args:
        images: Shape [n, 48, 48].
        targets: Shape [n, classes]; rows sum to 1.
        batch_size: Faces in a step.
        seed: Seed of all that is random.
        mixup: With m > 0 each face is mixed with the next one of its batch, in shares drawn from
            Beta(m, m). Zhang et al., 2018 (https://arxiv.org/abs/1710.09412).
        repeat_threshold: A class that leads in a smaller share f of the faces has them repeated
            sqrt(repeat_threshold / f) times. Gupta et al., 2019 (https://arxiv.org/abs/1908.03195).
    """

    def __init__(
        self,
        images: NDArray[np.uint8],
        targets: NDArray[np.float32],
        batch_size: int,
        seed: int,
        *,
        mixup: float = 0.0,
        repeat_threshold: float = 0.0,
    ) -> None:
        super().__init__(seed)
        self._images, self._targets = images, targets
        self._batch_size, self._mixup = batch_size, mixup
        self._repeats = _repeats(targets, repeat_threshold)
        self.epoch = 0

    def __len__(self) -> int:
        return int(self._repeats.sum()) // self._batch_size

    def __getitem__(self, index: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        chosen = self._order[index * self._batch_size : (index + 1) * self._batch_size]
        images, targets = self._images[chosen, :, :, None], self._targets[chosen]
        if not self._mixup:
            return images, targets
        random = self.batch_random(index)
        shares = random.beta(self._mixup, self._mixup, (len(chosen), 1)).astype(np.float32)
        mixture = _mixed(images, shares[..., None, None])
        return np.rint(mixture).astype(np.uint8), _mixed(targets, shares)

    def shuffle(self, random: np.random.Generator) -> None:
        """Choose the order of a new epoch, and which faces are repeated in it."""
        order = random.permutation(len(self._images))
        if self._repeats.max() > 1:
            # Of a face with 1.4 repeats the second comes in four of ten epochs.
            stops = np.floor(self._repeats[order].cumsum() + random.random()).astype(int)
            order = random.permutation(order.repeat(np.diff(stops, prepend=0)))
        self._order = order


def _repeats(targets: NDArray[np.float32], threshold: float) -> NDArray[np.float64]:
    """Return how often each face comes in an epoch, on average; at least once."""
    leading = targets.argmax(axis=1)
    shares = np.bincount(leading, minlength=targets.shape[1]) / len(targets)
    repeats: NDArray[np.float64] = np.sqrt(np.maximum(threshold / shares[leading], 1))
    return repeats


def _mixed(rows: NDArray[Any], shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `shares` of each of `rows` and the rest of the one after it."""
    mixture: NDArray[np.float32] = shares * rows + (1 - shares) * np.roll(rows, -1, axis=0)
    return mixture
