"""Measures an expression network on LFW: people it never saw, cropped by the app itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.data.labels import EMOTIONS
from training.data.lfw import LfwFaces, load_lfw
from training.evaluation.certainty import certain_answers
from training.evaluation.metrics import BALANCED_OVER, LfwMeasured, Metrics, Probabilities, measure
from training.runs import RunFolder

PREDICT_BATCH = 256


def evaluate_lfw(folder: RunFolder, part: str, file: Path) -> None:
    """Measure the network in `folder` on a part of LFW; add the figures to its metrics.json.

    Args:
        folder: A run that has been evaluated on FER+.
        part: "dev" or "test".
        file: What `training.data.lfw.prepare_lfw` wrote.

    Raises:
        DataError: There is no such file.
        RunError: The run has no metrics.json.
    """
    faces, metrics = load_lfw(file), folder.metrics(Metrics)
    probabilities = folder.network().predict(
        faces.images[..., None], batch_size=PREDICT_BATCH, verbose=0
    )
    measured = measure_lfw(probabilities, faces, metrics.certainty.lead)
    folder.write_metrics(metrics.model_copy(update={f"lfw_{part}": measured}))
    _print(part, measured)


def measure_lfw(probabilities: Probabilities, faces: LfwFaces, lead: float) -> LfwMeasured:
    """Measure probabilities, shape [n, 8], of all `faces`; `lead` as in `Certainty`."""
    answers, labels = probabilities[faces.found], faces.labels[faces.found]
    measured = measure(answers, labels)
    recalls = [measured.recall[emotion] for emotion in BALANCED_OVER]
    return LfwMeasured(
        n=measured.n,
        missed=int((~faces.found).sum()),
        accuracy=measured.accuracy,
        balanced_accuracy=float(np.mean([recall for recall in recalls if recall is not None])),
        recall=measured.recall,
        ece=measured.ece,
        certain=certain_answers(answers, labels, lead),
    )


def _print(part: str, measured: LfwMeasured) -> None:
    print(
        f"\nLFW {part}: {measured.accuracy:.1%} of {measured.n} right, balanced over "
        f"{len(BALANCED_OVER)} emotions {measured.balanced_accuracy:.1%}, calibration error "
        f"{measured.ece:.1%}; no face found in {measured.missed}"
    )
    for emotion in EMOTIONS:
        recall = measured.recall[emotion]
        print(f"  {emotion:10} " + ("   none" if recall is None else f"{recall:7.1%}"))
    print(
        f"Certain: {measured.certain.coverage:.1%} of them, "
        f"{measured.certain.accuracy:.1%} of those right"
    )
