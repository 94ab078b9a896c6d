"""Converts a SavedModel to TFLite, for the host, which has no TensorFlow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import flatbuffers
import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

from export.weights.levels import fits_half


def as_tflite(saved_model: Path) -> bytes:
    """Return a SavedModel's default signature as a TFLite file.

    The model takes one input at a time. Its weights are float16. Its outputs have the names that
    the signature gives them.
    """
    loaded = tf.saved_model.load(str(saved_model))
    signature = loaded.signatures[tf.saved_model.DEFAULT_SERVING_SIGNATURE_DEF_KEY]
    (batched,) = signature.structured_input_signature[1].values()
    # A fixed shape lets LiteRT hand the whole network to its fast kernels.
    spec = tf.TensorSpec((1, *batched.shape[1:]), batched.dtype, name=batched.name)
    single = tf.function(signature).get_concrete_function(**{spec.name: spec})
    converter = tf.lite.TFLiteConverter.from_concrete_functions([single], loaded)

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(converter.convert(), 0))
    graph = model.subgraphs[0]
    for index, tensor in enumerate(graph.tensors):
        # The converter's names depend on what the process converted before.
        tensor.name = f"t{index}".encode()
    for output in model.signatureDefs[0].outputs:
        graph.tensors[output.tensorIndex].name = output.name
    _halve_constants(model, graph)
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _halve_constants(model: Any, graph: Any) -> None:
    """Store constants as float16, each followed by an operator that turns it into float32."""
    code = schema.BuiltinOperator.DEQUANTIZE
    model.operatorCodes.append(
        schema.OperatorCodeT(builtinCode=code, deprecatedBuiltinCode=code, version=3)
    )
    # Tensors may share a buffer, so all are read before the first is replaced.
    constants = [
        (index, tensor, np.frombuffer(bytes(data), np.float32))
        for index, tensor in enumerate(graph.tensors)
        if (data := model.buffers[tensor.buffer].data) is not None
        and len(data)
        and tensor.type == schema.TensorType.FLOAT32
    ]
    for index, tensor, values in constants:
        if not fits_half(values):
            continue
        halved = values.astype(np.float16).tobytes()
        model.buffers[tensor.buffer].data = np.frombuffer(halved, np.uint8)
        graph.tensors.append(
            schema.TensorT(
                name=tensor.name + b"/half",
                shape=tensor.shape,
                type=schema.TensorType.FLOAT16,
                buffer=tensor.buffer,
            )
        )
        tensor.buffer = 0
        widen = schema.OperatorT(
            opcodeIndex=len(model.operatorCodes) - 1,
            inputs=[len(graph.tensors) - 1],
            outputs=[index],
        )
        graph.operators.insert(0, widen)
