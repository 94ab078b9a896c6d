"""The follow network in both runtimes gives Keras's answers, in few bytes."""

from __future__ import annotations

from pathlib import Path

import brotli
import keras
import numpy as np
import pytest

from contract.manifest import FollowManifest, read_manifest
from export.__main__ import ROOT
from export.errors import ExportError
from export.follow import PLACE, PRESENCE, export_follow
from export.samples.faces import published_faces
from export.tfjs.runtime import run_graph_model
from export.tflite.runtime import run_tflite
from tests.export.conftest import graph_of, tiny_network
from training.fit import build_network
from training.networks.layers import with_keras_layers
from training.recipes.common import load


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder with an untrained network."""
    keras.utils.set_random_seed(5)
    recipe = load("follow")
    network = with_keras_layers(build_network(recipe.architecture, recipe.task, "float32"))
    folder = tmp_path_factory.mktemp("run")
    network.save(folder / "best.keras")
    return folder


@pytest.fixture(scope="module")
def exported(run: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("exported")
    web, server = folder / "follow", folder / "follow.tflite"
    export_follow(run, web, server)
    return web, server


def test_both_runtimes_give_kerass_answers(run: Path, exported: tuple[Path, Path]) -> None:
    inputs = published_faces()[:32, ..., None].astype(np.float32)
    expected = keras.saving.load_model(run / "best.keras").predict(inputs, verbose=0)
    web, server = exported
    browser = run_graph_model(graph_of(web), inputs, [PRESENCE, PLACE])
    host = run_tflite(server, inputs)
    for name in (PRESENCE, PLACE):
        np.testing.assert_allclose(browser[name], expected[name], atol=0.1)
        np.testing.assert_allclose(host[name], browser[name], atol=2e-3)


def test_the_manifest_holds_samples_with_answers(exported: tuple[Path, Path]) -> None:
    web, _ = exported
    manifest = read_manifest((web / "manifest.json").read_bytes())
    assert isinstance(manifest, FollowManifest)
    samples = np.frombuffer((web / manifest.golden.path).read_bytes(), np.uint8)
    inputs = samples.reshape(-1, 48, 48, 1).astype(np.float32)
    assert len(inputs) == len(manifest.golden.place)
    answers = run_graph_model(graph_of(web), inputs, [PRESENCE, PLACE])
    np.testing.assert_allclose(answers[PRESENCE], manifest.golden.presence, atol=1e-3)
    np.testing.assert_allclose(answers[PLACE], manifest.golden.place, atol=1e-3)


def test_the_committed_network_weighs_45_kilobytes_or_less() -> None:
    files = (ROOT / "web/public/follow").iterdir()
    assert sum(len(brotli.compress(path.read_bytes())) for path in files) <= 45_000


def test_another_network_is_refused(tmp_path: Path) -> None:
    tiny_network().save(tmp_path / "best.keras")
    with pytest.raises(ExportError, match=r"presence \[n, 1\] and place \[n, 4\]"):
        export_follow(tmp_path, tmp_path / "web", tmp_path / "follow.tflite")
    assert not (tmp_path / "web").exists()
    with pytest.raises(ExportError, match="absent"):
        export_follow(tmp_path / "nowhere", tmp_path / "web", tmp_path / "follow.tflite")
