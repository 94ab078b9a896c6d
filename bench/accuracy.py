"""What is left of a network's accuracy once faces have to be found in a camera's picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.contenders import APP, CONTENDERS, OURS
from bench.faces import SAME_FACE_IOU, SHOWN, Share, Sight, errs, scene_film, share
from bench.pictures import Image
from bench.scenes import placement
from bench.viewer import Face, Viewer
from tests.kit.boxes import Box, iou
from training.data import dataset
from training.data.labels import EMOTIONS, EXCLUDED
from training.evaluation.protocols import protocols

CHUNK = 50
NONE = -1
"""The answer where no face was found."""

# What face-api and human call the emotions; neither knows contempt.
THEIR_NAMES = {
    "angry": "anger",
    "disgusted": "disgust",
    "fearful": "fear",
    "happy": "happiness",
    "sad": "sadness",
    "surprise": "surprise",
    "surprised": "surprise",
}

Answers = NDArray[np.int64]


@dataclass(frozen=True)
class Faces:
    """The faces of a protocol: uint8 of shape [n, 48, 48], and labels 0..7 of shape [n]."""

    images: Image
    labels: NDArray[np.int64]


@dataclass(frozen=True)
class Accuracy:
    """Answers 0..7, or NONE, to the first scenes by each contender, and to the bare faces by us.

    Attributes:
        labels: of the faces.
        direct: our answers to the bare faces.
        answers: to the scenes.
        false: scenes in which a contender saw a face elsewhere.
    """

    labels: NDArray[np.int64]
    direct: Answers
    answers: dict[str, Answers]
    false: dict[str, Share]

    def sight(self, name: str) -> Sight:
        """Return how many faces a contender found, and in how many scenes a false one."""
        answers = self.answers[name]
        return Sight(Share(int((answers != NONE).sum()), len(answers)), self.false[name])


PROTOCOLS = {"valid": "P1", "test": "P1-clean"}


def majority_faces(file: Path, split: str, count: int | None = None) -> Faces:
    """Read the faces of valid's P1 or test's P1-clean, or `count` of them drawn at random.

    Args:
        file: FER+ as `python -m training prepare` leaves it.
        split: "valid" or "test".
        count: all where absent.

    Raises:
        DataError: there is no such file.
    """
    splits = dataset.load(file)
    labels = protocols(splits, split)[PROTOCOLS[split]]
    kept = np.flatnonzero(labels != EXCLUDED)
    # Shuffled, so that any number of them from the first on is a fair sample.
    kept = np.random.default_rng(0).permutation(kept)[:count]
    return Faces(splits[split].images[kept], labels[kept])


def measure_accuracy(viewer: Viewer, faces: Faces, world: Sequence[Path], theirs: int) -> Accuracy:
    """Show the scenes to every contender, and the bare faces to our network.

    Args:
        viewer: its host serves `faces`; see `bare_faces`.
        faces: what the scenes show, one each.
        world: pictures without a face, behind them.
        theirs: how many of the scenes the others are shown; they take longer.
    """
    film = scene_film(faces.images, world)
    answers: dict[str, Answers] = {}
    false: dict[str, Share] = {}
    for contender in CONTENDERS:
        ours = contender.name == OURS
        count = len(faces.labels) if ours else min(theirs, len(faces.labels))
        seen = viewer.watch(contender, film, count, repeats=SHOWN if ours else 1)
        truths = [placement(number).box() for number in range(count)]
        answers[contender.name] = np.array(
            [answer(shown, truth) for shown, truth in zip(seen, truths, strict=True)]
        )
        false[contender.name] = share(
            any(errs(faces, truth) for faces in shown)
            for shown, truth in zip(seen, truths, strict=True)
        )
    return Accuracy(faces.labels, _classify(viewer, len(faces.labels)), answers, false)


def _classify(viewer: Viewer, count: int) -> Answers:
    page = viewer.page(APP)
    names: list[str] = []
    for start in range(0, count, CHUNK):
        end = min(start + CHUNK, count)
        names += page.evaluate("([from, to]) => classify(from, to)", [start, end])
    return np.array([EMOTIONS.index(name) for name in names])


def answer(film: Sequence[Sequence[Face]], truth: Box) -> int:
    """Return the emotion first named for the face at `truth`, or NONE."""
    for faces in film:
        overlaps = [iou(Box(**face["box"]), truth) for face in faces]
        if overlaps and max(overlaps) >= SAME_FACE_IOU:
            label = faces[int(np.argmax(overlaps))]["label"]
            return EMOTIONS.index(THEIR_NAMES.get(label, label))
    return NONE
