"""From where on something counts as a face: faces found against false ones, by threshold.

The networks run once on every crop; what they said is played again for each set of thresholds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bench.contenders import APP
from bench.faces import (
    SHOWN,
    Material,
    Share,
    Sight,
    errs,
    finds,
    scene_film,
    share,
    swaying,
)
from bench.faces_report import HEADER
from bench.films import FRAMES, lfw_face, portrait
from bench.pictures import read
from bench.scenes import placement
from bench.viewer import Face, Viewer
from tests.kit.boxes import Box
from training.evaluation.markdown import table

MAX_FALSE = 0.01
"""The share of pictures without a face in which one may be shown."""

Thresholds = Mapping[str, float]
"""By the names of web/src/vision/thresholds.ts; those not named are the app's."""


@dataclass(frozen=True)
class Point:
    """What one set of thresholds does.

    Attributes:
        thresholds: those that differ from the app's.
        scenes: FER+ faces found in scenes, and scenes with a false face.
        films: people found in films, and pictures without a face that show one.
        frames: of these pictures' films, those with a false face.
        photos: people found in photos, and photos with a false face.
    """

    thresholds: Thresholds
    scenes: Sight
    films: Sight
    frames: Share
    photos: Sight

    @property
    def found(self) -> float:
        """The mean share of faces found, 0..1."""
        sights = (self.scenes, self.films, self.photos)
        return sum(sight.found.rate for sight in sights) / len(sights)

    @property
    def false(self) -> float:
        """The share of pictures without a face that show one, the worse of films and photos."""
        return max(self.films.false.rate, self.photos.false.rate)


def variations(varied: Mapping[str, Sequence[float]], *, together: bool) -> list[Thresholds]:
    """Return the app's thresholds, then each varied alone, or all of them together."""
    if together:
        return [
            {},
            *(dict(zip(varied, values, strict=True)) for values in product(*varied.values())),
        ]
    return [{}, *({name: value} for name, values in varied.items() for value in values)]


def measure_thresholds(
    viewer: Viewer, material: Material, grid: Sequence[Thresholds]
) -> list[Point]:
    """Show everything under each set of thresholds."""
    people, world = material.people, material.world
    count = len(material.faces)
    scenes = viewer.explore(APP, scene_film(material.faces, world), count, grid, repeats=SHOWN)
    filmed = viewer.explore(
        APP, lambda film, _: portrait(people[film])[0], len(people), grid, repeats=SHOWN
    )
    false = viewer.explore(APP, swaying(world), len(world), grid, frames=FRAMES)
    photos = viewer.explore(APP, lambda photo, _: people[photo], len(people), grid, photo=True)
    still = viewer.explore(APP, lambda n, _: read(world[n]), len(world), grid, photo=True)
    person = portrait(people[0])[1]
    pasted = [placement(number).box() for number in range(count)]
    return [
        Point(
            thresholds,
            Sight(
                share(_ever(film[i], box, finds) for film, box in zip(scenes, pasted, strict=True)),
                share(_ever(film[i], box, errs) for film, box in zip(scenes, pasted, strict=True)),
            ),
            Sight(
                share(_ever(film[i], person, finds) for film in filmed),
                share(any(film[i]) for film in false),
            ),
            share(bool(faces) for film in false for faces in film[i]),
            Sight(
                share(_ever(photo[i], lfw_face(), finds) for photo in photos),
                share(any(photo[i]) for photo in still),
            ),
        )
        for i, thresholds in enumerate(grid)
    ]


def chosen(points: Sequence[Point]) -> Point:
    """Return the point that finds most among those with few false faces, or has the fewest."""
    few = [point for point in points if point.false <= MAX_FALSE]
    return max(few, key=lambda point: point.found) if few else min(points, key=lambda p: p.false)


def describe(points: Sequence[Point], split: str) -> str:
    """Return the curve, from the fewest faces found to the most, and the point to choose."""
    header = ("thresholds", *HEADER[1:])
    rows = [
        (
            _named(point.thresholds),
            *map(str, (point.scenes.found, point.scenes.false)),
            *map(str, (point.films.found, point.films.false, point.frames)),
            *map(str, (point.photos.found, point.photos.false)),
        )
        for point in sorted(points, key=lambda point: (point.found, -point.false))
    ]
    return f"""\
## Thresholds

Shown as in *Faces found, and false ones*: FER+'s {split} faces, and pictures for choosing. The most
faces found with false ones in at most {MAX_FALSE:.0%} of the pictures:
**{_named(chosen(points).thresholds)}**.

{table(header, rows)}
"""


def _named(thresholds: Thresholds) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in thresholds.items()) or "the app's"


def _ever(
    film: Sequence[Sequence[Face]], box: Box, holds: Callable[[Sequence[Face], Box], bool]
) -> bool:
    return any(holds(faces, box) for faces in film)
