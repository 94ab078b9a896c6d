"""What `accuracy` measured, in words."""

from __future__ import annotations

import numpy as np

from bench.accuracy import NONE, PROTOCOLS, Accuracy, Answers
from bench.contenders import OURS
from bench.faces import Sight
from bench.scenes import MAX_ROLL, SIDES
from training.data.labels import EMOTIONS
from training.evaluation.markdown import table

CONTEMPT = EMOTIONS.index("contempt")
HEADER = (
    "",
    "scenes",
    "faces found",
    "scenes with a false face",
    "right, of those found",
    "right of them without contempt",
    "right, of all",
)


def describe(accuracy: Accuracy, split: str) -> str:
    """Return the section of the report."""
    rows = [
        _row(name, answers, accuracy.labels[: len(answers)], accuracy.sight(name))
        for name, answers in accuracy.answers.items()
    ]
    found = accuracy.answers[OURS] != NONE
    labels = accuracy.labels
    direct, same = _right(accuracy.direct, labels), _right(accuracy.direct[found], labels[found])
    scenes = _right(accuracy.answers[OURS][found], labels[found])
    return f"""\
## Accuracy through the whole pipeline

Faces of FER+ ({split}, {PROTOCOLS[split]}), scaled to {SIDES[0]} to {SIDES[1]} pixels,
rolled by up to {MAX_ROLL} degrees and placed at random in pictures without a face, 640x480, go
through detector, alignment and network in the browser. Ours is shown each scene as a still film and
must name the face within a third of a second; nothing is smoothed. The others know no contempt: it
counts against them, except in the last column but one.

{table(HEADER, rows)}

The same faces fed straight to our network, n = {len(labels)}: {direct:.2%}; those of them that were
found, n = {found.sum()}: {same:.2%}. In the scenes these are {scenes:.2%}: finding and aligning
changes the accuracy by {100 * (scenes - same):+.2f} points.
"""


def _row(name: str, answers: Answers, labels: Answers, sight: Sight) -> tuple[str, ...]:
    found = answers != NONE
    seven = found & (labels != CONTEMPT)
    return (
        name,
        str(len(answers)),
        f"{sight.found.rate:.1%}",
        f"{sight.false.rate:.1%}",
        f"{_right(answers[found], labels[found]):.1%}",
        f"{_right(answers[seven], labels[seven]):.1%}",
        f"{_right(answers, labels):.1%}",
    )


def _right(answers: Answers, labels: Answers) -> float:
    return float(np.mean(answers == labels))
