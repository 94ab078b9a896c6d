"""Measures the expression network a run kept; writes metrics.json and the pictures."""

from __future__ import annotations

import math

import keras
import numpy as np
from numpy.typing import NDArray

from training.data.dataset import Faces
from training.data.labels import EXCLUDED
from training.evaluation import plots, robustness
from training.evaluation.certainty import certain_answers, choose_lead
from training.evaluation.metrics import (
    Answered,
    Certainty,
    Fer2013,
    Measured,
    Metrics,
    Probabilities,
    Robustness,
    Splits,
    Test,
    Valid,
    measure,
    measure_own_labels,
    vote_divergence,
)
from training.evaluation.protocols import protocols
from training.runs import RunFolder

PREDICT_BATCH = 256


def evaluate(folder: RunFolder, splits: dict[str, Faces]) -> Metrics:
    """Measure the network in `folder` on valid and test; write metrics.json and pictures there.

    Raises:
        RunError: There is no run in `folder`.
    """
    run, network = folder.read(), folder.network()
    labels = {split: protocols(splits, split) for split in ("valid", "test")}
    probabilities = {split: _predict(network, splits[split].images) for split in labels}
    measured = {
        split: {name: measure(probabilities[split], found) for name, found in by_protocol.items()}
        for split, by_protocol in labels.items()
    }
    divergence = {
        split: vote_divergence(probabilities[split], splits[split].votes) for split in labels
    }
    metrics = Metrics(
        recipe=run.recipe_name,
        parameters=network.count_params(),
        trainable_parameters=sum(math.prod(v.shape) for v in network.trainable_variables),
        splits=Splits(
            valid=Valid(**measured["valid"], vote_divergence=divergence["valid"]),
            test=Test(**measured["test"], vote_divergence=divergence["test"]),
        ),
        certainty=_certainty(probabilities, labels),
        robustness=Robustness(
            **{
                split: _robustness(network, splits[split].images, labels[split]["P1"])
                for split in labels
            }
        ),
        fer2013=_fer2013(probabilities, splits),
    )
    _draw(folder, run.recipe_name, measured)
    plots.curves(folder.history(), folder.picture("training_curves"))
    folder.write_metrics(metrics)
    _print(metrics)
    print(f"\nWrote metrics.json, confusion matrices and training curves to {folder.path}.")
    return metrics


def _predict(network: keras.Model, images: NDArray[np.uint8]) -> Probabilities:
    probabilities: Probabilities = network.predict(
        images[..., None], batch_size=PREDICT_BATCH, verbose=0
    )
    return probabilities


def _fer2013(probabilities: dict[str, Probabilities], splits: dict[str, Faces]) -> Fer2013 | None:
    own = {split: splits[split].own_labels for split in probabilities}
    measured = {
        split: measure_own_labels(probabilities[split], found)
        for split, found in own.items()
        if found is not None
    }
    return Fer2013(**measured) if len(measured) == len(own) else None


def _certainty(
    probabilities: dict[str, Probabilities], labels: dict[str, dict[str, NDArray[np.int64]]]
) -> Certainty:
    lead = choose_lead(probabilities["valid"], labels["valid"]["P2"])

    def answered(split: str) -> Answered:
        return certain_answers(probabilities[split], labels[split]["P2"], lead)

    return Certainty(lead=lead, valid=answered("valid"), test=answered("test"))


def _robustness(
    network: keras.Model, images: NDArray[np.uint8], labels: NDArray[np.int64]
) -> dict[str, float]:
    """Return the accuracy under each disturbance, by its name."""
    kept = labels != EXCLUDED
    accuracy = {}
    for name, disturbance in robustness.disturbances().items():
        faces = robustness.disturbed(images[kept], disturbance)
        answers = _predict(network, faces).argmax(axis=1)
        accuracy[name] = float((answers == labels[kept]).mean())
    return accuracy


def _draw(folder: RunFolder, name: str, measured: dict[str, dict[str, Measured]]) -> None:
    for split, by_protocol in measured.items():
        for protocol, figures in by_protocol.items():
            plots.confusion(
                figures.confusion,
                f"{name} on {split}, {protocol}: {figures.accuracy:.2%} of {figures.n}",
                folder.picture(f"confusion_{split}_{protocol}"),
            )
        plots.reliability(
            by_protocol["P1"].reliability,
            f"{name} on {split}, P1: calibration error {by_protocol['P1'].ece:.2%}",
            folder.picture(f"reliability_{split}_P1"),
        )


def _print(metrics: Metrics) -> None:
    print(f"{metrics.recipe}: {metrics.parameters:,} parameters\n")
    print(f"{'split':6} {'protocol':9} {'n':>5} {'accuracy':>9} {'macro-F1':>9} {'ECE':>6}")
    for split, measured in (("valid", metrics.splits.valid), ("test", metrics.splits.test)):
        for protocol, m in measured.protocols().items():
            print(
                f"{split:6} {protocol:9} {m.n:5} {m.accuracy:9.2%} {m.macro_f1:9.2%} {m.ece:6.2%}"
            )
    print("\nRecall on test, P1")
    for emotion, recall in metrics.splits.test.p1.recall.items():
        print(f"  {emotion:10} " + ("   none" if recall is None else f"{recall:7.1%}"))
    plain = metrics.splits.valid.p1.accuracy
    print(f"\nAccuracy on valid, P1 ({plain:.1%} undisturbed)")
    for name, accuracy in metrics.robustness.valid.items():
        print(f"  {name:21} {accuracy:6.1%} ({100 * (accuracy - plain):+.1f})")
    certainty = metrics.certainty
    print(
        f"\nCertain where the first emotion leads by {certainty.lead:.2f} (chosen on valid): "
        f"{certainty.test.coverage:.1%} of test (P2), {certainty.test.accuracy:.1%} of them right"
    )
    if metrics.fer2013:
        valid, test = metrics.fer2013.valid, metrics.fer2013.test
        print(
            f"FER2013's own seven labels: {valid.accuracy:.1%} of {valid.n} on valid, "
            f"{test.accuracy:.1%} of {test.n} on test"
        )
