import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from contract.files import ModelFile
from contract.manifest import ExpressionManifest, read_manifest
from export.expression import Exported, export_expression
from export.parity import ParityError
from export.tfjs.runtime import run_graph_model
from export.tflite.runtime import run_tflite
from tests.export.conftest import graph_of, noisy_blobs, tiny_network

ROUNDING = 0.06
"""To few levels, in a probability."""

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

    answers = run_graph_model(graph_of(exported[0]), inputs, ["probabilities", "embedding"])

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
    browser = run_graph_model(graph_of(exported[0]), inputs, ["probabilities"])["probabilities"]
    host = run_tflite(exported[1], inputs)["probabilities"]
    np.testing.assert_allclose(browser, host, atol=2e-3)


def test_reports_the_comparison_with_keras(exported: Result) -> None:
    for agreement in (exported[2].browser, exported[2].host):
        assert agreement.faces >= 200
        assert 0 < agreement.largest_difference <= 2e-3
    assert 0 < exported[2].rounding <= ROUNDING


def test_the_largest_weights_take_a_byte_each(exported: Result) -> None:
    (group,) = json.loads(graph_of(exported[0]).read_text())["weightsManifest"]
    large = [spec for spec in group["weights"] if np.prod(spec["shape"]) >= 16_384]
    assert large
    assert all(spec["quantization"]["dtype"] == "uint8" for spec in large)


def test_normalisation_is_folded_and_dropout_is_gone(exported: Result) -> None:
    nodes = json.loads(graph_of(exported[0]).read_text())["modelTopology"]["node"]
    operators = [node["op"] for node in nodes]
    assert operators.count("Mul") + operators.count("AddV2") == 2, "rescaling alone is left"
    assert "Rsqrt" not in operators


def test_manifest_tells_what_was_trained_and_measured(exported: Result) -> None:
    manifest = ExpressionManifest.model_validate_json((exported[0] / "manifest.json").read_bytes())
    assert manifest.name == "tiny"
    assert manifest.emotions[:2] == ["neutral", "happiness"]
    assert manifest.certainty.lead == 0.15
    assert {(a.split, a.protocol): (a.n, a.value) for a in manifest.accuracy} == {
        ("valid", "P1"): (32, 27 / 32),
        ("valid", "P2"): (40, 32 / 40),
        ("test", "P1"): (24, 20 / 24),
        ("test", "P1-clean"): (16, 13 / 16),
        ("test", "P2"): (32, 26 / 32),
    }
    neutral, *_, contempt = manifest.by_emotion.emotions
    assert (neutral.emotion, neutral.n, neutral.recall) == ("neutral", 3, 1)
    assert neutral.precision == pytest.approx(3 / 4), "a contempt was called neutral"
    assert contempt.recall == pytest.approx(2 / 3)


def test_manifest_lists_every_file_with_its_hash(exported: Result) -> None:
    manifest = ExpressionManifest.model_validate_json((exported[0] / "manifest.json").read_bytes())
    present = sorted(path for path in exported[0].iterdir() if path.name != "manifest.json")
    assert manifest.files == [ModelFile.of(path) for path in present]


def test_golden_samples_reproduce_in_the_browsers_runtime(exported: Result) -> None:
    web = exported[0]
    golden = ExpressionManifest.model_validate_json((web / "manifest.json").read_bytes()).golden
    faces = np.frombuffer((web / golden.path).read_bytes(), np.uint8).reshape(-1, 48, 48, 1)
    assert len(faces) == len(golden.probabilities) >= 8

    answers = run_graph_model(graph_of(web), faces.astype(np.float32), ["probabilities"])

    difference = np.abs(answers["probabilities"] - np.array(golden.probabilities)).max()
    assert difference < golden.tolerance / 5
    assert len({face.tobytes() for face in faces}) == len(faces)
    assert len(set(np.argmax(golden.probabilities, axis=1))) > 1


def test_an_export_does_not_depend_on_earlier_ones(
    trained_run: Path, exported: Result, tmp_path: Path
) -> None:
    # The converters name nodes by what the process converted before.
    export_expression(trained_run, tmp_path / "model", tmp_path / "classifier.tflite")
    first, second = (
        read_manifest((folder / "manifest.json").read_bytes())
        for folder in (exported[0], tmp_path / "model")
    )
    assert first.files == second.files
    assert (tmp_path / "classifier.tflite").read_bytes() == exported[1].read_bytes()


def test_outputs_of_one_shape_are_told_apart(
    write_run: Callable[[keras.Model], Path], tmp_path: Path
) -> None:
    # The softmax stands on a layer of eight units, so the embedding has the probabilities' shape.
    inputs = keras.Input((48, 48, 1))
    x = layers.Conv2D(4, 5, strides=4, activation="relu")(layers.Rescaling(1 / 255)(inputs))
    logits = layers.Dense(8)(layers.GlobalAveragePooling2D()(x))
    run = write_run(keras.Model(inputs, layers.Softmax(name="probabilities")(logits)))

    export_expression(run, tmp_path / "model", tmp_path / "classifier.tflite")

    faces, _ = noisy_blobs(4)
    answers = run_graph_model(graph_of(tmp_path / "model"), faces, ["probabilities", "embedding"])
    assert answers["probabilities"].sum(axis=1) == pytest.approx(1, abs=1e-3)
    assert np.abs(answers["embedding"] - answers["probabilities"]).max() > 1e-3


def test_a_network_trained_in_mixed_precision_is_exported_in_float32(
    write_run: Callable[[keras.Model], Path], tmp_path: Path
) -> None:
    inputs = keras.Input((48, 48, 1))
    x = layers.Rescaling(1 / 255, dtype="mixed_bfloat16")(inputs)
    x = layers.Conv2D(4, 5, strides=4, activation="relu", dtype="mixed_bfloat16")(x)
    x = layers.GlobalAveragePooling2D(dtype="mixed_bfloat16")(x)
    softmax = layers.Dense(8, activation="softmax", name="probabilities", dtype="float32")
    run = write_run(keras.Model(inputs, softmax(x)))

    exported = export_expression(run, tmp_path / "model", tmp_path / "classifier.tflite")

    assert exported.browser.largest_difference <= 2e-3
    assert "BFLOAT16" not in graph_of(tmp_path / "model").read_text()


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
        export_expression(run, web, server)

    assert [path.name for path in web.iterdir()] == ["model.json"]
    assert (web / "model.json").read_text() == server.read_text() == "previous"
    assert sorted(path.name for path in web.parent.iterdir()) == ["classifier.tflite", "model"]
