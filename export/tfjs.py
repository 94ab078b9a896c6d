"""SavedModel -> TF.js graph model: model.json and its weights."""

from __future__ import annotations

import contextlib
import io
import json
import math
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import tensorflow as tf

from export.storage import lies_on_levels, on_levels, worth_halving

WEIGHTS = "weights.bin"
_FLOAT16 = {"dtype": "float16", "original_dtype": "float32"}

# tensorflowjs imports these, but the path SavedModel -> graph model never calls them, and they
# would bring a second TensorFlow along.
_NEVER_CALLED = (
    "tensorflow_decision_forests",
    "tensorflow_hub",
    "tf_keras",
    "tensorflowjs.converters.jax_conversion",
)


def write_graph_model(saved_model: Path, folder: Path) -> None:
    """Convert a SavedModel's default signature into a TF.js graph model.

    Args:
        saved_model: the SavedModel's folder.
        folder: receives model.json and weights.bin; created if absent. The names of the
            signature's outputs are the names that TF.js executes by.
    """
    # The converter prints its progress with print().
    with contextlib.redirect_stdout(io.StringIO()):
        _converter().convert_tf_saved_model(str(saved_model), str(folder), strip_debug_ops=True)
    model = folder / "model.json"
    content = json.loads(model.read_text())
    content["weightsManifest"] = [_store_weights(folder, content["weightsManifest"])]
    _simplify(content)
    # The converter's key order changes from run to run, and so would the model's version.
    model.write_text(json.dumps(content, sort_keys=True, separators=(",", ":")))


def _store_weights(folder: Path, groups: list[Any]) -> dict[str, Any]:
    """Replace the converter's shards by one, weights.bin, and return its description."""
    shards = [folder / path for group in groups for path in group["paths"]]
    data = b"".join(shard.read_bytes() for shard in shards)
    for shard in shards:
        shard.unlink()
    specs, stored, offset = [], [], 0
    for spec in (spec for group in groups for spec in group["weights"]):
        values = np.frombuffer(data, spec["dtype"], math.prod(spec["shape"]), offset)
        offset += values.nbytes
        if spec["dtype"] == "float32" and lies_on_levels(values):
            levels = on_levels(values)
            affine = {"dtype": "uint8", "scale": levels.scale, "min": levels.lowest}
            specs.append(spec | {"quantization": affine | {"original_dtype": "float32"}})
            stored.append(levels.codes.tobytes())
        elif spec["dtype"] == "float32" and worth_halving(values):
            specs.append(spec | {"quantization": _FLOAT16})
            stored.append(values.astype(np.float16).tobytes())
        else:
            specs.append(spec)
            stored.append(values.tobytes())
    (folder / WEIGHTS).write_bytes(b"".join(stored))
    return {"paths": [WEIGHTS], "weights": specs}


def _simplify(content: dict[str, Any]) -> None:
    """Shorten every node's name but inputs' and outputs', and drop the optimiser's annotations.

    They are a third of model.json, and change with what the process converted before.
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
