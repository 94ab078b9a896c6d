"""How often labels change on faces that keep still, and how soon they follow faces that do not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from bench.accuracy import Faces
from bench.contenders import APP
from bench.pictures import Image, read
from bench.scenes import NOISE, SEED, draw, noisy
from bench.viewer import Viewer
from training.evaluation.markdown import table

RATE = 30
"""Frames a second."""
STILL, CHANGED = 2 * RATE, RATE
"""Frames that show a film's first face, then those that show another in its place."""
SMOOTHINGS = ("off", "normal")

Labels = Sequence[str | None]


Film = dict[str, Labels]
"""What the app wrote on the face in each frame, by smoothing."""


def measure_steadiness(viewer: Viewer, faces: Faces, world: Sequence[Path]) -> list[Film]:
    """Show a film of every two of `faces`, in front of pictures of `world`; see `faces`."""
    cached = lru_cache(32)(read)

    def frame(film: int, number: int) -> Image:
        face = faces.images[2 * film + (number >= STILL)]
        random = np.random.default_rng((SEED, film, number, 2))
        return noisy(draw(face, film, cached(world[film % len(world)])), random)

    count = len(faces.labels) // 2
    shown = {
        smoothing: viewer.watch(
            APP,
            frame,
            count,
            frames=STILL + CHANGED,
            options={"smoothing": smoothing, "maxFaces": 1},
        )
        for smoothing in SMOOTHINGS
    }
    return [
        {
            smoothing: [faces[0]["shown"] if faces else None for faces in films[number]]
            for smoothing, films in shown.items()
        }
        for number in range(count)
    ]


def changes_a_second(labels: Labels) -> float:
    """Return how often the label of the still face changes."""
    seen = [label for label in labels[:STILL] if label]
    return sum(a != b for a, b in pairwise(seen)) / (STILL / RATE)


def seconds_to_follow(labels: Labels, raw: Labels) -> float | None:
    """Return the seconds until `labels` show what the second face shows, infinite if they never do.

    Args:
        labels: what the app wrote.
        raw: the same without smoothing, which tells what either face shows.

    Returns:
        None where the faces show the same, or the second one not always the same.
    """
    new = set(raw[STILL + 1 :])
    if len(new) > 1 or labels[STILL - 1] in (None, *new):
        return None
    after = labels[STILL:]
    (label,) = new
    return (after.index(label) + 1) / RATE if label in after else float("inf")


def describe(films: Sequence[Film], split: str) -> str:
    """Return the section of the report."""
    rows = []
    for smoothing in SMOOTHINGS:
        times = [seconds_to_follow(film[smoothing], film["off"]) for film in films]
        counted = [time for time in times if time is not None]
        rows.append(
            (
                smoothing,
                f"{np.mean([changes_a_second(film[smoothing]) for film in films]):.2f}",
                str(len(counted)),
                f"{1000 * np.median(counted):.0f}",
                f"{1000 * np.quantile(counted, 0.95, method='higher'):.0f}",
            )
        )
    header = ("smoothing", "label changes a second", "changed films", "median, ms", "95 %, ms")
    return f"""\
## Steadiness

{len(films)} films of scenes as above ({split}), at {RATE} frames a second with a sensor noise of
{NOISE:.0f} grey levels: for {STILL // RATE} s a face that keeps still, then another in its place.
The changes a second are those of the label on the still face. The milliseconds run from the other
face's first frame, that one included, to its label, where that is another and without smoothing
always the same. The app's choice is `normal`.

{table(header, rows)}
"""
