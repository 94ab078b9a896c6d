"""The committed model is as accurate as its manifest says, through TF.js on FER+, and small."""

from __future__ import annotations

import numpy as np
import pytest

from contract.manifest import ExpressionManifest
from export.tfjs.runtime import WEB_FOLDER, run_graph_model
from tests.training.ferplus_files import FERPLUS
from training.data import ferplus
from training.data.labels import EXCLUDED
from training.evaluation.protocols import protocols

MODEL = WEB_FOLDER / "public/model"
BATCH = 512
ROUNDING = 0.003
"""The manifest's figures are of the weights before they were rounded to few levels."""


def test_the_committed_model_is_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 500_000


@pytest.mark.skipif(not FERPLUS.is_dir(), reason=f"needs all of FER+ in {FERPLUS} (or $FERPLUS)")
def test_the_committed_model_is_as_accurate_as_it_says() -> None:
    manifest = ExpressionManifest.model_validate_json((MODEL / "manifest.json").read_text())
    splits = ferplus.read(FERPLUS).splits
    for split in ("valid", "test"):
        claimed = {str(row.protocol): row for row in manifest.accuracy if row.split == split}
        faces = splits[split].images[..., None].astype(np.float32)
        output = manifest.outputs.probabilities
        graph = MODEL / manifest.graph
        answers = np.concatenate(
            [
                run_graph_model(graph, faces[start : start + BATCH], [output])[output]
                for start in range(0, len(faces), BATCH)
            ]
        ).argmax(axis=1)
        labelled = protocols(splits, split)
        assert claimed.keys() == labelled.keys()
        for protocol, labels in labelled.items():
            kept = labels != EXCLUDED
            assert claimed[protocol].n == kept.sum()
            measured = (answers[kept] == labels[kept]).mean()
            assert measured == pytest.approx(claimed[protocol].value, abs=ROUNDING)
