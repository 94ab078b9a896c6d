"""Puts the figures of a follow network into docs/model-card-follow.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from training.evaluation.follow import Above, FollowMetrics, PlaceErrors
from training.evaluation.markdown import fill, table
from training.runs import RunFolder


def write_card(folder: RunFolder, card: Path) -> None:
    """Write the sections of `card` that the run in `folder` fills.

    Raises:
        RunError: The run has not been evaluated.
    """
    fill(card, sections(folder.metrics(FollowMetrics)))


def sections(metrics: FollowMetrics) -> dict[str, str]:
    """Return the Markdown of each section by its name."""
    limits = metrics.thresholds
    return {
        "presence": "\n\n".join(
            (
                _shares("faces kept", metrics.faces, limits),
                _shares("others passed", metrics.others, limits),
            )
        ),
        "place": table(
            ("crops", "n", "shift, of 48 pixels", "scale", "roll"),
            [
                _errors("as far off as the detector's noise", metrics.seen),
                _errors("as far off as in training", metrics.moved),
            ],
        ),
        "groups": _shares("faces kept", metrics.groups, limits),
    }


def _shares(title: str, rows: Sequence[Above], limits: Sequence[float]) -> str:
    header = (title, "n", *(f"{limit:g}"[1:] for limit in limits))
    return table(
        header,
        [(row.kind, f"{row.n:,}", *(f"{100 * share:.1f}" for share in row.shares)) for row in rows],
    )


def _errors(crops: str, errors: PlaceErrors) -> tuple[str, ...]:
    return (
        crops,
        f"{errors.n:,}",
        f"{errors.shift_pixels:.2f}",
        f"{errors.scale_percent:.1f} %",
        f"{errors.roll_degrees:.1f} degrees",
    )
