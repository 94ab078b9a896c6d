"""Converts any Keras network with named outputs for the page and for the host.

A task's own file, such as expression.py, calls it, compares the answers and writes the manifest.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

from export.errors import ExportError
from export.tfjs.graph_model import write_graph_model
from export.tfjs.runtime import run_graph_model
from export.tflite.conversion import as_tflite
from export.tflite.runtime import run_tflite
from export.weights.folding import fold_batch_normalization

Inputs = npt.NDArray[np.float32]
Answers = dict[str, npt.NDArray[np.float32]]
"""A network's outputs by name, each [n, ...]."""


@dataclass(frozen=True)
class Converted:
    """A network in both formats, and what each version of it answers on the same inputs.

    Attributes:
        graph: The file name of the TF.js graph model.
        tflite: The TFLite file.
        original: Keras's answers.
        rounded: Keras's answers with rounded weights. Both runtimes have these weights.
        browser: TF.js's answers.
        host: LiteRT's answers.
    """

    graph: str
    tflite: bytes
    original: Answers
    rounded: Answers
    browser: Answers
    host: Answers


def convert(
    network: keras.Model,
    inputs: Inputs,
    folder: Path,
    round_weights: Callable[[keras.Model], None],
) -> Converted:
    """Convert a network, and run each version of it.

    Both formats are made of one Keras network with rounded weights, so both have the same.

    Args:
        network: a functional or sequential model with one input and a dict of outputs.
        inputs: what the versions are compared on, [n, ...].
        folder: receives the graph model.
        round_weights: rounds the weights of a network in place.

    Raises:
        ExportError: TF.js or LiteRT cannot run the network; the message names what it lacks.
    """
    smaller = fold_batch_normalization(network)
    round_weights(smaller)
    rounded: Answers = smaller.predict(inputs, verbose=0)
    with tempfile.TemporaryDirectory() as temporary:
        saved_model, tflite = Path(temporary) / "saved_model", Path(temporary) / "model.tflite"
        try:
            smaller.export(saved_model, verbose=False)
        except Exception as error:
            raise ExportError(f"Keras cannot export the network {network.name}: {error}") from error
        graph = write_graph_model(saved_model, folder)
        tflite.write_bytes(as_tflite(saved_model))
        return Converted(
            graph=graph,
            tflite=tflite.read_bytes(),
            original=network.predict(inputs, verbose=0),
            rounded=rounded,
            browser=run_graph_model(folder / graph, inputs, sorted(rounded)),
            host=run_tflite(tflite, inputs),
        )
