"""How well a known face is followed: films whose truth is known, because they are drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.contenders import APP
from bench.films import lfw_face
from bench.pictures import Image
from bench.scenes import HEIGHT, SEED, WIDTH, fill, noisy
from bench.viewer import Face, Viewer
from tests.kit.boxes import Box, iou
from training.evaluation.markdown import table

RATE = 30
"""Frames a second."""
STILL = RATE
"""Frames at the start of each film in which nothing moves: where the box settles is the truth."""
FRAMES = 4 * RATE
PHOTO = 250
"""Side of a photo of LFW."""
SAME_FACE_IOU = 0.3


@dataclass(frozen=True)
class Pose:
    """Where a face is: its middle in pixels, its scale (1: 105 px), its roll in radians."""

    x: float
    y: float
    scale: float
    roll: float = 0


Path = Callable[[float], Sequence[Pose]]
"""From the seconds that a film has moved, -1 to 3, to the pose of each of its faces."""


def _ease(seconds: float) -> float:
    """Swing from -1 to 1 and back in two seconds, from rest in the middle."""
    return math.sin(math.pi * max(0.0, seconds))


MIDDLE = WIDTH / 2, HEIGHT / 2
PATHS: Mapping[str, Path] = {
    "still": lambda t: [Pose(*MIDDLE, 1.2)],
    "pan": lambda t: [Pose(MIDDLE[0] + 180 * _ease(t), MIDDLE[1] + 40 * _ease(t), 1.2)],
    "zoom": lambda t: [Pose(*MIDDLE, 1.2 * 1.6 ** _ease(t))],
    "roll": lambda t: [Pose(*MIDDLE, 1.2, math.radians(25) * _ease(t))],
    "a hand passes": lambda t: [Pose(*MIDDLE, 1.2)],
    "two cross": lambda t: [
        Pose(MIDDLE[0] + 150 * math.cos(math.pi * _along(t)), MIDDLE[1] - 25, 0.9),
        Pose(MIDDLE[0] - 150 * math.cos(math.pi * _along(t)), MIDDLE[1] + 25, 1.0),
    ],
}


def _along(seconds: float) -> float:
    """Go from 0 to 1 in three seconds."""
    return min(1.0, max(0.0, seconds / 3))


@dataclass(frozen=True)
class Followed:
    """How one face of one film was followed.

    Attributes:
        jitter: how much the box trembles against the truth from frame to frame, of its side.
        lag: milliseconds that the box is behind the face; NaN where it does not move.
        drift: how far the box is off in the last half second, of its side.
        lost: the share of frames without the face.
        ids: how many numbers the face had.
    """

    jitter: float
    lag: float
    drift: float
    lost: float
    ids: int


def draw(path: str, people: Sequence[Image], backdrop: Image, frame: int) -> Image:
    """Draw one frame of a film.

    Args:
        path: a name of PATHS.
        people: photos of LFW, one a face.
        backdrop: a picture without a face.
        frame: 0 to FRAMES - 1.

    Returns:
        RGB of shape [480, 640, 3].
    """
    view = fill(backdrop)
    seconds = (frame - STILL) / RATE
    for photo, pose in zip(people, PATHS[path](seconds), strict=False):
        view = _paste(view, photo, pose)
    if path == "a hand passes":
        view = _hand(view, seconds)
    return noisy(view, np.random.default_rng((SEED, frame, 3)))


def truths(path: str, frame: int) -> list[Box]:
    """Return where the faces of a frame are."""
    side = lfw_face().width
    return [
        Box(p.x - p.scale * side / 2, p.y - p.scale * side / 2, p.scale * side, p.scale * side)
        for p in PATHS[path]((frame - STILL) / RATE)
    ]


def measure_following(
    viewer: Viewer, people: Sequence[Image], backdrops: Sequence[Image], films: int
) -> dict[str, list[Followed]]:
    """Show `films` films of each path, smoothed as the app does."""
    measured = {}
    for path in PATHS:

        def frame(film: int, number: int, path: str = path) -> Image:
            pair = people[2 * film % len(people)], people[(2 * film + 1) % len(people)]
            return draw(path, pair, backdrops[film % len(backdrops)], number)

        shown = viewer.watch(APP, frame, films, frames=FRAMES, options={"smoothing": "normal"})
        measured[path] = [followed for film in shown for followed in follow(path, film)]
    return measured


def follow(path: str, film: Sequence[Sequence[Face]]) -> list[Followed]:
    """Compare what was shown with the truth, for each face of a film."""
    count = len(truths(path, 0))
    return [
        _follow([truths(path, n)[face] for n in range(len(film))], film) for face in range(count)
    ]


def _follow(truth: Sequence[Box], film: Sequence[Sequence[Face]]) -> Followed:
    shown = [_shown(faces, box) for faces, box in zip(film, truth, strict=True)]
    seen = np.array([box is not None for box, _ in shown])
    ids = len({number for box, number in shown if box})
    lost = float(1 - seen[STILL // 2 :].mean())
    settled = seen & (np.arange(len(film)) >= STILL // 2) & (np.arange(len(film)) < STILL)
    if not settled.any():
        return Followed(math.nan, math.nan, math.nan, lost, ids)
    real = np.array([_place(box) for box in truth])
    drawn = np.array([_place(box) if box else (math.nan,) * 3 for box, _ in shown])
    # Where the box lies on the still face, as shares of its side, is what it should keep.
    scale = np.log(drawn[:, 2] / real[:, 2])
    offset = (drawn[:, :2] - real[:, :2]) / real[:, 2:]
    error = np.column_stack([offset, scale])
    error -= np.nanmedian(error[settled], axis=0)
    steps = np.diff(error[STILL // 2 :], axis=0)
    last = error[-RATE // 2 :]
    return Followed(
        jitter=float(np.sqrt(np.nanmean((steps - np.nanmean(steps, axis=0)) ** 2))),
        lag=_lag(real[:, :2], real[:, 2:], error[:, :2]),
        drift=float(np.linalg.norm(np.nanmean(last, axis=0)))
        if seen[-RATE // 2 :].any()
        else math.nan,
        lost=lost,
        ids=ids,
    )


def _shown(faces: Sequence[Face], truth: Box) -> tuple[Box | None, int]:
    boxes = [(Box(**face["box"]), int(face["id"])) for face in faces]
    best = max(boxes, key=lambda pair: iou(pair[0], truth), default=None)
    if best is None or iou(best[0], truth) < SAME_FACE_IOU:
        return None, 0
    return best


def _place(box: Box) -> tuple[float, float, float]:
    return box.x + box.width / 2, box.y + box.height / 2, math.sqrt(box.width * box.height)


def _lag(
    place: NDArray[np.float64], side: NDArray[np.float64], error: NDArray[np.float64]
) -> float:
    """Return the milliseconds by which errors are explained by speed; NaN without speed."""
    speed = np.gradient(place, axis=0) / side * RATE
    known = ~np.isnan(error[:, 0])
    moved = float((speed[known] ** 2).sum())
    return -1000 * float((error[known] * speed[known]).sum()) / moved if moved > 1 else math.nan


def _paste(view: Image, photo: Image, pose: Pose) -> Image:
    """Draw a photo's head, fading at its rim, so that its face is at the pose."""
    face = lfw_face()
    cos, sin = pose.scale * math.cos(pose.roll), pose.scale * math.sin(pose.roll)
    x, y = face.x + face.width / 2, face.y + face.height / 2
    matrix = np.array(
        [[cos, -sin, pose.x - cos * x + sin * y], [sin, cos, pose.y - sin * x - cos * y]]
    )
    rim = np.zeros((PHOTO, PHOTO), np.float32)
    cv2.ellipse(rim, (round(x), round(y) - 8), (72, 92), 0, 0, 360, 1, -1)
    rim = np.asarray(cv2.GaussianBlur(rim, (0, 0), 5), np.float32)
    size, flags = (WIDTH, HEIGHT), cv2.INTER_LINEAR
    head = cv2.warpAffine(photo.astype(np.float32), matrix, size, flags=flags)
    cover = cv2.warpAffine(rim, matrix, size, flags=flags)[..., None]
    return np.rint(head * cover + view * (1 - cover)).clip(0, 255).astype(np.uint8)


def _hand(view: Image, seconds: float) -> Image:
    """Draw an arm as wide as a face that passes in half a second, one second after the start."""
    x = round(-150 + (seconds - 1) / 0.5 * (WIDTH + 300))
    hand = view.copy()
    cv2.rectangle(hand, (x - 65, 0), (x + 65, HEIGHT), (198, 154, 128), -1)
    return hand


def describe(followed: Mapping[str, Sequence[Followed]]) -> str:
    """Return the section of the report."""
    header = ("film", "faces", "jitter", "lag, ms", "drift", "frames lost", "numbers a face")
    rows = [
        (
            path,
            str(len(faces)),
            f"{_median(face.jitter for face in faces):.2%}",
            ""
            if np.isnan([face.lag for face in faces]).all()
            else f"{_median(f.lag for f in faces):.0f}",
            f"{_median(face.drift for face in faces):.1%}",
            f"{np.mean([face.lost for face in faces]):.1%}",
            f"{np.mean([face.ids for face in faces]):.2f}",
        )
        for path, faces in followed.items()
    ]
    return f"""\
## Following

Heads of LFW photos, drawn on pictures without a face so that the truth is known:
{FRAMES // RATE} s at {RATE} frames a second with a sensor's noise, the first second still. *Jitter*
is how much the box trembles against the face from frame to frame, *drift* how far it is off in the
last half second, both as shares of the face's side; *lag* is how far it is behind a moving face.
Medians; frames lost and numbers a face are means.

{table(header, rows)}
"""


def _median(values: Iterable[float]) -> float:
    return float(np.nanmedian(list(values)))
