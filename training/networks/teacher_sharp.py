"""A teacher that looks at the face in full resolution first; no browser runs it."""

import keras

from training.networks.residual import residual_network


def build() -> keras.Model:
    """Build the network: about 1.66 M parameters, the last block at 3x3."""
    return residual_network(
        "teacher_sharp",
        stem=((16, 3, 1), (32, 3, 2)),
        stages=((32, 1), (64, 2), (64, 1), (128, 2), (128, 1), (256, 2)),
        dropout=0.3,
    )
