"""Runs TFLite models: by TensorFlow, the detector's reference, and by OpenCV, as the host does."""

from __future__ import annotations

import warnings
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import tensorflow as tf

Array = npt.NDArray[np.float32]


def run_tflite(content: bytes, inputs: Array) -> dict[str, Array]:
    """Return every output of a TFLite model by tensor name, as TensorFlow computes it.

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
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], inputs)
    interpreter.invoke()
    return {
        detail["name"]: interpreter.get_tensor(detail["index"])
        for detail in interpreter.get_output_details()
    }


def run_opencv(path: Path, inputs: Array, outputs: list[str]) -> dict[str, Array]:
    """Return the named outputs of a TFLite model for one input after the other.

    Args:
        path: the .tflite file of a model that takes one input at a time.
        inputs: float32, shape [n, height, width, channels].
        outputs: names of output tensors.

    Raises:
        cv2.error: OpenCV cannot read the model.
    """
    # OpenCV 5's new engine keeps one output alone, and is what reading from memory always takes.
    net = cv2.dnn.readNetFromTFLite(str(path), cv2.dnn.ENGINE_CLASSIC)
    answers = []
    for one in inputs:
        net.setInput(np.ascontiguousarray(one.transpose(2, 0, 1)[None]))
        answers.append(net.forward(outputs))
    columns = zip(*answers, strict=True)
    return {
        name: np.concatenate([np.asarray(answer, np.float32) for answer in column])
        for name, column in zip(outputs, columns, strict=True)
    }
