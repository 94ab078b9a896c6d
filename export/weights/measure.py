"""`python -m export.weights.measure`: what rounding the weights of runs/compact costs and saves.

Each row rounds the network in one way. It prints the bytes of the weights after brotli, the share
of the faces of valid whose answer stays, and the largest change of a probability. The limits in
levels.py and quantization.py were chosen from this table. It needs the prepared FER+ file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import brotli
import numpy as np
import numpy.typing as npt

from export.weights.folding import fold_batch_normalization
from export.weights.levels import LARGE, stored_levels
from export.weights.quantization import quantized, settled
from training.data import dataset
from training.runs import RunFolder
from training.tasks.expression import Expression

RUN = Path("runs/compact")

Weights = npt.NDArray[np.float32]


def main() -> None:
    """Print the table."""
    network = fold_batch_normalization(RunFolder(RUN).network())
    original = network.get_weights()
    valid = dataset.load(Expression.data_file)["valid"].images[..., None]
    expected = network.predict(valid, verbose=0)
    print(f"{'weights':30} {'brotli':>8} {'answers that stay':>18} {'largest change':>15}")
    for name, round_ in _SCHEMES.items():
        weights = [round_(tensor) for tensor in original]
        network.set_weights(weights)
        answers = network.predict(valid, verbose=0)
        stay = (answers.argmax(axis=1) == expected.argmax(axis=1)).mean()
        size = len(brotli.compress(b"".join(_stored(tensor) for tensor in weights)))
        print(f"{name:30} {size:8,} {stay:18.2%} {np.abs(answers - expected).max():15.3f}")


def _half(weights: Weights) -> Weights:
    return weights.astype(np.float16).astype(np.float32)


def _stored(weights: Weights) -> bytes:
    if levels := stored_levels(weights):
        return levels.codes.tobytes()
    half = weights.astype(np.float16)
    return half.tobytes() if np.array_equal(half, weights) else weights.tobytes()


_SCHEMES: dict[str, Callable[[Weights], Weights]] = {
    "float32": lambda weights: weights,
    "float16": _half,
    "levels where LARGE": lambda weights: settled(weights) if weights.size >= LARGE else weights,
    "levels, early ones float16": quantized,
}

if __name__ == "__main__":
    main()
