"""Runs a .tflite network.

LiteRT does it, not OpenCV's dnn module: LiteRT gives the same answers in half the time and a third
of the space, and OpenCV 5 loses one of the detector's two outputs.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class Network:
    """One network, for one thread.

    Args:
        model: the .tflite file, with one float32 input.
    """

    def __init__(self, model: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - starts up fast

        # Pictures run beside each other, so a picture needs one thread.
        self._interpreter = Interpreter(str(model), num_threads=1)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._outputs = {
            str(output["name"]): output["index"]
            for output in self._interpreter.get_output_details()
        }

    def run(self, values: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Return every output by name for an input of the network's shape."""
        self._interpreter.set_tensor(self._input, values)
        self._interpreter.invoke()
        return {name: self._interpreter.get_tensor(index) for name, index in self._outputs.items()}
