"""Runs a TFLite model on LiteRT, as the host does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter, OpResolverType

Array = npt.NDArray[np.float32]


def run_tflite(path: Path, inputs: Array) -> dict[str, Array]:
    """Run a TFLite model on each input and return all outputs by tensor name, stacked.

    Args:
        path: the .tflite file of a model that takes one input at a time.
        inputs: float32, shape [n, height, width, channels].
    """
    interpreter = Interpreter(
        str(path),
        # The plain kernels: a reference must not depend on the processor.
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )
    interpreter.allocate_tensors()
    entry = interpreter.get_input_details()[0]["index"]
    outputs = interpreter.get_output_details()
    answers: dict[str, list[Array]] = {output["name"]: [] for output in outputs}
    for one in inputs:
        interpreter.set_tensor(entry, one[None])
        interpreter.invoke()
        for output in outputs:
            answers[output["name"]].append(interpreter.get_tensor(output["index"]))
    return {name: np.concatenate(values) for name, values in answers.items()}
