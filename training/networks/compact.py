"""The app's network: shaped for a phone's browser."""

import keras

from training.networks.residual import residual_network


def build() -> keras.Model:
    """Build the network: about 0.32 M parameters, an embedding of 128."""
    return residual_network("compact", stem=32, stages=((32, 1), (64, 2), (128, 2)), dropout=0.2)
