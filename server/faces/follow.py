"""The network `follow`: whether a crop shows a face."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contract.manifest import FollowManifest
from server.faces.tflite import Network


class Follow:
    """Confirms what the detector takes for a face; for one thread.

    Args:
        manifest: what the network's manifest says.
        model: the .tflite file: input [1, size, size, 1], BT.601 luma 0..255.
    """

    def __init__(self, manifest: FollowManifest, model: Path) -> None:
        self.manifest = manifest
        self._network = Network(model)

    def presence(self, face: NDArray[np.float32]) -> float:
        """Return the probability that a crop, [size, size] luma 0..255, shows a face.

        It is 0 where the network gives no number.
        """
        outputs = self._network.run(face[None, :, :, None])
        presence = float(outputs[self.manifest.outputs.presence].reshape(-1)[0])
        return presence if math.isfinite(presence) else 0.0
