"""Measures the network a run kept on valid and test, and writes metrics.json and the pictures."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from training import evaluation, fit, plots, recipe, robustness, targets
from training.ferplus import Faces

METRICS = "metrics.json"


def evaluate(folder: Path, splits: dict[str, Faces]) -> dict[str, Any]:
    """Measure runs/NAME/best.keras and write metrics.json, confusion matrices and curves there.

    Raises:
        RunError: There is no run in `folder`.
    """
    if not (folder / fit.BEST).is_file():
        raise fit.RunError(
            f"{folder / fit.BEST} does not exist. Train it with: python -m training fit"
        )
    name = json.loads((folder / fit.RUN).read_text())["recipe"]
    network = keras.models.load_model(folder / fit.BEST)
    metrics: dict[str, Any] = {
        "recipe": name,
        "parameters": network.count_params(),
        "trainable_parameters": sum(math.prod(v.shape) for v in network.trainable_variables),
        "splits": {},
    }
    for split in ("valid", "test"):
        probabilities = network.predict(
            splits[split].images[..., None], batch_size=fit.PREDICT_BATCH, verbose=0
        )
        labelled = dict(evaluation.protocols(splits, split))
        if split == "valid":
            chosen = evaluation.choose_lead(probabilities, labelled["P2"])
            metrics["certainty"] = {"lead": chosen}
        metrics["certainty"][split] = evaluation.at_lead(probabilities, labelled["P2"], chosen)
        measured = {
            protocol: evaluation.measure(probabilities, labels)
            for protocol, labels in labelled.items()
        }
        for protocol, figures in measured.items():
            plots.confusion(
                figures["confusion"],
                f"{name} on {split}, {protocol}: {figures['accuracy']:.2%} of {figures['n']}",
                folder / f"confusion_{split}_{protocol}.png",
            )
        plots.reliability(
            measured["P1"]["reliability"],
            f"{name} on {split}, P1: calibration error {measured['P1']['ece']:.2%}",
            folder / f"reliability_{split}_P1.png",
        )
        metrics["splits"][split] = {
            **measured,
            "vote_divergence": evaluation.vote_divergence(probabilities, splits[split].votes),
        }
        metrics.setdefault("robustness", {})[split] = _robustness(
            network, splits[split].images, labelled["P1"]
        )
    plots.curves(
        fit.read_history(folder), recipe.load(name).protocol, folder / "training_curves.png"
    )
    partial = folder / f"{METRICS}.partial"
    partial.write_text(json.dumps(metrics, indent=2) + "\n")
    partial.replace(folder / METRICS)
    _print(metrics)
    print(f"\nWrote {METRICS}, confusion matrices and training curves to {folder}.")
    return metrics


def _robustness(
    network: keras.Model, images: NDArray[np.uint8], labels: NDArray[np.int64]
) -> dict[str, float]:
    """Return the accuracy on P1 under each disturbance, by its name."""
    kept = labels != targets.EXCLUDED
    accuracy = {}
    for name, disturbance in robustness.disturbances().items():
        faces = robustness.disturbed(images[kept], disturbance)[..., None]
        answers = network.predict(faces, batch_size=fit.PREDICT_BATCH, verbose=0).argmax(axis=1)
        accuracy[name] = float((answers == labels[kept]).mean())
    return accuracy


def _print(metrics: dict[str, Any]) -> None:
    print(f"{metrics['recipe']}: {metrics['parameters']:,} parameters\n")
    print(f"{'split':6} {'protocol':9} {'n':>5} {'accuracy':>9} {'macro-F1':>9} {'ECE':>6}")
    for split, by_protocol in metrics["splits"].items():
        for protocol, m in by_protocol.items():
            if isinstance(m, dict):
                print(
                    f"{split:6} {protocol:9} {m['n']:5} {m['accuracy']:9.2%} "
                    f"{m['macro_f1']:9.2%} {m['ece']:6.2%}"
                )
    print("\nRecall on test, P1")
    for emotion, recall in metrics["splits"]["test"]["P1"]["recall"].items():
        print(f"  {emotion:10} " + ("   none" if recall is None else f"{recall:7.1%}"))
    plain = metrics["splits"]["valid"]["P1"]["accuracy"]
    print(f"\nAccuracy on valid, P1 ({plain:.1%} undisturbed)")
    for name, accuracy in metrics["robustness"]["valid"].items():
        print(f"  {name:21} {accuracy:6.1%} ({100 * (accuracy - plain):+.1f})")
    certainty = metrics["certainty"]
    print(
        f"\nCertain where the first emotion leads by {certainty['lead']:.2f} (chosen on valid): "
        f"{certainty['test']['coverage']:.1%} of test (P2), "
        f"{certainty['test']['accuracy']:.1%} of them right"
    )
