"""Tiny networks in run folders, as training leaves them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

import export  # noqa: F401  (chooses Keras's backend before Keras is imported)
from export.classifier import Exported, export_classifier


def tiny_network(
    *, size: int = 48, classes: int = 8, last: str = "probabilities", stride: int = 2
) -> keras.Model:
    """A network with what real ones have: bias and none, normalisation, dropout, flatten."""
    keras.utils.set_random_seed(3)
    inputs = keras.Input((size, size, 1))
    x = layers.Rescaling(1 / 255)(inputs)
    x = layers.Conv2D(8, 3, strides=2, padding="same")(x)
    x = layers.BatchNormalization(momentum=0.8)(x)
    x = layers.ReLU()(x)
    x = layers.SeparableConv2D(16, 3, strides=stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.8)(x)
    x = layers.ReLU()(x)
    x = layers.MaxPooling2D(4)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128)(x)
    x = layers.BatchNormalization(momentum=0.8)(x)
    x = layers.ReLU()(x)
    x = layers.Dropout(0.5)(x)
    return keras.Model(inputs, layers.Dense(classes, activation="softmax", name=last)(x))


def noisy_blobs(n: int, seed: int = 0) -> tuple[Any, Any]:
    """Pictures of a bright square whose place tells the class: inputs [n, 48, 48, 1], labels."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 8, n)
    faces = rng.uniform(0, 120, (n, 48, 48, 1)).astype(np.float32)
    for face, label in zip(faces, labels, strict=True):
        row, column = divmod(int(label), 4)
        face[row * 24 : row * 24 + 12, column * 12 : column * 12 + 12] += 120
    return faces, labels


def metrics(parameters: int) -> dict[str, Any]:
    """What `python -m training evaluate` writes, with more keys than export reads."""

    def measured(n: int, accuracy: float) -> dict[str, Any]:
        return {"n": n, "accuracy": accuracy, "ece": 0.02, "confusion": [[1]]}

    return {
        "recipe": "tiny",
        "parameters": parameters,
        "certainty": {"lead": 0.15, "valid": {"coverage": 0.9}},
        "splits": {
            "valid": {"P1": measured(31, 0.84), "P2": measured(35, 0.81), "vote_divergence": 0.3},
            "test": {
                "P1": measured(30, 0.83),
                "P1-clean": measured(28, 0.82),
                "P2": measured(34, 0.80),
            },
        },
    }


@pytest.fixture
def write_run(tmp_path: Path) -> Callable[[keras.Model], Path]:
    """Writes a network and its metrics into a run folder."""

    def write(network: keras.Model) -> Path:
        folder = tmp_path / "runs" / "tiny"
        folder.mkdir(parents=True)
        network.save(folder / "best.keras")
        (folder / "metrics.json").write_text(json.dumps(metrics(network.count_params())))
        return folder

    return write


@pytest.fixture(scope="session")
def trained_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder with a network that has learned `noisy_blobs`."""
    folder = tmp_path_factory.mktemp("runs") / "tiny"
    folder.mkdir()
    network = tiny_network()
    network.compile("adam", "sparse_categorical_crossentropy")
    network.fit(*noisy_blobs(256), epochs=8, batch_size=16, verbose=0)
    network.save(folder / "best.keras")
    (folder / "metrics.json").write_text(json.dumps(metrics(network.count_params())))
    return folder


@pytest.fixture(scope="session")
def exported(
    trained_run: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, Exported]:
    """The folder for the browser, the file for the host, and what the export found."""
    folder = tmp_path_factory.mktemp("exported")
    web, server = folder / "model", folder / "classifier.tflite"
    return web, server, export_classifier(trained_run, web, server)
