"""Converts a SavedModel to a TF.js graph model, for the page."""

from __future__ import annotations

import contextlib
import io
import json
import math
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import tensorflow as tf

from contract.files import write_file
from export.errors import ExportError
from export.weights.levels import fits_half, stored_levels

_SIGNATURE = tf.saved_model.DEFAULT_SERVING_SIGNATURE_DEF_KEY
_FLOAT16 = {"dtype": "float16", "original_dtype": "float32"}

# tensorflowjs imports these packages. Converting a SavedModel needs none of them, and they would
# install a second TensorFlow.
_NEVER_CALLED = (
    "tensorflow_decision_forests",
    "tensorflow_hub",
    "tf_keras",
    "tensorflowjs.converters.jax_conversion",
)


def write_graph_model(saved_model: Path, folder: Path) -> str:
    """Convert a SavedModel's default signature into a TF.js graph model.

    Args:
        saved_model: the SavedModel's folder.
        folder: receives model-HASH.json, the graph, and weights-HASH.bin. The graph's outputs have
            the names of the signature's outputs.

    Returns:
        The graph's file name.

    Raises:
        ExportError: the network has an operation that TF.js has not, or cannot be converted.
    """
    signature = tf.saved_model.load(str(saved_model)).signatures[_SIGNATURE]
    with tempfile.TemporaryDirectory() as converted:
        _convert(saved_model, Path(converted), signature)
        content = json.loads((Path(converted) / "model.json").read_text())
        specs, weights = _stored(Path(converted), content["weightsManifest"])
    content["signature"]["outputs"] = _outputs(signature)
    file = write_file(folder, "weights.bin", weights)
    content["weightsManifest"] = [{"paths": [file.path], "weights": specs}]
    _simplify(content)
    # The converter's key order changes from run to run, and so would the file's hash.
    graph = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return write_file(folder, "model.json", graph.encode()).path


def _convert(saved_model: Path, folder: Path, signature: Any) -> None:
    try:
        # The converter prints its progress with print().
        with contextlib.redirect_stdout(io.StringIO()):
            _converter().convert_tf_saved_model(str(saved_model), str(folder), strip_debug_ops=True)
    except Exception as error:
        unsupported = _layers_of(signature, set(str(error).split()))
        if not unsupported:
            reason = str(error).strip().replace("\n", " ") or type(error).__name__
            raise ExportError(f"TF.js's converter cannot convert the network: {reason}.") from error
        where = ", ".join(f"{operation} (in {name})" for operation, name in unsupported.items())
        raise ExportError(
            f"TF.js has no operation {where}: use another activation or layer there."
        ) from error


def _layers_of(signature: Any, words: set[str]) -> dict[str, str]:
    """Return the operations of a network that are among `words`, each with the layer it is in.

    The converter's errors are sentences with the names of operations in them.
    """
    graph = signature.graph.as_graph_def()
    nodes = [*graph.node, *(node for f in graph.library.function for node in f.node_def)]
    return {
        node.op: node.name.rpartition("/")[0] or node.name for node in nodes if node.op in words
    }


def _outputs(signature: Any) -> dict[str, Any]:
    """Return the graph's outputs by name.

    The converter tells outputs apart by their shapes alone. It names their nodes Identity,
    Identity_1, ... in the order in which TensorFlow flattens the signature: sorted by name.
    """
    return {
        name: {
            "name": f"Identity_{index}:0" if index else "Identity:0",
            "dtype": "DT_FLOAT",
            "tensorShape": {"dim": [{"size": str(size or -1)} for size in spec.shape]},
        }
        for index, (name, spec) in enumerate(sorted(signature.structured_outputs.items()))
    }


def _stored(folder: Path, groups: list[Any]) -> tuple[list[dict[str, Any]], bytes]:
    """Return the description of all weights and their bytes, in the dtype each is stored in."""
    data = b"".join((folder / path).read_bytes() for group in groups for path in group["paths"])
    specs, stored, offset = [], [], 0
    for spec in (spec for group in groups for spec in group["weights"]):
        values = np.frombuffer(data, spec["dtype"], math.prod(spec["shape"]), offset)
        offset += values.nbytes
        if spec["dtype"] == "float32" and (levels := stored_levels(values)):
            affine = {"dtype": "uint8", "scale": levels.scale, "min": levels.lowest}
            specs.append(spec | {"quantization": affine | {"original_dtype": "float32"}})
            stored.append(levels.codes.tobytes())
        elif spec["dtype"] == "float32" and fits_half(values):
            specs.append(spec | {"quantization": _FLOAT16})
            stored.append(values.astype(np.float16).tobytes())
        else:
            specs.append(spec)
            stored.append(values.tobytes())
    return specs, b"".join(stored)


def _simplify(content: dict[str, Any]) -> None:
    """Shorten the names of the nodes, except inputs and outputs, and drop unused attributes.

    Names and attributes are a third of the file. They depend on what the process converted before.
    """
    tensors = content["signature"]["inputs"] | content["signature"]["outputs"]
    kept = {tensor["name"].partition(":")[0] for tensor in tensors.values()}
    nodes = content["modelTopology"]["node"]
    names = {
        node["name"]: node["name"] if node["name"] in kept else f"n{index}"
        for index, node in enumerate(nodes)
    }
    for node in nodes:
        node["name"] = names[node["name"]]
        node["attr"] = {key: value for key, value in node["attr"].items() if key[0] != "_"}
        if "input" in node:
            node["input"] = [names[name] for name in node["input"]]
    for spec in content["weightsManifest"][0]["weights"]:
        spec["name"] = names[spec["name"]]


def save_function(function: Any, saved_model: Path) -> None:
    """Save a `tf.function` with an input signature and named outputs as a SavedModel."""
    module = tf.Module()
    module.serve = function
    tf.saved_model.save(module, str(saved_model), signatures=function)


def _converter() -> Any:
    stubs = {name: ModuleType(name) for name in _NEVER_CALLED}
    stubs["tensorflowjs.converters.jax_conversion"].__dict__["convert_jax"] = None
    added = [name for name in stubs if name not in sys.modules]
    sys.modules.update({name: stubs[name] for name in added})
    try:
        from tensorflowjs.converters import tf_saved_model_conversion_v2  # noqa: PLC0415
    finally:
        for name in added:
            del sys.modules[name]
    return tf_saved_model_conversion_v2
