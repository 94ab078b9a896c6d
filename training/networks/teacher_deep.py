"""A teacher with more and narrower blocks; no browser runs it."""

import keras

from training.networks.residual import residual_network


def build() -> keras.Model:
    """Build the network: about 1.10 M parameters, the last block at 6x6."""
    return residual_network(
        "teacher_deep",
        stem=((32, 6, 2),),
        stages=(
            (32, 1),
            (32, 1),
            (64, 2),
            (64, 1),
            (64, 1),
            (128, 2),
            (128, 1),
            (128, 1),
        ),
        dropout=0.3,
    )
