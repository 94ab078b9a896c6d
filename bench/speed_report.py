"""What `speed` measured, in words."""

from __future__ import annotations

from statistics import median

from bench.contenders import CONTENDERS, IDLE, OURS
from bench.speed import MEASURE, Speed
from bench.visit import Visit
from training.evaluation.markdown import table

HEADER = (
    "",
    "analysis, CPU ms a frame",
    "main thread, CPU ms a frame",
    "whole page, CPU ms a frame",
    "frames a second",
    "first label, ms",
    "in a cold browser, ms",
    "first load, gzip kB",
    "brotli kB",
)


MAX_BUSY = 0.5
"""Processes a core from which on a machine counts as busy."""


def describe(speed: Speed) -> str:
    """Return the section of the report."""
    rounds = len(speed.visits[OURS])
    rows = [_row(name, speed) for name in _names()]
    ratios = [
        (name, *(f"1/{_ratio(speed, name, which):.2f}" for which in ("analysis", "main", "total")))
        for name in _names()
        if name != OURS
    ]
    costs = {count: median(rounds) for count, rounds in speed.faces.items()}
    first, most = costs[min(costs)], max(costs)
    faces = [(str(count), f"{cost:.1f}", f"{cost / first:.2f}") for count, cost in costs.items()]
    extra = (costs[most] - first) / (most - min(costs))
    condition = (
        "The machine had other work to do: **only the ratios mean something**."
        if speed.busy > MAX_BUSY
        else "The machine had nothing else to do."
    )
    return f"""\
## Speed and bytes

{speed.processor}, headless Chromium, wasm with SIMD, one thread, one face in 640x480 at 30 frames a
second from a fake camera with some noise; {rounds} interleaved rounds of {MEASURE:.0f} s a
contender, medians. {condition}

{table(HEADER, rows)}

*Analysis* is the thread that finds and reads faces: our worker; the others' main thread, less what
playing the film costs it. *Main thread* and *whole page* are all processor time of the page's
processes, painting, the camera's film and, of ours, the whole user interface included. Every frame
is analysed by all; human's caches, which skip most frames, are off. *First label* is from a local
server, the camera's start included; a *cold browser* was started just before, with a new profile.
*First load* is every file fetched until the first label; for
Camxuc brotli is what its server sent.

Ours against theirs, median over the rounds:

{table(("Camxuc needs", "of the analysis", "of the main thread", "of the whole page"), ratios)}

### More faces

{table(("faces", "whole page, CPU ms a frame", "against one"), faces)}

One more face costs {extra:.1f} ms, {extra / first:.0%} of the first.
"""


def _names() -> list[str]:
    return [contender.name for contender in CONTENDERS]


def _row(name: str, speed: Speed) -> tuple[str, ...]:
    visits, payload = speed.visits[name], speed.payloads[name]
    return (
        name,
        *(
            f"{median(_per_frame(speed, name, which)):.1f}"
            for which in ("analysis", "main", "total")
        ),
        f"{median(visit.frames / visit.seconds for visit in visits):.0f}",
        f"{median(visit.first_label for visit in visits):.0f}",
        f"{median(speed.cold[name]):.0f}",
        f"{payload.gzip / 1000:.0f}",
        f"{payload.brotli / 1000:.0f}",
    )


def _ratio(speed: Speed, name: str, which: str) -> float:
    ours, theirs = _per_frame(speed, OURS, which), _per_frame(speed, name, which)
    return median(their / our for our, their in zip(ours, theirs, strict=True))


def _per_frame(speed: Speed, name: str, which: str) -> list[float]:
    return [
        _spent(visit, idle, which) / visit.frames
        for visit, idle in zip(speed.visits[name], speed.visits[IDLE.name], strict=True)
    ]


def _spent(visit: Visit, idle: Visit, which: str) -> float:
    if which == "total":
        return visit.cpu.total
    if which == "main":
        return visit.cpu.main
    playing = idle.cpu.main / idle.seconds * visit.seconds
    return visit.cpu.worker or visit.cpu.main - playing
