"""Which faces a training step gets: shuffled, the rare ones more often, and mixed."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray


class ShuffledFaces(keras.utils.PyDataset):  # type: ignore[misc]
    """Whole batches of training faces; what they hold follows from seed and epoch alone.

    Args:
        images: Shape [n, 48, 48].
        wanted: Their targets, shape [n, 8].
        batch: Faces in a step.
        seed: Seed of all that is random.
        mixup: With m > 0 each face is laid over the next one of its batch, in shares drawn from
            Beta(m, m). Zhang et al., 2018 (https://arxiv.org/abs/1710.09412).
        enough: An emotion that leads in a smaller share f of the faces has them repeated
            sqrt(enough / f) times. Gupta et al., 2019 (https://arxiv.org/abs/1908.03195).
    """

    def __init__(
        self,
        images: NDArray[np.uint8],
        wanted: NDArray[np.float32],
        batch: int,
        seed: int,
        *,
        mixup: float = 0.0,
        enough: float = 0.0,
    ) -> None:
        super().__init__()
        self._images, self._targets = images, wanted
        self._batch, self._seed, self._mixup = batch, seed, mixup
        self._repeats = _repeats(wanted, enough)
        self.epoch = 0

    def __len__(self) -> int:
        return int(self._repeats.sum()) // self._batch

    def __getitem__(self, index: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        chosen = self._order[index * self._batch : (index + 1) * self._batch]
        images, wanted = self._images[chosen, :, :, None], self._targets[chosen]
        if not self._mixup:
            return images, wanted
        random = np.random.default_rng((self._seed, self._epoch, index))
        shares = random.beta(self._mixup, self._mixup, (len(chosen), 1)).astype(np.float32)
        mixture = _mixed(images, shares[..., None, None])
        return np.rint(mixture).astype(np.uint8), _mixed(wanted, shares)

    @property
    def epoch(self) -> int:
        """The epoch whose order is served."""
        return self._epoch

    @epoch.setter
    def epoch(self, epoch: int) -> None:
        self._epoch = epoch
        random = np.random.default_rng((self._seed, epoch))
        order = random.permutation(len(self._images))
        if self._repeats.max() > 1:
            # Of a face with 1.4 repeats the second comes in four of ten epochs.
            stops = np.floor(self._repeats[order].cumsum() + random.random()).astype(int)
            order = random.permutation(order.repeat(np.diff(stops, prepend=0)))
        self._order = order

    def on_epoch_end(self) -> None:
        """Go on to the next epoch's order."""
        self.epoch += 1


def _repeats(wanted: NDArray[np.float32], enough: float) -> NDArray[np.float64]:
    """Return how often each face comes in an epoch, on average; at least once."""
    leading = wanted.argmax(axis=1)
    shares = np.bincount(leading, minlength=wanted.shape[1]) / len(wanted)
    repeats: NDArray[np.float64] = np.sqrt(np.maximum(enough / shares[leading], 1))
    return repeats


def _mixed(rows: NDArray[Any], shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `shares` of each of `rows` and the rest of the one after it."""
    mixture: NDArray[np.float32] = shares * rows + (1 - shares) * np.roll(rows, -1, axis=0)
    return mixture
