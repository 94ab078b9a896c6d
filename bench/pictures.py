"""Photographs to measure on: of the world without a face, and of people.

They are research data: read, never committed, never shown in a report.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.errors import BenchError
from tests.kit import ROOT

Image = NDArray[np.uint8]
"""RGB of shape [height, width, 3], or luma of shape [height, width]."""

FACELESS = Path(os.environ.get("FACELESS", ROOT.parent / "shared/data/faceless"))
LFW = Path(os.environ.get("LFW", ROOT / "data/photos/umass-vis-lfw+umass-vis-lfw.github.io/repo"))
LOOKALIKES = "lookalikes"
HELD_OUT = 5
"""One picture, or person, in so many is held out: neither trained on nor chosen by."""


def digest(name: str) -> int:
    """Return the SHA-256 of a name as a number, by which pictures are dealt into parts."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def faceless(folder: Path, *, held_out: bool, lookalikes: bool = False) -> list[Path]:
    """Return pictures without a human face, in an order that mixes what they show.

    Args:
        folder: holds pictures/CATEGORY/NAME.jpg.
        held_out: the part that is for measuring; otherwise the part that is for choosing.
        lookalikes: statues, drawings and dolls; otherwise all but these.

    Raises:
        BenchError: there are none.
    """
    paths = [
        path
        for path in folder.glob("pictures/*/*.jpg")
        if (path.parent.name == LOOKALIKES) == lookalikes
        and (digest(path.name) % HELD_OUT == 0) == held_out
    ]
    if not paths:
        raise BenchError(f"{folder} holds no pictures/CATEGORY/NAME.jpg: set FACELESS.")
    return sorted(paths, key=lambda path: digest(path.name))


def read(path: Path) -> Image:
    """Read a picture file as RGB."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise BenchError(f"{path} is not a picture.")
    return np.ascontiguousarray(picture[..., ::-1], np.uint8)


def lfw(repository: Path, count: int, *, held_out: bool) -> list[Image]:
    """Read photos of LFW, 250x250 with one face in the middle, of as many people.

    Args:
        repository: a bare clone of umass-vis-lfw/umass-vis-lfw.github.io.
        count: how many.
        held_out: people who are for measuring; otherwise people who are for choosing.

    Raises:
        BenchError: there is no such clone.
    """
    if not repository.is_dir():
        raise BenchError(
            f"{repository} is absent: git clone --bare "
            "https://github.com/umass-vis-lfw/umass-vis-lfw.github.io there, or set LFW."
        )
    git = ["git", "-C", str(repository)]
    listing = subprocess.run(  # noqa: S603
        [*git, "ls-tree", "-r", "-z", "HEAD", "images_deepfunneled/"],
        capture_output=True,
        check=True,
    )
    blobs: dict[str, str] = {}
    for entry in listing.stdout.decode().split("\0"):
        head, _, path = entry.partition("\t")
        person = path.split("/")[-2] if path.endswith("_0001.jpg") else ""
        if person and (digest(person) % HELD_OUT == 0) == held_out:
            blobs[path] = head.split()[2]
    chosen = sorted(blobs, key=digest)[:count]
    photos = subprocess.run(  # noqa: S603
        [*git, "cat-file", "--batch"],
        input="".join(f"{blobs[path]}\n" for path in chosen).encode(),
        capture_output=True,
        check=True,
    ).stdout
    return [_decoded(content) for content in _batch(photos)]


def _batch(output: bytes) -> list[bytes]:
    contents, at = [], 0
    while at < len(output):
        end = output.index(b"\n", at)
        size = int(output[at:end].split()[-1])
        contents.append(output[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return contents


def _decoded(content: bytes) -> Image:
    picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    return np.ascontiguousarray(np.asarray(picture)[..., ::-1], np.uint8)
