"""The app's network: shaped for a phone's browser and its first load.

| network | parameters | kB shipped | time, BlazeFace = 1 | P1 on valid |
|---|---|---|---|---|
| stem 16, stages 24, 48, 96 | 179,562 | 192 | 0.34 | 84.1 % |
| this: stem 32 with a stride of 2, stages 32, 64, 128 | 321,056 | 373 | 0.52 | 86.6 % |
| teacher: stages 32, 64, 64, 128, 128 | 701,712 | 717 | 0.88 | 87.0 % |
| teacher_large: the same and 256, mixtures, taught by teacher | 1,656,400 | | | 87.7 % |
| study_cnn | 711,784 | 705 | 0.51 | 85.2 % |

A byte a weight, and two in this network's smaller tensors; lower quartile of 56 interleaved runs of
four in TF.js's wasm backend with SIMD, one thread, batch 1, in Node. The first was trained for 40
epochs without a teacher. The teacher's 344 kB more would make the page's first load larger than
that of others.
"""

import keras

from training.networks.residual import residual_network


def build() -> keras.Model:
    """Build the network: about 0.32 M parameters, an embedding of 128."""
    return residual_network("compact", stem=32, stages=((32, 1), (64, 2), (128, 2)), dropout=0.2)
