"""The host's networks are the app's: the same manifest, the same answers."""

import json

import numpy as np
import pytest
from PIL import Image

from server.recognition import ModelCard, Recogniser
from tests.server.conftest import MODEL

MANIFEST = (MODEL / "manifest.json").read_bytes()


def test_the_golden_samples_get_the_manifest_s_answers() -> None:
    manifest = json.loads(MANIFEST)
    size, golden = manifest["input"]["size"], manifest["golden"]
    recogniser = Recogniser(ModelCard.read(MANIFEST))
    faces = np.frombuffer((MODEL / golden["path"]).read_bytes(), np.uint8).reshape(-1, size, size)
    assert len(faces) >= 8
    for face, expected in zip(faces, golden["probabilities"], strict=True):
        answer = recogniser.classify(face.astype(np.float32))
        assert answer == pytest.approx(expected, abs=golden["tolerance"])


def test_an_emotion_is_certain_only_where_it_leads(
    monkeypatch: pytest.MonkeyPatch, astronaut: Image.Image
) -> None:
    card = ModelCard.read(MANIFEST)
    recogniser = Recogniser(card)
    picture = np.asarray(astronaut)
    for second, certain in ((0.49 - card.lead, True), (0.5 - card.lead + 0.01, False)):
        probabilities = np.zeros(8, np.float32)
        probabilities[[3, 5]] = 0.5, second
        monkeypatch.setattr(recogniser, "classify", lambda _, p=probabilities: p)
        (face,) = recogniser.analyse(picture)
        assert (face.emotion, face.certain) == (card.emotions[3], certain)
