"""A run folder gives back what was written; its network is small and loads in plain Keras."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from training.errors import RunError
from training.evaluation.follow import FollowMetrics
from training.evaluation.metrics import Metrics
from training.fit import build_network
from training.runs import RunFolder, rounded, weights_sha256

RUNS = Path(__file__).parents[2] / "runs"
COMMITTED = sorted(path.parent for path in RUNS.glob("*/run.json"))


def network() -> keras.Model:
    keras.utils.set_random_seed(4)
    inputs = keras.Input((4,))
    hidden = layers.BatchNormalization()(layers.Dense(3, activation="relu")(inputs))
    return keras.Model(inputs, layers.Dense(2, activation="softmax")(hidden))


def test_a_network_is_kept_in_half_precision_and_read_in_full(tmp_path: Path) -> None:
    written, folder = network(), RunFolder(tmp_path)
    folder.write_network(written)
    read = folder.network()
    for kept, original in zip(read.get_weights(), rounded(written.get_weights()), strict=True):
        assert kept.dtype == np.float32
        np.testing.assert_array_equal(kept, original)
    assert weights_sha256(read) == weights_sha256(written)


def test_weights_too_large_for_half_precision_are_kept_in_full(tmp_path: Path) -> None:
    written, folder = network(), RunFolder(tmp_path)
    kernel, bias = written.layers[1].get_weights()
    written.layers[1].set_weights([kernel, bias + 1e6])
    folder.write_network(written)
    np.testing.assert_array_equal(folder.network().layers[1].get_weights()[1], bias + 1e6)


def test_another_weight_is_another_hash() -> None:
    one, other = network(), network()
    other.set_weights(one.get_weights())
    assert weights_sha256(one) == weights_sha256(other)
    other.layers[1].set_weights([weights + 0.1 for weights in other.layers[1].get_weights()])
    assert weights_sha256(one) != weights_sha256(other)


def test_history_comes_back(tmp_path: Path) -> None:
    folder, history = RunFolder(tmp_path), [{"epoch": 1, "loss": 0.5}, {"epoch": 2, "loss": 0.25}]
    assert folder.history() == []
    folder.write_history(history)
    assert folder.history() == history


def test_what_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    with pytest.raises(RunError, match=r"run\.json does not exist.*training fit"):
        folder.read()
    with pytest.raises(RunError, match=r"metrics\.json does not exist.*training evaluate"):
        folder.metrics(Metrics)
    with pytest.raises(RunError, match=r"best\.keras does not exist"):
        folder.network()
    (tmp_path / "run.json").write_text('{"recipe_name": 3}')
    with pytest.raises(RunError, match=r"run\.json is malformed: recipe_name"):
        folder.read()
    folder.write_network(network())
    whole = (tmp_path / "best.keras").read_bytes()
    (tmp_path / "best.keras").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RunError, match="cut off"):
        folder.network()


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name)
def test_committed_runs_are_whole(path: Path) -> None:
    folder = RunFolder(path)
    run = folder.read()
    assert 0 < len(folder.history()) <= run.recipe.epochs
    follows = run.recipe.task.kind == "follow"
    measured = folder.metrics(FollowMetrics) if follows else folder.metrics(Metrics)
    assert measured.recipe == run.recipe_name
    for parent in run.parents:
        assert RunFolder(RUNS / parent.name).exists()


def test_the_shipped_network_is_of_its_architecture_and_its_parents_are_those_it_had() -> None:
    folder = RunFolder(RUNS / "compact")
    run = folder.read()
    built = build_network(run.recipe.architecture, run.recipe.task, "float32")
    assert [weights.shape for weights in built.get_weights()] == [
        weights.shape for weights in folder.network().get_weights()
    ]
    for parent in run.parents:
        network = RunFolder(RUNS / parent.name).network()
        assert weights_sha256(network) == parent.sha256


def test_the_shipped_network_loads_in_plain_keras() -> None:
    program = "import sys, keras; print(keras.models.load_model(sys.argv[1]).count_params())"
    done = subprocess.run(
        [sys.executable, "-c", program, str(RUNS / "compact/best.keras")],
        cwd="/",
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "397424", done.stderr[-2000:]
