"""The host's networks are the app's: the same manifest, the same answers."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from server.faces.follow import Follow
from server.faces.manifests import ManifestError, read_manifests
from server.faces.recognition import MODELS, ModelError, Recogniser
from tests.server.conftest import PUBLIC

MANIFESTS = read_manifests(PUBLIC)


def test_the_golden_samples_get_the_manifest_s_answers() -> None:
    manifest = MANIFESTS.expression
    size, golden = manifest.input.size, manifest.golden
    recogniser = Recogniser(MANIFESTS)
    samples = np.frombuffer((PUBLIC / "model" / golden.path).read_bytes(), np.uint8)
    faces = samples.reshape(-1, size, size)
    assert len(faces) >= 8
    for face, expected in zip(faces, golden.probabilities, strict=True):
        answer = recogniser.classify(face.astype(np.float32))
        assert answer == pytest.approx(expected, abs=golden.tolerance)


def test_presence_of_the_golden_samples_is_the_manifest_s() -> None:
    manifest = MANIFESTS.follow
    size, golden = manifest.input.size, manifest.golden
    follow = Follow(manifest, MODELS / "follow.tflite")
    samples = np.frombuffer((PUBLIC / "follow" / golden.path).read_bytes(), np.uint8)
    for face, (expected,) in zip(samples.reshape(-1, size, size), golden.presence, strict=True):
        presence = follow.presence(face.astype(np.float32))
        assert presence == pytest.approx(expected, abs=golden.tolerance)


def test_a_crop_that_gives_no_number_is_no_face() -> None:
    follow = Follow(MANIFESTS.follow, MODELS / "follow.tflite")
    assert follow.presence(np.full((48, 48), np.nan, np.float32)) == 0


def test_an_emotion_is_certain_only_where_it_leads(
    monkeypatch: pytest.MonkeyPatch, astronaut: Image.Image
) -> None:
    recogniser = Recogniser(MANIFESTS)
    lead = MANIFESTS.expression.certainty.lead
    picture = np.asarray(astronaut)
    for second, certain in ((0.49 - lead, True), (0.5 - lead + 0.01, False)):
        probabilities = np.zeros(8, np.float32)
        probabilities[[3, 5]] = 0.5, second
        monkeypatch.setattr(recogniser, "classify", lambda _, p=probabilities: p)
        (face,) = recogniser.analyse(picture)
        assert (face.emotion, face.certain) == (MANIFESTS.expression.emotions[3], certain)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder of the committed networks' manifests."""
    for manifest in PUBLIC.glob("*/manifest.json"):
        (tmp_path / manifest.parent.name).mkdir()
        shutil.copy(manifest, tmp_path / manifest.parent.name)
    return tmp_path


@pytest.mark.parametrize("name", ["model", "follow"])
def test_a_missing_manifest_is_named(models: Path, name: str) -> None:
    (models / name / "manifest.json").unlink()
    with pytest.raises(ManifestError, match=rf"{name}.manifest\.json cannot be read"):
        read_manifests(models)


def test_a_missing_network_is_named(tmp_path: Path) -> None:
    for name in ("detector.tflite", "classifier.tflite"):
        shutil.copy(MODELS / name, tmp_path)
    with pytest.raises(ModelError, match=r"follow\.tflite is missing"):
        Recogniser(MANIFESTS, tmp_path)


def test_networks_that_take_other_crops_are_refused(models: Path) -> None:
    path = models / "follow" / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["alignment"]["side"] = 2
    path.write_text(json.dumps(manifest))
    with pytest.raises(ManifestError, match="other crops"):
        read_manifests(models)


def test_a_manifest_of_another_version_is_refused(models: Path) -> None:
    path = models / "model" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schemaVersion": 1}))
    with pytest.raises(ManifestError, match="schemaVersion"):
        read_manifests(models)


def test_the_manifest_of_another_network_is_refused(models: Path) -> None:
    shutil.copy(models / "detector" / "manifest.json", models / "model")
    with pytest.raises(ManifestError, match="another network: detector"):
        read_manifests(models)
