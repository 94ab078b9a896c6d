"""The report keeps what another benchmark wrote, and its tables compare what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench import accuracy_report, speed_report
from bench.accuracy import NONE, Accuracy
from bench.contenders import CONTENDERS, IDLE, OURS, REFERENCE
from bench.cpu import CpuTime
from bench.faces import Share
from bench.payload import Payload
from bench.report import write_section
from bench.speed import Speed
from bench.visit import Visit


def test_a_section_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    report = tmp_path / "benchmarks.md"
    write_section(report, "speed", "fast")
    write_section(report, "accuracy", "right")
    write_section(report, "speed", "faster")
    text = report.read_text()
    assert text.index("# Benchmarks") < text.index("faster") < text.index("right")
    assert "fast\n" not in text


def visit(frames: int, total: float, main: float, worker: float) -> Visit:
    return Visit(900, [], 4, frames, CpuTime(total, main, worker))


def test_ratios_leave_out_what_playing_the_film_costs() -> None:
    others = {contender.name: [visit(100, 2500, 2200, 0)] for contender in CONTENDERS}
    visits = others | {
        OURS: [visit(100, 1250, 275, 500)],
        IDLE.name: [visit(120, 400, 200, 0)],
    }
    payloads = {name: Payload(900_000, 800_000) for name in others}
    cold = {name: [300.0, 500.0, 400.0] for name in others}
    faces = {1: [10.0, 10.0], 2: [11.0, 12.0], 6: [20.0, 20.0]}
    text = speed_report.describe(Speed("Some CPU", 3.0, visits, cold, payloads, faces))
    assert "Some CPU" in text and "only the ratios mean something" in text
    assert "| 900 | 400 |" in text
    # (2200 - 200) / 500, 2200 / 275 and 2500 / 1250.
    assert f"| {REFERENCE} | 1/4.00 | 1/8.00 | 1/2.00 |" in text
    assert "One more face costs 2.0 ms, 20% of the first." in text


def test_accuracy_is_told_with_its_n_and_compared_on_the_faces_found() -> None:
    labels = np.array([0, 1, 2, 7])
    ours, theirs = np.array([0, 1, NONE, 0]), np.array([0, NONE])
    text = accuracy_report.describe(
        Accuracy(
            labels,
            np.array([0, 1, 2, 7]),
            {OURS: ours, "other": theirs},
            {OURS: Share(1, 4), "other": Share(2, 2)},
        ),
        "test",
    )
    assert "Faces of FER+ (test, P1-clean)" in text
    assert f"| {OURS} | 4 | 75.0% | 25.0% | 66.7% | 100.0% | 50.0% |" in text
    assert "| other | 2 | 50.0% | 100.0% | 100.0% | 100.0% | 50.0% |" in text
    assert "n = 4: 100.00%" in text
    assert "n = 3: 100.00%" in text
    assert "-33.33 points" in text
