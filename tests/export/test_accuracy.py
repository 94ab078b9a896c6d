"""The committed model is as accurate as its manifest says, through TF.js on FER+, and small."""

from __future__ import annotations

import numpy as np
import pytest

from export.manifest import Manifest
from export.tfjs_runtime import WEB_FOLDER, run_graph_model
from tests.training.test_evaluation import FERPLUS
from training import evaluation, ferplus, targets

MODEL = WEB_FOLDER / "public/model"
BATCH = 512
ROUNDING = 0.002
"""TF.js may turn an answer that was nearly another, and so may weights of one byte."""


def test_the_committed_model_is_small() -> None:
    shipped = (MODEL / name for name in ("model.json", "weights.bin"))
    assert sum(path.stat().st_size for path in shipped) <= 720_000


@pytest.mark.skipif(not FERPLUS.is_dir(), reason=f"needs all of FER+ in {FERPLUS} (or $FERPLUS)")
def test_the_committed_model_is_as_accurate_as_it_says() -> None:
    manifest = Manifest.model_validate_json((MODEL / "manifest.json").read_text())
    splits = ferplus.read(FERPLUS).splits
    for split in ("valid", "test"):
        claimed = {str(row.protocol): row for row in manifest.accuracy if row.split == split}
        faces = splits[split].images[..., None].astype(np.float32)
        output = manifest.outputs.probabilities
        answers = np.concatenate(
            [
                run_graph_model(MODEL, faces[start : start + BATCH], [output])[output]
                for start in range(0, len(faces), BATCH)
            ]
        ).argmax(axis=1)
        labelled = dict(evaluation.protocols(splits, split))
        assert claimed.keys() == labelled.keys()
        for protocol, labels in labelled.items():
            kept = labels != targets.EXCLUDED
            assert claimed[protocol].n == kept.sum()
            measured = (answers[kept] == labels[kept]).mean()
            assert measured == pytest.approx(claimed[protocol].value, abs=ROUNDING)
