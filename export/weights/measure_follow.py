"""`python -m export.weights.measure_follow`: what rounding the weights of runs/follow costs.

Each row rounds the network in one way. It prints the bytes of the rounded weights after brotli, and
what rounding changes on average on held-out crops: the presence, and the place in crop sides.
`LEVELS` in export/follow.py and `CLIP` in coarse.py were chosen from this table. It needs the
prepared patches.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from export.follow import LEVELS
from export.samples.faces import published_faces
from export.weights.coarse import CLIP, quantize_coarsely
from export.weights.folding import fold_batch_normalization
from export.weights.levels import LARGE, settled
from export.weights.measure import brotli_size
from training.runs import RunFolder
from training.tasks.follow import PLACE, PRESENCE, Follow, valid_crops

RUN = Path("runs/follow")


def main() -> None:
    """Print the table."""
    network = fold_batch_normalization(RunFolder(RUN).network())
    original = network.get_weights()
    crops = valid_crops(Follow().load(Follow.data_file))[0]
    expected = network.predict(crops, verbose=0)
    samples = published_faces()[..., None].astype(np.float32)
    print(f"{len(crops)} crops")
    print(f"{'levels':24} {'brotli':>8} {'presence':>9} {'place':>7}")

    def report(name: str, levels: int) -> None:
        answers = network.predict(crops, verbose=0)
        presence, place = (np.abs(answers[key] - expected[key]).mean() for key in (PRESENCE, PLACE))
        size = brotli_size(network.get_weights(), levels)
        print(f"{name:24} {size:8,} {presence:9.4f} {place:7.4f}", flush=True)

    for levels in (16, LEVELS, 64, 128):
        network.set_weights(
            [settled(each, levels) if each.size >= LARGE else each for each in original]
        )
        report(f"{levels}, each by itself", levels)
        network.set_weights(original)
        quantize_coarsely(network, samples, levels)
        report(f"{levels}, jointly", levels)
    for clip in (0.8, CLIP, 1.0):
        network.set_weights(original)
        quantize_coarsely(network, samples, LEVELS, clip=clip)
        report(f"{LEVELS}, jointly, range {clip:g}", LEVELS)


if __name__ == "__main__":
    main()
