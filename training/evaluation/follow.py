"""Measures a follow network on faces and pictures that nothing was learnt from."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import keras
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from training.data.dataset import SIZE
from training.data.disturbances import disturb
from training.data.follow_batches import far_place, near_place, sample, seen_place
from training.data.patches import BODY, FALSE, RANDOM, TRUE, Patches
from training.data.photos import ALL_AGE, UTKFACE
from training.data.place import Place, given_for
from training.runs import RunFolder
from training.tasks.follow import PLACE, PRESENCE

THRESHOLDS = (0.2, 0.5, 0.8, 0.9, 0.95)
SHEETS = Path("data/follow/sheets")
PREDICT_BATCH = 256

FAR, DISTURBED = "faces far off, of another size, or turned", "faces, disturbed"

_AGES = ((0, 3), (3, 10), (10, 20), (20, 40), (40, 60), (60, 120))
_SEXES = ("male", "female")
_ORIGINS = ("white", "black", "Asian", "Indian", "other")
"""UTKFace's names of its labels."""

Crops = NDArray[np.uint8]


class Above(BaseModel):
    """Of `n` crops of one kind, the share whose presence is at least each of `THRESHOLDS`."""

    model_config = ConfigDict(frozen=True)

    kind: str
    n: int
    shares: tuple[float, ...]


class PlaceErrors(BaseModel):
    """Median errors of place: of 48 pixels, per cent of the scale, degrees."""

    model_config = ConfigDict(frozen=True)

    n: int
    shift_pixels: float
    scale_percent: float
    roll_degrees: float


class FollowMetrics(BaseModel):
    """metrics.json of a follow network.

    Attributes:
        recipe: The recipe's name.
        parameters: How many the network has.
        thresholds: The thresholds of all shares.
        faces: Kept faces by set: the share is to be high.
        others: Passed crops without a face by kind: the share is to be low.
        groups: Kept faces by what file names tell.
        seen: Errors of place in crops as the detector gives them.
        moved: Errors of place in crops as far off as training has them.
    """

    recipe: str
    parameters: int
    thresholds: tuple[float, ...]
    faces: tuple[Above, ...]
    others: tuple[Above, ...]
    groups: tuple[Above, ...]
    seen: PlaceErrors
    moved: PlaceErrors


def evaluate(folder: RunFolder, patches: Patches) -> FollowMetrics:
    """Measure the network in `folder` on held-out patches; write metrics.json and sheets.

    Raises:
        RunError: There is no run in `folder`.
    """
    run, network = folder.read(), folder.network()
    metrics = measure(network, patches, run.recipe_name)
    folder.write_metrics(metrics)
    print(f"Wrote metrics.json to {folder.path}, and what is wrong to {SHEETS}.")
    return metrics


def measure(network: keras.Model, patches: Patches, recipe: str) -> FollowMetrics:
    """Measure `network` on the held-out ones of `patches`."""
    held_out = patches.where(patches.held_out)
    faces, others = held_out.where(held_out.faces), held_out.where(~held_out.faces)
    random = np.random.default_rng(5)
    places = [seen_place(random) for _ in faces.pixels]
    crops = _crops(faces, places)
    presence, found = _answers(network, crops)
    seen = _errors(found, places)
    rows = [_above(name, presence[faces.sources == name]) for name in np.unique(faces.sources)]
    disturbed = disturb(crops[..., 0].astype(np.float32), random)[..., None]
    rows.append(_above(DISTURBED, _answers(network, disturbed)[0]))
    moved_places = [near_place(random) for _ in faces.pixels]
    moved = _errors(_answers(network, _crops(faces, moved_places))[1], moved_places)

    other_crops = _crops(others, [(0.0, 0.0, 0.0, 0.0)] * len(others.faces))
    other_presence = _answers(network, other_crops)[0]
    passed = [
        _above(kind, other_presence[others.sources == kind]) for kind in (FALSE, RANDOM, BODY)
    ]
    sure = others.scores >= 0.5
    passed.insert(1, _above(f"{FALSE} of score .5 or more", other_presence[sure]))
    far = _answers(network, _crops(faces, [far_place(random) for _ in faces.pixels]))[0]
    passed.append(_above(FAR, far))

    _sheet("refused", crops, presence, presence < 0.8)
    _sheet("accepted", other_crops, other_presence, other_presence >= 0.2)
    return FollowMetrics(
        recipe=recipe,
        parameters=network.count_params(),
        thresholds=THRESHOLDS,
        faces=tuple(rows),
        others=tuple(passed),
        groups=tuple(_groups(faces, presence)),
        seen=seen,
        moved=moved,
    )


def _crops(patches: Patches, places: list[Place]) -> Crops:
    crops = [
        sample(patch, given_for(TRUE, place))
        for patch, place in zip(patches.pixels, places, strict=True)
    ]
    return np.rint(np.stack(crops)).astype(np.uint8)[..., None]


def _answers(network: keras.Model, crops: Crops) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    outputs = network.predict(crops, batch_size=PREDICT_BATCH, verbose=0)
    return outputs[PRESENCE][:, 0], outputs[PLACE]


def _above(kind: str, presence: NDArray[np.float32]) -> Above:
    shares = tuple(float(np.mean(presence >= threshold)) for threshold in THRESHOLDS)
    return Above(kind=kind, n=len(presence), shares=shares)


def _errors(found: NDArray[np.float32], places: list[Place]) -> PlaceErrors:
    error = np.abs(found - np.array(places))
    shift = np.hypot(error[:, 0], error[:, 1])
    return PlaceErrors(
        n=len(places),
        shift_pixels=float(np.median(shift)) * SIZE,
        scale_percent=100 * (2 ** float(np.median(error[:, 2])) - 1),
        roll_degrees=math.degrees(float(np.median(error[:, 3]))),
    )


def _groups(faces: Patches, presence: NDArray[np.float32]) -> list[Above]:
    groups: dict[str, list[float]] = {}
    for name, source, value in zip(faces.names, faces.sources, presence, strict=True):
        labels = []
        if source == UTKFACE.name:
            age, sex, origin = (int(part) if part.isdigit() else -1 for part in name.split("_")[:3])
            labels = [_age(age)]
            if 0 <= sex < len(_SEXES):
                labels.append(f"sex: {_SEXES[sex]}")
            if 0 <= origin < len(_ORIGINS):
                labels.append(f"origin: {_ORIGINS[origin]}")
        elif source == ALL_AGE.name:
            labels = [_age(int(name.split("A")[1][:2]))]
        for label in labels:
            groups.setdefault(f"{source}, {label}", []).append(value)
    return [_above(group, np.array(groups[group])) for group in sorted(groups)]


def _age(age: int) -> str:
    first, end = next(band for band in _AGES if band[0] <= age < band[1])
    return f"age: {first:02}-{end - 1:02}"


def _sheet(
    name: str, crops: Crops, presence: NDArray[np.float32], wrong: NDArray[np.bool_]
) -> None:
    """Draw the wrong crops with their presence, the worst first."""
    order = np.flatnonzero(wrong)
    order = order[np.argsort(-np.abs(presence[order] - (name == "refused")))][:160]
    tiles = []
    for index in order:
        tile = cv2.resize(crops[index, :, :, 0], (96, 96), interpolation=cv2.INTER_NEAREST)
        cv2.putText(tile, f"{presence[index]:.2f}", (2, 12), 0, 0.4, 255, 1)
        tiles.append(tile)
    while not tiles or len(tiles) % 16:
        tiles.append(np.zeros((96, 96), np.uint8))
    SHEETS.mkdir(parents=True, exist_ok=True)
    rows = [np.hstack(tiles[first : first + 16]) for first in range(0, len(tiles), 16)]
    cv2.imwrite(str(SHEETS / f"{name}.png"), np.vstack(rows))
