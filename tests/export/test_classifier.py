import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from export.classifier import Exported, export_classifier
from export.manifest import Manifest, ModelFile
from export.parity import ParityError
from export.tfjs_runtime import run_graph_model
from export.tflite_runtime import run_tflite
from tests.export.conftest import noisy_blobs, tiny_network

ROUNDING = 0.03
"""Of a byte a weight, in a probability."""

Result = tuple[Path, Path, Exported]


def keras_answers(run: Path, inputs: Any) -> tuple[Any, Any]:
    network = keras.saving.load_model(run / "best.keras")
    embedding = keras.Model(network.inputs, network.layers[-1].input)
    return network.predict(inputs, verbose=0), embedding.predict(inputs, verbose=0)


def test_browser_gives_keras_answers_on_pictures_the_export_never_saw(
    trained_run: Path, exported: Result
) -> None:
    inputs, labels = noisy_blobs(64, seed=1)
    probabilities, embedding = keras_answers(trained_run, inputs)
    assert np.mean(np.argmax(probabilities, axis=1) == labels) > 0.9

    answers = run_graph_model(exported[0], inputs, ["probabilities", "embedding"])

    np.testing.assert_allclose(answers["probabilities"], probabilities, atol=ROUNDING)
    np.testing.assert_allclose(answers["embedding"], embedding, atol=ROUNDING * embedding.max())


def test_host_gives_keras_answers_too(trained_run: Path, exported: Result) -> None:
    inputs, _ = noisy_blobs(8, seed=2)
    probabilities, embedding = keras_answers(trained_run, inputs)

    answers = run_tflite(exported[1], inputs)

    np.testing.assert_allclose(answers["probabilities"], probabilities, atol=ROUNDING)
    np.testing.assert_allclose(answers["embedding"], embedding, atol=ROUNDING * embedding.max())


def test_browser_and_host_give_the_same_answers(exported: Result) -> None:
    inputs, _ = noisy_blobs(64, seed=4)
    browser = run_graph_model(exported[0], inputs, ["probabilities"])["probabilities"]
    host = run_tflite(exported[1], inputs)["probabilities"]
    np.testing.assert_allclose(browser, host, atol=2e-3)


def test_reports_the_comparison_with_keras(exported: Result) -> None:
    for agreement in (exported[2].browser, exported[2].host):
        assert agreement.faces >= 200
        assert 0 < agreement.largest_difference <= 2e-3
    assert 0 < exported[2].rounding <= ROUNDING


def test_the_largest_weights_take_a_byte_each(exported: Result) -> None:
    (group,) = json.loads((exported[0] / "model.json").read_text())["weightsManifest"]
    large = [spec for spec in group["weights"] if np.prod(spec["shape"]) >= 16_384]
    assert large
    assert all(spec["quantization"]["dtype"] == "uint8" for spec in large)


def test_normalisation_is_folded_and_dropout_is_gone(exported: Result) -> None:
    nodes = json.loads((exported[0] / "model.json").read_text())["modelTopology"]["node"]
    operators = [node["op"] for node in nodes]
    assert operators.count("Mul") + operators.count("AddV2") == 2, "rescaling alone is left"
    assert "Rsqrt" not in operators


def test_manifest_tells_what_was_trained_and_measured(exported: Result) -> None:
    manifest = Manifest.model_validate_json((exported[0] / "manifest.json").read_bytes())
    assert manifest.name == "tiny"
    assert manifest.emotions[:2] == ["neutral", "happiness"]
    assert manifest.certainty.lead == 0.15
    assert {(a.split, a.protocol): (a.n, a.value) for a in manifest.accuracy} == {
        ("valid", "P1"): (31, 0.84),
        ("valid", "P2"): (35, 0.81),
        ("test", "P1"): (30, 0.83),
        ("test", "P1-clean"): (28, 0.82),
        ("test", "P2"): (34, 0.80),
    }


def test_manifest_lists_every_file_with_its_hash(exported: Result) -> None:
    manifest = Manifest.model_validate_json((exported[0] / "manifest.json").read_bytes())
    present = sorted(path for path in exported[0].iterdir() if path.name != "manifest.json")
    assert manifest.files == [ModelFile.of(path) for path in present]


def test_golden_samples_reproduce_in_the_browsers_runtime(exported: Result) -> None:
    web = exported[0]
    golden = Manifest.model_validate_json((web / "manifest.json").read_bytes()).golden
    faces = np.frombuffer((web / golden.path).read_bytes(), np.uint8).reshape(-1, 48, 48, 1)
    assert len(faces) == len(golden.probabilities) >= 8

    answers = run_graph_model(web, faces.astype(np.float32), ["probabilities"])

    difference = np.abs(answers["probabilities"] - np.array(golden.probabilities)).max()
    assert difference < golden.tolerance / 5
    assert len({face.tobytes() for face in faces}) == len(faces)
    assert len(set(np.argmax(golden.probabilities, axis=1))) > 1


def test_same_run_gives_the_same_version(
    trained_run: Path, exported: Result, tmp_path: Path
) -> None:
    export_classifier(trained_run, tmp_path / "model", tmp_path / "classifier.tflite")
    again = (tmp_path / "model" / "manifest.json").read_bytes()
    assert again == (exported[0] / "manifest.json").read_bytes()
    assert (tmp_path / "classifier.tflite").read_bytes() == exported[1].read_bytes()


def test_another_answer_is_refused_and_the_previous_model_stays(
    write_run: Callable[[keras.Model], Path], tmp_path: Path
) -> None:
    # TF.js 4.22 pads a depthwise convolution wrongly whose stride is larger than its kernel.
    run = write_run(tiny_network(stride=4))
    web, server = tmp_path / "app" / "model", tmp_path / "app" / "classifier.tflite"
    web.mkdir(parents=True)
    (web / "model.json").write_text("previous")
    server.write_text("previous")

    with pytest.raises(ParityError, match=r"differ from the original .* nothing was written"):
        export_classifier(run, web, server)

    assert [path.name for path in web.iterdir()] == ["model.json"]
    assert (web / "model.json").read_text() == server.read_text() == "previous"
    assert sorted(path.name for path in web.parent.iterdir()) == ["classifier.tflite", "model"]
