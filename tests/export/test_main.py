import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import pytest
from keras import layers

from export.__main__ import main
from tests.export.conftest import tiny_network

WriteRun = Callable[[keras.Model], Path]


def refusal(run: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Exports a run that must be refused, and returns the one line that says why."""
    assert main([str(run)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    lines = output.err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_says_where_no_run_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = refusal(tmp_path / "absent", capsys)
    assert f"no run at {tmp_path / 'absent'}" in message
    assert "python -m training fit" in message


def test_takes_a_name_as_a_folder_under_runs(capsys: pytest.CaptureFixture[str]) -> None:
    message = refusal(Path("no-such-run-by-this-name"), capsys)
    assert str(Path("runs") / "no-such-run-by-this-name") in message


@pytest.mark.parametrize(
    ("name", "way_out"), [("best.keras", "training fit"), ("metrics.json", "training evaluate")]
)
def test_names_the_absent_file(
    name: str, way_out: str, write_run: WriteRun, capsys: pytest.CaptureFixture[str]
) -> None:
    run = write_run(tiny_network())
    (run / name).unlink()
    message = refusal(run, capsys)
    assert f"{name} does not exist" in message
    assert way_out in message


@pytest.mark.parametrize(
    ("network", "reason"),
    [
        ({"classes": 7}, "(None, 7) instead of 8 classes"),
        ({"size": 64}, "(None, 64, 64, 1)"),
        ({"last": "softmax"}, 'is "softmax" instead of "probabilities"'),
    ],
)
def test_refuses_another_kind_of_network(
    network: dict[str, Any],
    reason: str,
    write_run: WriteRun,
    capsys: pytest.CaptureFixture[str],
) -> None:
    message = refusal(write_run(tiny_network(**network)), capsys)
    assert reason in message


def test_says_that_a_network_is_cut_off(
    write_run: WriteRun, capsys: pytest.CaptureFixture[str]
) -> None:
    run = write_run(tiny_network())
    content = (run / "best.keras").read_bytes()
    (run / "best.keras").write_bytes(content[: len(content) // 2])
    assert "best.keras is cut off" in refusal(run, capsys)


def test_says_that_a_file_is_no_network(
    write_run: WriteRun, capsys: pytest.CaptureFixture[str]
) -> None:
    run = write_run(tiny_network())
    with zipfile.ZipFile(run / "best.keras", "w") as archive:
        archive.writestr("config.json", "{}")
    assert "Keras cannot load best.keras" in refusal(run, capsys)


def test_names_the_operation_that_tfjs_has_not_and_its_layer(
    write_run: WriteRun, capsys: pytest.CaptureFixture[str]
) -> None:
    x = layers.Flatten()(layers.AveragePooling2D(8)(inputs := keras.Input((48, 48, 1))))
    x = layers.Dense(8, activation="gelu", name="wavy")(x)
    run = write_run(keras.Model(inputs, layers.Dense(8, "softmax", name="probabilities")(x)))
    message = refusal(run, capsys)
    assert "Erfc" in message
    assert "wavy" in message


def without_p2(metrics: dict[str, Any]) -> None:
    del metrics["splits"]["valid"]["P2"]


def percent(metrics: dict[str, Any]) -> None:
    metrics["splits"]["test"]["P1-clean"]["accuracy"] = 81.2


@pytest.mark.parametrize(
    ("spoil", "field"),
    [(without_p2, "splits.valid.P2"), (percent, "splits.test.P1-clean.accuracy")],
)
def test_names_the_malformed_metric(
    spoil: Callable[[dict[str, Any]], None],
    field: str,
    write_run: WriteRun,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = write_run(tiny_network())
    metrics = json.loads((run / "metrics.json").read_text())
    spoil(metrics)
    (run / "metrics.json").write_text(json.dumps(metrics))
    assert f"metrics.json is malformed: {field}:" in refusal(run, capsys)


def test_refuses_metrics_that_are_no_json(
    write_run: WriteRun, capsys: pytest.CaptureFixture[str]
) -> None:
    run = write_run(tiny_network())
    (run / "metrics.json").write_text('{"recipe": ')
    assert "metrics.json is malformed" in refusal(run, capsys)


def test_refuses_metrics_of_another_network(
    write_run: WriteRun, capsys: pytest.CaptureFixture[str]
) -> None:
    run = write_run(tiny_network())
    metrics = json.loads((run / "metrics.json").read_text())
    metrics["parameters"] += 1
    (run / "metrics.json").write_text(json.dumps(metrics))
    assert "python -m training evaluate" in refusal(run, capsys)


def test_says_how_to_get_the_detector(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detector", "--tflite", str(tmp_path / "absent.tflite")]) == 2
    assert "npm ci --prefix web" in capsys.readouterr().err


def test_refuses_another_detector(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "face_detection_short_range.tflite"
    other.write_bytes(b"TFL3")
    assert main(["detector", "--tflite", str(other)]) == 2
    assert "SHA-256 differs" in capsys.readouterr().err
