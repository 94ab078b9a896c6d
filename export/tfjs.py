"""SavedModel -> TF.js graph model: model.json and float16 weight shards."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import tensorflow as tf

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
        folder: receives model.json and group1-shard*.bin; created if absent. The names of the
            signature's outputs are the names that TF.js executes by.
    """
    # The converter prints its progress with print().
    with contextlib.redirect_stdout(io.StringIO()):
        _converter().convert_tf_saved_model(
            str(saved_model),
            str(folder),
            quantization_dtype_map={"float16": "*"},
            strip_debug_ops=True,
        )
    # The converter's key order changes from run to run, and so would the model's version.
    model = folder / "model.json"
    content = json.loads(model.read_text())
    model.write_text(json.dumps(content, sort_keys=True, separators=(",", ":")))


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
