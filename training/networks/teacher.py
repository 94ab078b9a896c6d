"""A larger residual network that teacher_large learns from; no browser runs it."""

import keras

from training.networks.residual import residual_network


def build() -> keras.Model:
    """Build the network: about 0.70 M parameters."""
    return residual_network(
        "teacher",
        stem=((32, 6, 2),),
        stages=((32, 1), (64, 2), (64, 1), (128, 2), (128, 1)),
        dropout=0.3,
    )
