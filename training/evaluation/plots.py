"""Draws what a run and a data set look like, as PNG files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from training.data.labels import EMOTIONS
from training.evaluation.metrics import Bin

mpl.use("Agg")

_DOTS_PER_INCH = 120


def distribution(counts: dict[str, dict[str, int]], path: Path) -> None:
    """Draw the faces of each split by label; `counts` maps split to label to faces."""
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    axes = figure.subplots()
    names = list(next(iter(counts.values())))
    width = 0.8 / len(counts)
    for index, (split, by_label) in enumerate(counts.items()):
        places = np.arange(len(names)) + (index - (len(counts) - 1) / 2) * width
        bars = axes.bar(places, [by_label[name] for name in names], width, label=split)
        axes.bar_label(bars, fontsize=6, rotation=90, padding=2)
    axes.set_yscale("log")
    axes.margins(y=0.15)
    axes.set_xticks(np.arange(len(names)), names, rotation=20)
    axes.set_ylabel("faces (logarithmic)")
    axes.set_title("FER+ by plurality of the raw votes")
    axes.legend()
    _save(figure, path)


def curves(history: list[dict[str, float]], path: Path) -> None:
    """Draw loss and accuracy over the epochs of a run; accuracy on valid by its own protocol."""
    figure = Figure(figsize=(9, 4), layout="constrained")
    left, right = figure.subplots(1, 2)
    epochs = [row["epoch"] for row in history]
    left.plot(epochs, [row["loss"] for row in history])
    left.set(xlabel="epoch", title="training loss")
    right.plot(epochs, [row["accuracy"] for row in history], label="train, augmented")
    right.plot(epochs, [row["valid_accuracy"] for row in history], label="valid")
    right.set(xlabel="epoch", title="accuracy")
    right.legend()
    _save(figure, path)


def confusion(matrix: list[list[int]], title: str, path: Path) -> None:
    """Draw a confusion matrix [8, 8] (rows: label), coloured by the share of its row."""
    counts = np.array(matrix)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(7, 6), layout="constrained")
    axes: Any = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    places = range(len(EMOTIONS))
    axes.set_xticks(places, EMOTIONS, rotation=40, ha="right")
    axes.set_yticks(places, EMOTIONS)
    axes.set(xlabel="answer", ylabel="label", title=title)
    for row in places:
        for column in places:
            axes.text(
                column,
                row,
                f"{counts[row, column]}\n{shares[row, column]:.0%}",
                ha="center",
                va="center",
                fontsize=7,
                color="white" if shares[row, column] > 0.5 else "black",
            )
    _save(figure, path)


def reliability(bins: list[Bin], title: str, path: Path) -> None:
    """Draw how often answers are right against how sure they were; see `metrics.reliability`."""
    figure = Figure(figsize=(6, 6), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    confidence = [row.confidence for row in bins]
    upper.plot([0, 1], [0, 1], color="grey", linestyle="--", label="calibrated")
    upper.plot(confidence, [row.accuracy for row in bins], marker="o", label="measured")
    upper.set(ylabel="share of right answers", title=title, xlim=(0, 1), ylim=(0, 1))
    upper.legend()
    lower.bar(confidence, [row.n for row in bins], width=0.05)
    lower.set(xlabel="confidence of the answer", ylabel="faces")
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=_DOTS_PER_INCH)
