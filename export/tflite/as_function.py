"""Turns a TFLite file into a `tf.function`, from which a SavedModel and a graph model can be made.

It knows the operators that BlazeFace uses. Their meaning is that of the TFLite schema:
https://github.com/tensorflow/tensorflow/tree/master/tensorflow/compiler/mlir/lite/schema.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

from export.errors import ExportError

# A constant is a numpy array, everything computed a tf.Tensor.
_Operator = Callable[[Any, list[Any]], Any]


def as_function(content: bytes, outputs: dict[str, str]) -> Any:
    """Return the network of a TFLite file with one input as a `tf.function`.

    Args:
        content: the file.
        outputs: our name for each of the file's output tensors.

    Returns:
        A function from the input, a float32 tensor in the file's shape, to the outputs by name.

    Raises:
        ExportError: the network uses an operator that this module does not know.
    """
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(content, 0))
    graph = model.subgraphs[0]
    steps = [(_operator(model, node), node) for node in graph.operators]
    constants = {
        index: value
        for index, tensor in enumerate(graph.tensors)
        if (value := _constant(model, tensor)) is not None
    }

    def run(image: tf.Tensor) -> dict[str, tf.Tensor]:
        tensors = {**constants, graph.inputs[0]: image}
        for operator, node in steps:
            inputs = [tensors[index] for index in node.inputs]
            tensors[node.outputs[0]] = operator(node.builtinOptions, inputs)
        return {
            outputs[graph.tensors[index].name.decode()]: tensors[index] for index in graph.outputs
        }

    shape = tuple(graph.tensors[graph.inputs[0]].shape)
    return tf.function(run, input_signature=[tf.TensorSpec(shape, tf.float32, name="image")])


def _operator(model: Any, node: Any) -> _Operator:
    code = model.operatorCodes[node.opcodeIndex]
    # Files older than schema version 3a have the code in the deprecated field alone.
    builtin = max(code.builtinCode, code.deprecatedBuiltinCode)
    if builtin not in _OPERATORS:
        raise ExportError(
            f"The TFLite file uses operator {_NAMES.get(builtin, builtin)}, which "
            "export/tflite/as_function.py does not know: add it there."
        )
    return _OPERATORS[builtin]


def _constant(model: Any, tensor: Any) -> np.ndarray | None:
    data = model.buffers[tensor.buffer].data
    if data is None or len(data) == 0:
        return None
    types = {
        schema.TensorType.FLOAT16: np.float16,
        schema.TensorType.FLOAT32: np.float32,
        schema.TensorType.INT32: np.int32,
    }
    return np.frombuffer(bytes(data), types[tensor.type]).reshape(tensor.shape)


def _padding(options: Any) -> str:
    return "SAME" if options.padding == schema.Padding.SAME else "VALID"


def _activated(options: Any, x: Any) -> Any:
    known = {
        schema.ActivationFunctionType.NONE: tf.identity,
        schema.ActivationFunctionType.RELU: tf.nn.relu,
        schema.ActivationFunctionType.RELU6: tf.nn.relu6,
    }
    return known[options.fusedActivationFunction](x)


def _conv_2d(options: Any, inputs: list[Any]) -> Any:
    x, kernel, bias = inputs
    y = tf.nn.conv2d(
        x,
        kernel.transpose(1, 2, 3, 0),
        strides=(options.strideH, options.strideW),
        padding=_padding(options),
        dilations=(options.dilationHFactor, options.dilationWFactor),
    )
    return _activated(options, tf.nn.bias_add(y, bias))


def _depthwise_conv_2d(options: Any, inputs: list[Any]) -> Any:
    x, kernel, bias = inputs
    _, height, width, channels = kernel.shape
    y = tf.nn.depthwise_conv2d(
        x,
        kernel.reshape(height, width, channels // options.depthMultiplier, options.depthMultiplier),
        strides=(1, options.strideH, options.strideW, 1),
        padding=_padding(options),
        dilations=(options.dilationHFactor, options.dilationWFactor),
    )
    return _activated(options, tf.nn.bias_add(y, bias))


def _max_pool_2d(options: Any, inputs: list[Any]) -> Any:
    y = tf.nn.max_pool2d(
        inputs[0],
        ksize=(options.filterHeight, options.filterWidth),
        strides=(options.strideH, options.strideW),
        padding=_padding(options),
    )
    return _activated(options, y)


def _add(options: Any, inputs: list[Any]) -> Any:
    return _activated(options, tf.add(*inputs))


def _concatenation(options: Any, inputs: list[Any]) -> Any:
    return _activated(options, tf.concat(inputs, options.axis))


_NAMES = {
    code: name for name, code in vars(schema.BuiltinOperator).items() if isinstance(code, int)
}
_OPERATORS: dict[int, _Operator] = {
    schema.BuiltinOperator.ADD: _add,
    schema.BuiltinOperator.CONCATENATION: _concatenation,
    schema.BuiltinOperator.CONV_2D: _conv_2d,
    schema.BuiltinOperator.DEPTHWISE_CONV_2D: _depthwise_conv_2d,
    schema.BuiltinOperator.DEQUANTIZE: lambda _, inputs: inputs[0].astype(np.float32),
    schema.BuiltinOperator.MAX_POOL_2D: _max_pool_2d,
    schema.BuiltinOperator.PAD: lambda _, inputs: tf.pad(*inputs),
    schema.BuiltinOperator.RELU: lambda _, inputs: tf.nn.relu(inputs[0]),
    schema.BuiltinOperator.RESHAPE: lambda options, inputs: tf.reshape(inputs[0], options.newShape),
}
