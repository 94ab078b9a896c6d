"""`python -m export.weights.measure`: what rounding the weights of runs/compact costs and saves.

Each row rounds the network in one way. It prints the bytes of its large weights after brotli, and
on the faces of valid (P1) the accuracy, the macro-F1, the cross-entropy to the label, and the share
of faces whose answer stays. `LARGE` in levels.py, `LEVELS` in export/expression.py and `CLIP` in
coarse.py were chosen from this table. It needs the prepared FER+ file.
"""

from __future__ import annotations

from pathlib import Path

import brotli
import numpy as np
import numpy.typing as npt
from sklearn.metrics import accuracy_score, f1_score, log_loss

from export.expression import LEVELS
from export.samples.faces import published_faces
from export.weights.coarse import CLIP, quantize_coarsely
from export.weights.folding import fold_batch_normalization
from export.weights.levels import LARGE, MOST, on_levels, settled
from training.data import dataset
from training.data.labels import EMOTIONS, EXCLUDED
from training.evaluation.protocols import protocols
from training.runs import RunFolder
from training.tasks.expression import Expression

RUN = Path("runs/compact")

Floats = npt.NDArray[np.float32]


def main() -> None:
    """Print the table."""
    network = fold_batch_normalization(RunFolder(RUN).network())
    original = network.get_weights()
    samples = published_faces()[..., None].astype(np.float32)
    splits = dataset.load(Expression.data_file)
    labels = protocols(splits, "valid")["P1"]
    kept = labels != EXCLUDED
    faces, labels = splits["valid"].images[kept][..., None], labels[kept]
    expected = network.predict(faces, verbose=0)
    print(f"{len(faces)} faces")
    print(f"{'weights':28} {'brotli':>8} {'P1':>7} {'F1':>6} {'entropy':>8} {'stay':>7}")

    def report(name: str, levels: int | None) -> None:
        answers: Floats = network.predict(faces, verbose=0)
        chosen = answers.argmax(axis=1)
        print(
            f"{name:28} {brotli_size(network.get_weights(), levels):8,}"
            f" {accuracy_score(labels, chosen):7.2%}"
            f" {f1_score(labels, chosen, average='macro'):6.3f}"
            f" {log_loss(labels, answers, labels=range(len(EMOTIONS))):8.4f}"
            f" {(chosen == expected.argmax(axis=1)).mean():7.2%}",
            flush=True,
        )

    report("float16", None)
    network.set_weights([settled(each) if each.size >= LARGE else each for each in original])
    report(f"{MOST} levels, each by itself", MOST)
    network.set_weights([settled(each) if each.ndim > 1 else each for each in original])
    report("the same, small ones too", MOST)
    for levels in (16, 24, 32, 48, LEVELS):
        network.set_weights(original)
        quantize_coarsely(network, samples, levels)
        report(f"{levels} levels, jointly", levels)
    for clip in (0.8, CLIP, 1.0):
        network.set_weights(original)
        quantize_coarsely(network, samples, LEVELS, clip=clip)
        report(f"{LEVELS} levels, range {clip:g}", LEVELS)


def brotli_size(weights: list[Floats], levels: int | None) -> int:
    """Return the bytes of the large weights: as float16, or as codes of so many levels."""
    large = [each for each in weights if each.size >= LARGE]
    if levels is None:
        return len(brotli.compress(b"".join(each.astype(np.float16).tobytes() for each in large)))
    return len(brotli.compress(b"".join(on_levels(each, levels).codes.tobytes() for each in large)))


if __name__ == "__main__":
    main()
