"""Who finds faces, and who sees them where there are none: never one without the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bench.contenders import CONTENDERS, OURS, Contender
from bench.errors import BenchError
from bench.films import FRAMES, lfw_face, portrait, sway
from bench.pictures import Image, read
from bench.scenes import draw, placement
from bench.viewer import Face, Frame, Viewer
from tests.kit.boxes import Box, iou

SAME_FACE_IOU = 0.3
SHOWN = 10
"""Frames of a still film: a third of a second, in which the app must have found a face."""


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def rate(self) -> float:
        """The share, 0..1."""
        return self.count / self.of

    def __str__(self) -> str:
        return f"{self.rate:.1%} of {self.of}"


@dataclass(frozen=True)
class Sight:
    """Faces found, and false ones beside them.

    Raises:
        BenchError: one of the two was not measured. A rate is worth nothing without its opposite.
    """

    found: Share
    false: Share

    def __post_init__(self) -> None:
        if self.found.of == 0 or self.false.of == 0:
            raise BenchError("Faces found are not told without false ones: measure both.")


@dataclass(frozen=True)
class Eyes:
    """What one contender sees.

    Attributes:
        scenes: faces pasted into clutter, and scenes with a false face beside it.
        films: people filmed, and films of pictures without a face in which one is shown.
        frames: the share of these films' frames that show one.
        photos: people photographed, and photos without a face in which one is shown.
        lookalikes: films of statues, drawings and dolls in which a face is shown.
    """

    scenes: Sight
    films: Sight
    frames: Share
    photos: Sight
    lookalikes: Share


@dataclass(frozen=True)
class Material:
    """What is shown; of each, the others are shown the first ones.

    Attributes:
        faces: of FER+, luma of shape [n, 48, 48].
        world: pictures without a face.
        lookalikes: pictures of faces of no living human.
        people: photos of LFW.
    """

    faces: Image
    world: Sequence[Path]
    lookalikes: Sequence[Path]
    people: Sequence[Image]

    def first(self, count: int) -> Material:
        """Return the first `count` of each."""
        return Material(
            self.faces[:count], self.world[:count], self.lookalikes[:count], self.people[:count]
        )


def measure_faces(viewer: Viewer, ours: Material, theirs: Material) -> dict[str, Eyes]:
    """Show everything to every contender; `theirs` is what the others are shown."""
    return {
        contender.name: _look(viewer, contender, ours if contender.name == OURS else theirs)
        for contender in CONTENDERS
    }


def _look(viewer: Viewer, contender: Contender, material: Material) -> Eyes:
    # The others look at each picture by itself: once is enough where it stands still.
    shown = SHOWN if contender.name == OURS else 1
    people, world, lookalikes = material.people, material.world, material.lookalikes

    def watch(film: Frame, count: int, frames: int = 1, repeats: int = 1) -> list[list[list[Face]]]:
        return viewer.watch(contender, film, count, frames=frames, repeats=repeats)

    scenes = watch(scene_film(material.faces, world), len(material.faces), repeats=shown)
    pasted = [(film, placement(number).box()) for number, film in enumerate(scenes)]
    filmed = watch(lambda film, _: portrait(people[film])[0], len(people), repeats=shown)
    person = portrait(people[0])[1]
    false = watch(swaying(world), len(world), FRAMES)
    alike = watch(swaying(lookalikes), len(lookalikes), FRAMES)
    photos = viewer.read(contender, lambda photo, _: people[photo], len(people))
    still = viewer.read(contender, lambda photo, _: read(world[photo]), len(world))
    return Eyes(
        scenes=Sight(
            share(any(finds(faces, box) for faces in film) for film, box in pasted),
            share(any(errs(faces, box) for faces in film) for film, box in pasted),
        ),
        films=Sight(
            share(any(finds(faces, person) for faces in film) for film in filmed),
            share(any(film) for film in false),
        ),
        frames=share(bool(faces) for film in false for faces in film),
        photos=Sight(
            share(finds(faces, lfw_face()) for faces in photos), share(bool(f) for f in still)
        ),
        lookalikes=share(any(film) for film in alike),
    )


def scene_film(faces: Image, world: Sequence[Path]) -> Frame:
    """Return still films of FER+ faces, each in one of the pictures without a face."""
    return lambda film, _: draw(faces[film], film, read(world[film % len(world)]))


def swaying(pictures: Sequence[Path]) -> Frame:
    """Return swaying films of pictures."""
    cached = lru_cache(32)(read)
    return lambda film, frame: sway(cached(pictures[film]), frame)


def finds(faces: Sequence[Face], truth: Box) -> bool:
    """Whether one of the faces is the one at `truth`."""
    return any(iou(Box(**face["box"]), truth) >= SAME_FACE_IOU for face in faces)


def errs(faces: Sequence[Face], truth: Box) -> bool:
    """Whether one of the faces is elsewhere: its middle lies outside `truth`."""
    return any(not _holds(truth, Box(**face["box"])) for face in faces)


def _holds(truth: Box, box: Box) -> bool:
    x, y = box.x + box.width / 2 - truth.x, box.y + box.height / 2 - truth.y
    return 0 <= x <= truth.width and 0 <= y <= truth.height


def share(hits: Iterable[bool]) -> Share:
    """Count what is true."""
    listed = list(hits)
    return Share(sum(listed), len(listed))
