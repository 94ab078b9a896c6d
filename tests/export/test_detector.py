from pathlib import Path

import cv2
import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from contract.manifest import read_manifest
from export import detector
from export.__main__ import ROOT, TFLITE
from export.detector import Exported, export_detector
from export.parity import ParityError
from export.samples.faces import portrait
from export.tfjs.runtime import run_graph_model
from export.tflite.rounding import with_short_weights
from tests.export.conftest import graph_of

pytestmark = pytest.mark.skipif(
    not TFLITE.is_file(), reason="the detector's npm package is absent: npm ci --prefix web"
)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Exported]:
    folder = tmp_path_factory.mktemp("detector")
    web, server = folder / "web", folder / "detector.tflite"
    return web, server, export_detector(TFLITE, web, server)


def test_finds_the_face_in_a_portrait(converted: tuple[Path, Path, Exported]) -> None:
    left, top, side = 100, 10, 256
    square = portrait()[top : top + side, left : left + side]
    image = cv2.resize(square, (128, 128), interpolation=cv2.INTER_AREA) / 127.5 - 1

    answers = run_graph_model(
        graph_of(converted[0]), np.asarray(image, np.float32)[None], ["regressors", "scores"]
    )

    best = int(answers["scores"][0, :, 0].argmax())
    assert answers["scores"][0, best, 0] > 2
    cells = best - 512
    assert cells >= 0, "a face this large is found by the coarse anchors"
    anchor = np.array([cells // 6 % 8 + 0.5, cells // 6 // 8 + 0.5]) / 8
    values = answers["regressors"][0, best] / 128
    centre = (anchor + values[:2]) * side + (left, top)
    nose = (anchor + values[8:10]) * side + (left, top)
    np.testing.assert_allclose(centre, (226, 124), atol=6)
    np.testing.assert_allclose(values[2:4] * side, (103, 103), atol=10)
    np.testing.assert_allclose(nose, (222, 130), atol=6)


def test_page_and_host_have_the_same_rounded_weights(
    converted: tuple[Path, Path, Exported],
) -> None:
    assert 0 < converted[2].browser <= 1e-3
    assert 0 < converted[2].rounding <= 2
    assert converted[1].read_bytes() == with_short_weights(TFLITE.read_bytes(), detector.MANTISSA)


def test_short_weights_differ_by_half_of_their_last_bit_at_most(tmp_path: Path) -> None:
    answers = []
    for bits in (10, 5):
        (file := tmp_path / f"{bits}.tflite").write_bytes(
            with_short_weights(TFLITE.read_bytes(), bits)
        )
        interpreter = Interpreter(str(file))
        interpreter.allocate_tensors()
        halves = [
            interpreter.get_tensor(each["index"]).ravel()
            for each in interpreter.get_tensor_details()
            if each["dtype"] == np.float16
        ]
        answers.append(np.concatenate(halves).astype(np.float64))
    before, after = answers
    assert before.size > 100_000
    np.testing.assert_allclose(after, before, rtol=2**-6, atol=2**-20)
    assert not np.array_equal(after, before)
    assert (after.astype(np.float16).view(np.uint16) % 32 == 0).all()


def test_committed_detector_is_what_the_command_writes(
    converted: tuple[Path, Path, Exported],
) -> None:
    written, committed = (
        read_manifest((folder / "manifest.json").read_bytes())
        for folder in (converted[0], ROOT / "web/public/detector")
    )
    # Another version of Camxuc may have written the committed one.
    assert written.model_copy(update={"app_version": committed.app_version}) == committed
    assert written.licence == "Apache-2.0"


def test_a_difference_from_tflite_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detector, "DETECTOR_TOLERANCE", 1e-6)
    with pytest.raises(ParityError, match="nothing was written"):
        export_detector(TFLITE, tmp_path / "web", tmp_path / "detector.tflite")
    assert list(tmp_path.iterdir()) == []
