"""The networks as data, one file a family.

An architecture turns pictures [n, side, side, 1], luma in 0..255, into an embedding [n, units];
the head that a task puts on it (`training.tasks`) turns that into the network's outputs. A new
family is a file with such a class, and its name in `Architecture`.
"""

from __future__ import annotations

from typing import Annotated

import keras
from pydantic import Field

from training.networks.mini_xception import MiniXception
from training.networks.plain import Plain
from training.networks.residual import Residual
from training.networks.study_cnn import StudyCnn

Architecture = Annotated[Residual | StudyCnn | MiniXception | Plain, Field(discriminator="family")]


def image_input(architecture: Architecture) -> keras.KerasTensor:
    """Return the input of a network of this architecture."""
    return keras.Input((architecture.side, architecture.side, 1))
