"""Tiny networks in run folders, as training leaves them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

import export  # noqa: F401  (chooses Keras's backend before Keras is imported)
from contract.manifest import read_manifest
from export.expression import Exported, export_expression
from training.data.labels import EMOTIONS
from training.evaluation.metrics import (
    Answered,
    Certainty,
    Measured,
    Metrics,
    Robustness,
    Splits,
    Test,
    Valid,
    measure,
)
from training.runs import RunFolder


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


def graph_of(folder: Path) -> Path:
    """The graph that the manifest in `folder` names."""
    return folder / read_manifest((folder / "manifest.json").read_bytes()).graph


def metrics(parameters: int) -> Metrics:
    """What `python -m training evaluate` measures of a network called tiny."""

    def measured(n: int, right: int) -> Measured:
        """All emotions in turn; `right` of `n` faces right, the others called the next emotion."""
        faces = np.arange(n)
        answers = np.where(faces < right, faces, faces + 1) % len(EMOTIONS)
        return measure(np.eye(len(EMOTIONS))[answers], faces % len(EMOTIONS))

    valid = {"P1": measured(32, 27), "P2": measured(40, 32)}
    test = {"P1": measured(24, 20), "P2": measured(32, 26), "P1-clean": measured(16, 13)}
    answered = Answered(coverage=0.8, accuracy=0.9)
    return Metrics(
        recipe="tiny",
        parameters=parameters,
        trainable_parameters=parameters,
        splits=Splits(
            valid=Valid(**valid, vote_divergence=0.3), test=Test(**test, vote_divergence=0.3)
        ),
        certainty=Certainty(lead=0.15, valid=answered, test=answered),
        robustness=Robustness(valid={}, test={}),
    )


def save(network: keras.Model, folder: Path) -> Path:
    """Write a network and its metrics into a run folder, and return the folder."""
    folder.mkdir(parents=True)
    run = RunFolder(folder)
    run.write_network(network)
    run.write_metrics(metrics(network.count_params()))
    return folder


@pytest.fixture
def write_run(tmp_path: Path) -> Callable[[keras.Model], Path]:
    """Writes a network and its metrics into a run folder."""

    return lambda network: save(network, tmp_path / "runs" / "tiny")


@pytest.fixture(scope="session")
def trained_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder with a network that has learned `noisy_blobs`."""
    network = tiny_network()
    network.compile("adam", "sparse_categorical_crossentropy")
    network.fit(*noisy_blobs(256), epochs=8, batch_size=16, verbose=0)
    return save(network, tmp_path_factory.mktemp("runs") / "tiny")


@pytest.fixture(scope="session")
def exported(
    trained_run: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, Exported]:
    """The folder for the browser, the file for the host, and what the export found."""
    folder = tmp_path_factory.mktemp("exported")
    web, server = folder / "model", folder / "classifier.tflite"
    return web, server, export_expression(trained_run, web, server)
