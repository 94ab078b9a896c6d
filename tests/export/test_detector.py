from pathlib import Path

import cv2
import numpy as np
import pytest

from export import detector
from export.__main__ import ROOT, TFLITE
from export.detector import export_detector
from export.faces import portrait
from export.manifest import DetectorManifest, ModelFile
from export.parity import ParityError
from export.tfjs_runtime import run_graph_model

pytestmark = pytest.mark.skipif(
    not TFLITE.is_file(), reason="the detector's npm package is absent: npm ci --prefix web"
)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, float]:
    folder = tmp_path_factory.mktemp("detector")
    web, server = folder / "web", folder / "detector.tflite"
    return web, server, export_detector(TFLITE, web, server)


def test_finds_the_face_in_a_portrait(converted: tuple[Path, Path, float]) -> None:
    left, top, side = 100, 10, 256
    square = portrait()[top : top + side, left : left + side]
    image = cv2.resize(square, (128, 128), interpolation=cv2.INTER_AREA) / 127.5 - 1

    answers = run_graph_model(
        converted[0], np.asarray(image, np.float32)[None], ["regressors", "scores"]
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


def test_agrees_with_tflite_and_hands_the_host_the_original(
    converted: tuple[Path, Path, float],
) -> None:
    assert 0 < converted[2] <= 1e-3
    assert converted[1].read_bytes() == TFLITE.read_bytes()


def test_committed_detector_is_what_the_command_writes(
    converted: tuple[Path, Path, float],
) -> None:
    written = DetectorManifest.model_validate_json((converted[0] / "manifest.json").read_bytes())
    committed = ROOT / "web/public/detector"
    assert written.licence == "Apache-2.0"
    assert written.files == [ModelFile.of(committed / file.path) for file in written.files]
    assert (committed / "manifest.json").read_bytes() == (
        converted[0] / "manifest.json"
    ).read_bytes()


def test_a_difference_from_tflite_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detector, "DETECTOR_TOLERANCE", 1e-6)
    with pytest.raises(ParityError, match="nothing was written"):
        export_detector(TFLITE, tmp_path / "web", tmp_path / "detector.tflite")
    assert list(tmp_path.iterdir()) == []
