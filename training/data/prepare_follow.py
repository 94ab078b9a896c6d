"""Prepares the follow network's data: patches around faces and around what is none."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from server.faces.alignment import Crop
from server.faces.detector import Detection, Detector
from server.faces.geometry import whole
from server.faces.recognition import MODELS
from server.faces.sampling import Pyramid
from training.data import dataset, false_faces
from training.data.false_faces import Faceless, Miner
from training.data.framing import Framer
from training.data.patches import BODY, FALSE, RANDOM, Patches, joined, patch_of
from training.data.photos import (
    ALL_AGE,
    CELEBA,
    CFP,
    LFW,
    PHOTO_SETS,
    PINS,
    UTKFACE,
    Clone,
    PhotoSet,
    digest,
    person,
)  # fmt: skip

Image = NDArray[np.uint8]

FACES = {
    ALL_AGE.name: 4000,
    "FER+": 9000,
    CFP.name: 3600,
    UTKFACE.name: 4500,
    CELEBA.name: 3000,
    PINS.name: 1800,
    LFW.name: 750,
}
"""Photos read of each set, the slowest first."""

_FACE_SCORE = 0.5


class _Collector:
    def __init__(self) -> None:
        self.rows: list[tuple[Image, bool, float, str, str, bool]] = []

    def add(
        self, patch: Image, *, face: bool, score: float, source: str, name: str, held_out: bool
    ) -> None:
        self.rows.append((patch, face, score, source, name, held_out))

    def patches(self) -> Patches:
        pixels, faces, scores, sources, names, held_out = zip(*self.rows, strict=True)
        return Patches(
            np.stack(pixels),
            np.array(faces),
            np.array(scores, np.float32),
            np.array(sources),
            np.array(names),
            np.array(held_out),
        )


def prepare(clones: Path, faceless: Path, ferplus: Path, out: Path) -> None:
    """Write the prepared file.

    Args:
        clones: folder of the photo sets' clones (training.data.photos).
        faceless: folder of the pictures without a face (training.data.false_faces). Tight photos
            are hung before them.
        ferplus: the prepared FER+ file, of which only training faces are taken.
        out: the file to write.

    Raises:
        DataError: something is absent.
    """
    # TensorFlow Lite does not survive a fork.
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        faces = [pool.submit(_face_patches, name, clones, faceless, ferplus) for name in FACES]
        parts = [*faces, pool.submit(_false_patches, faceless)]
        patches = joined([part.result() for part in parts])
    patches.save(out)
    kinds, counts = np.unique(patches.sources, return_counts=True)
    for kind, count in zip(kinds, counts, strict=True):
        print(f"{count:6} {kind}")
    print(f"Wrote {len(patches.faces)} patches to {out}; {patches.held_out.sum()} are held out.")


def _face_patches(name: str, clones: Path, faceless: Path, ferplus: Path) -> Patches:
    """Find the faces of one set and cut their patches; of one set also patches beside them."""
    backgrounds = false_faces.faceless_pictures(faceless)
    framer, detector = Framer(), Detector(MODELS / "detector.tflite")
    collector = _Collector()
    random = np.random.default_rng((1, digest(name) % 2**32))
    wanted, begun = FACES[name], time.monotonic()
    photos = (
        _ferplus(ferplus, wanted) if name == "FER+" else _photos(PHOTO_SETS[name], clones, wanted)
    )
    for file, held_out, tight, photo in photos:
        picture = _hung(photo, backgrounds, random) if tight else photo
        face = _main_face(detector, picture)
        frame = framer.frame(picture, face, random) if face else None
        if face is None or frame is None:
            continue
        collector.add(
            patch_of(picture, frame),
            face=True, score=face.score, source=name, name=file, held_out=held_out,
        )  # fmt: skip
        if name == ALL_AGE.name:
            for beside in _beside(frame, picture.shape, random):
                collector.add(
                    patch_of(picture, beside),
                    face=False, score=0.0, source=BODY, name=file, held_out=held_out,
                )  # fmt: skip
    seconds = time.monotonic() - begun
    print(f"{name}: {wanted} photos, {seconds:.0f} s", file=sys.stderr, flush=True)
    return collector.patches()


def _false_patches(faceless: Path) -> Patches:
    """Mine the pictures without a face."""
    pictures = false_faces.faceless_pictures(faceless)
    miner, collector = Miner(), _Collector()
    begun = time.monotonic()
    for one in pictures:
        random = np.random.default_rng((2, digest(one.name) % 2**32))
        picture, held_out = false_faces.read(one.path), digest(one.name) % 7 == 0
        for number, view in enumerate(false_faces.views(one, picture, random)):
            for score, crop in miner.false_faces(view):
                name = one.name if number == 0 else f"{one.name}#{number}"
                collector.add(
                    patch_of(view, crop),
                    face=False, score=score, source=FALSE, name=name, held_out=held_out,
                )  # fmt: skip
        for crop in false_faces.random_crops(picture, 2, random):
            collector.add(
                patch_of(picture, crop),
                face=False, score=0.0, source=RANDOM, name=one.name, held_out=held_out,
            )  # fmt: skip
    seconds = time.monotonic() - begun
    print(f"{len(pictures)} pictures without a face, {seconds:.0f} s", file=sys.stderr, flush=True)
    return collector.patches()


Photos = Iterator[tuple[str, bool, bool, Image]]
"""File name, whether held out, whether tight, picture."""


def _photos(photos: PhotoSet, clones: Path, wanted: int) -> Photos:
    """Read photos; a person is held out or not, where the set says who it is."""
    clone = Clone(photos, clones)
    paths = clone.paths()
    in_lfw = _people_of_lfw(clones) if photos in (CFP, PINS) else set()
    names = clone.names() if photos is CFP else {}
    kept = []
    for path in paths:
        who = person(photos, path)
        if _plain(names.get(who, who)) not in in_lfw:
            kept.append(path)
    for path, picture in clone.read(kept[:wanted]):
        held_out = photos is LFW or digest(person(photos, path)) % 7 == 0
        yield path.removeprefix(photos.folder + "/"), held_out, photos.tight, picture


def _people_of_lfw(clones: Path) -> set[str]:
    return {_plain(person(LFW, path)) for path in Clone(LFW, clones).paths()}


def _plain(name: str) -> str:
    return "".join(letter for letter in name.removeprefix("pins_").lower() if letter.isalpha())


def _ferplus(path: Path, wanted: int) -> Photos:
    images = dataset.load(path)["train"].images
    order = np.random.default_rng(3).permutation(len(images))[:wanted]
    for index in order:
        large = cv2.resize(images[index], (96, 96), interpolation=cv2.INTER_CUBIC)
        name = f"train/{index}"
        yield name, digest(name) % 7 == 0, True, np.repeat(large[..., None], 3, axis=2)


def _hung(photo: Image, backgrounds: list[Faceless], random: np.random.Generator) -> Image:
    """Return a tight photo in the middle of a picture without a face."""
    height, width = photo.shape[:2]
    wall = false_faces.read(backgrounds[int(random.integers(len(backgrounds)))].path)
    side = 2 * max(height, width)
    scale = side / min(wall.shape[:2]) * random.uniform(1, 1.4)
    enlarged = cv2.resize(wall, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    top = int(random.integers(enlarged.shape[0] - side + 1))
    left = int(random.integers(enlarged.shape[1] - side + 1))
    picture = np.asarray(enlarged[top : top + side, left : left + side], np.uint8).copy()
    if random.random() < 0.2:
        picture[:] = int(random.integers(256))
    y, x = (side - height) // 2, (side - width) // 2
    picture[y : y + height, x : x + width] = photo
    return picture


def _main_face(detector: Detector, picture: Image) -> Detection | None:
    """Return the face nearest to the picture's middle, among the large ones."""
    height, width = picture.shape[:2]
    seen = detector.detect(Pyramid(picture), whole(width, height), _FACE_SCORE)
    if not seen:
        return None
    largest = max(face.box.width for face in seen)

    def distance(face: Detection) -> float:
        x, y = face.box.x + face.box.width / 2, face.box.y + face.box.height / 2
        return float(abs(x - width / 2) + abs(y - height / 2))

    return min((face for face in seen if face.box.width > 0.6 * largest), key=distance)


def _beside(frame: Crop, shape: tuple[int, ...], random: np.random.Generator) -> Iterator[Crop]:
    """Yield crops of hair, neck and clothes: below the face, or beside it."""
    height, width = shape[:2]
    for _ in range(2):
        side = frame.side * 2 ** random.uniform(-1.2, 0.4)
        gap = 0.45 * frame.side + 0.3 * side
        if random.random() < 0.6:
            x = frame.centre_x + random.uniform(-1, 1) * frame.side
            y = frame.centre_y + gap + random.uniform(0, 0.4) * frame.side
        else:
            x = frame.centre_x + float(random.choice([-1, 1])) * gap
            y = frame.centre_y + random.uniform(-0.8, 0.8) * frame.side
        if 0 <= x < width and 0 <= y < height:
            yield Crop(x, y, side, 0.0)
