"""The app's network: shaped for a phone's browser and its first load.

| network | parameters | kB shipped | time, BlazeFace = 1 | P1 on valid |
|---|---|---|---|---|
| stem 16, stages 24, 48, 96 | 179,562 | 191 | 0.36 | 84.1 % |
| stem 32, stages 32, 64, 128 | 321,056 | 336 | 0.56 | 86.6 % |
| this: stages 32, 64, 64, 128 | 397,424 | 437 | 0.74 | 87.7 % |
| teacher: stages 32, 64, 64, 128, 128 | 701,712 | 717 | 0.96 | 87.0 % |
| teacher_large: the same and 256 | 1,656,400 | | | 87.7 % |
| study_cnn | 711,784 | 705 | 0.61 | 85.2 % |

A byte a weight, two in this one's early convolutions; lower quartile of 55 interleaved runs of four
in TF.js's wasm backend with SIMD, one thread, batch 1, in Node. They were not trained alike: the
first for 40 epochs without a teacher, the second for 95 and this for 330 with more and more
teachers. With the teacher's fifth block the page's first load would be larger than that of others.
"""

import keras

from training.networks.residual import residual_network


def build() -> keras.Model:
    """Build the network: about 0.40 M parameters, an embedding of 128."""
    return residual_network(
        "compact", stem=((32, 6, 2),), stages=((32, 1), (64, 2), (64, 1), (128, 2)), dropout=0.2
    )
