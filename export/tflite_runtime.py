"""Runs a TFLite model, as the reference for the detector and the check of what the host loads."""

from __future__ import annotations

import warnings

import numpy as np
import numpy.typing as npt
import tensorflow as tf

Array = npt.NDArray[np.float32]


def run_tflite(content: bytes, inputs: Array) -> dict[str, Array]:
    """Return every output of a TFLite model's subgraph by tensor name.

    Args:
        content: the flatbuffer.
        inputs: float32, of the shape that the model's only input takes.
    """
    with warnings.catch_warnings():
        # tf.lite.Interpreter announces its move to another package.
        warnings.simplefilter("ignore")
        interpreter = tf.lite.Interpreter(
            model_content=content,
            experimental_op_resolver_type=(
                tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
            ),
        )
    entry = interpreter.get_input_details()[0]["index"]
    interpreter.resize_tensor_input(entry, inputs.shape)
    interpreter.allocate_tensors()
    interpreter.set_tensor(entry, inputs)
    interpreter.invoke()
    return {
        detail["name"]: interpreter.get_tensor(detail["index"])
        for detail in interpreter.get_output_details()
    }
