"""SavedModel -> TFLite, for a host that has no TensorFlow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import flatbuffers
import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

from export.halving import worth_halving


def as_tflite(saved_model: Path) -> bytes:
    """Convert a SavedModel's default signature for one input at a time, with float16 weights.

    The output tensors are named as the signature names them.
    """
    loaded = tf.saved_model.load(str(saved_model))
    signature = loaded.signatures[tf.saved_model.DEFAULT_SERVING_SIGNATURE_DEF_KEY]
    (batched,) = signature.structured_input_signature[1].values()
    # OpenCV reads no operators that compute a shape, and a fixed batch needs none.
    spec = tf.TensorSpec((1, *batched.shape[1:]), batched.dtype, name=batched.name)
    single = tf.function(signature).get_concrete_function(**{spec.name: spec})
    converter = tf.lite.TFLiteConverter.from_concrete_functions([single], loaded)

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(converter.convert(), 0))
    graph = model.subgraphs[0]
    for index, tensor in enumerate(graph.tensors):
        # The converter's names change with what the process converted before.
        tensor.name = f"t{index}".encode()
    _flatten_for_dense(model, graph)
    for output in model.signatureDefs[0].outputs:
        _name_output(model, graph, output)
    _halve_constants(model, graph)
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _flatten_for_dense(model: Any, graph: Any) -> None:
    """Put back the reshape that TFLite drops before a dense layer, and that OpenCV needs."""
    dense = schema.BuiltinOperator.FULLY_CONNECTED
    for position, node in reversed(list(enumerate(graph.operators))):
        source = node.inputs[0]
        shape = graph.tensors[source].shape
        if model.operatorCodes[node.opcodeIndex].builtinCode == dense and len(shape) > 2:
            flat = _insert_reshape(model, graph, position, source, (shape[0], np.prod(shape[1:])))
            node.inputs = np.array([flat, *node.inputs[1:]], np.int32)


def _name_output(model: Any, graph: Any, output: Any) -> None:
    """Give an output the signature's name.

    OpenCV knows a layer with a fused activation by its output's name too, but means what comes
    before the activation; so an output gets a layer of its own.
    """
    source = output.tensorIndex
    end = len(graph.operators)
    own = _insert_reshape(model, graph, end, source, tuple(graph.tensors[source].shape))
    graph.tensors[own].name = output.name
    graph.outputs = np.where(graph.outputs == source, own, graph.outputs).astype(np.int32)
    output.tensorIndex = own


def _insert_reshape(
    model: Any, graph: Any, position: int, source: int, shape: tuple[int, ...]
) -> int:
    """Insert an operator that reshapes a tensor, and return the index of its output."""
    target = schema.TensorT(
        name=graph.tensors[source].name + b"/reshaped", shape=np.array(shape, np.int32), buffer=0
    )
    index = _append(graph.tensors, target)
    reshape = schema.OperatorT(
        opcodeIndex=_operator_code(model, schema.BuiltinOperator.RESHAPE, version=1),
        inputs=[source],
        outputs=[index],
        builtinOptionsType=schema.BuiltinOptions.ReshapeOptions,
        builtinOptions=schema.ReshapeOptionsT(newShape=target.shape),
    )
    graph.operators.insert(position, reshape)
    return index


def _halve_constants(model: Any, graph: Any) -> None:
    dequantize = _operator_code(model, schema.BuiltinOperator.DEQUANTIZE, version=3)
    for index, tensor in list(enumerate(graph.tensors)):
        data = model.buffers[tensor.buffer].data
        if data is None or len(data) == 0 or tensor.type != schema.TensorType.FLOAT32:
            continue
        values = np.frombuffer(bytes(data), np.float32)
        if not worth_halving(values):
            continue
        model.buffers[tensor.buffer].data = np.frombuffer(
            values.astype(np.float16).tobytes(), np.uint8
        )
        half = schema.TensorT(
            name=tensor.name + b"/half",
            shape=tensor.shape,
            type=schema.TensorType.FLOAT16,
            buffer=tensor.buffer,
        )
        tensor.buffer = 0
        graph.operators.insert(
            0,
            schema.OperatorT(
                opcodeIndex=dequantize, inputs=[_append(graph.tensors, half)], outputs=[index]
            ),
        )


def _operator_code(model: Any, builtin: int, version: int) -> int:
    return _append(
        model.operatorCodes,
        schema.OperatorCodeT(builtinCode=builtin, deprecatedBuiltinCode=builtin, version=version),
    )


def _append(items: list[Any], item: Any) -> int:
    items.append(item)
    return len(items) - 1
