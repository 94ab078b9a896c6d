"""What is left of a network's accuracy once faces have to be found in a camera's picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright

from training import evaluation, ferplus, targets
from training.emotions import EMOTIONS
from web.bench.browser import chromium
from web.bench.contenders import CONTENDERS, OURS
from web.bench.host import FOLDERS, Serve, hosting
from web.bench.scenes import Image, draw, placement

SAME_FACE_IOU = 0.3
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
    """Answers 0..7, or NONE, to the first scenes by each contender, and to the bare faces by us."""

    labels: NDArray[np.int64]
    direct: Answers
    answers: dict[str, Answers]


PROTOCOLS = {"valid": "P1", "test": "P1-clean"}


def majority_faces(ferplus_folder: Path, split: str, count: int | None = None) -> Faces:
    """Read the faces of valid's P1 or test's P1-clean, or `count` of them drawn at random.

    Raises:
        DataError: there is no FER+ in the folder.
    """
    splits = ferplus.read(ferplus_folder).splits
    labels = dict(evaluation.protocols(splits, split))[PROTOCOLS[split]]
    kept = np.flatnonzero(labels != targets.EXCLUDED)
    # Shuffled, so that any number of them from the first on is a fair sample.
    kept = np.random.default_rng(0).permutation(kept)[:count]
    return Faces(splits[split].images[kept], labels[kept])


def measure_accuracy(site: Path, pipeline: Path, faces: Faces, theirs: int) -> Accuracy:
    """Show the scenes to every contender, and the bare faces to our network.

    Args:
        site: the built app, for its models.
        pipeline: the app's vision, built for the benchmark's page.
        faces: what the scenes show, one each.
        theirs: how many of the scenes the others are shown; they take longer.
    """
    routes: dict[str, Serve] = {
        "scenes": lambda rest: draw(faces.images[int(rest)], int(rest)).tobytes(),
        "faces": lambda rest: faces.images[slice(*map(int, rest.split("-")))].tobytes(),
    }
    folders = FOLDERS | {"site": site, "pipeline": pipeline}
    answers: dict[str, Answers] = {}
    with (
        hosting(folders, routes) as host,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        for contender in CONTENDERS:
            ours = contender.name == OURS
            count = len(faces.labels) if ours else min(theirs, len(faces.labels))
            query = "module=/pipeline/pipeline.js" if ours else contender.query
            page = open_page(browser, f"{host}/pages/accuracy.html?{query}")
            answers[contender.name] = _read(page, count, contender.name)
            if ours:
                direct = _classify(page, count)
            page.context.close()
    return Accuracy(faces.labels, direct, answers)


def open_page(browser: Browser, url: str) -> Page:
    """Open a page that reads scenes."""
    page = browser.new_context().new_page()
    page.goto(url)
    page.wait_for_function("window.read")
    return page


def _read(page: Page, count: int, name: str) -> Answers:
    answers = []
    for start in range(0, count, CHUNK):
        end = min(start + CHUNK, count)
        print(f"{name}: {start} of {count} scenes", flush=True)
        seen = page.evaluate("([from, to]) => read(from, to)", [start, end])
        for number, faces in zip(range(start, end), seen, strict=True):
            answers.append(answer(faces, placement(number).box()))
    return np.array(answers)


def _classify(page: Page, count: int) -> Answers:
    names: list[str] = []
    for start in range(0, count, CHUNK):
        end = min(start + CHUNK, count)
        names += page.evaluate("([from, to]) => classify(from, to)", [start, end])
    return np.array([EMOTIONS.index(name) for name in names])


def answer(faces: Sequence[dict[str, Any]], truth: tuple[float, float, float]) -> int:
    """Return the emotion named for the face at `truth` (left, top, side), or NONE."""
    overlaps = [_iou(face["box"], truth) for face in faces]
    if not overlaps or max(overlaps) < SAME_FACE_IOU:
        return NONE
    label = faces[int(np.argmax(overlaps))]["label"]
    return EMOTIONS.index(THEIR_NAMES.get(label, label))


def _iou(box: dict[str, float], square: tuple[float, float, float]) -> float:
    left, top, side = square
    width = min(box["x"] + box["width"], left + side) - max(box["x"], left)
    height = min(box["y"] + box["height"], top + side) - max(box["y"], top)
    intersection = max(0.0, width) * max(0.0, height)
    return intersection / (box["width"] * box["height"] + side * side - intersection)
