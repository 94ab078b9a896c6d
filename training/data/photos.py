"""Photos of faces for research, read from bare clones of the repositories that hold them.

A clone lies at FOLDER/OWNER+NAME/repo. None of these pictures may be published; see
docs/model-card-follow.md for their terms.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.errors import DataError

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class PhotoSet:
    """One set of face photos.

    Attributes:
        name: what the set is called here.
        repository: OWNER/NAME on GitHub.
        folder: the part of the repository that holds the photos.
        tight: whether the photos end close around the face.
    """

    name: str
    repository: str
    folder: str
    tight: bool


ALL_AGE = PhotoSet(
    "All-Age-Faces",
    "middleyuan/All-Age-Faces-Dataset",
    "All-Age-Faces Dataset/original images",
    tight=False,
)
UTKFACE = PhotoSet("UTKFace", "Mohanish-5744/Major_Ensemble_Gender", "crop_part1", tight=True)
CELEBA = PhotoSet("CelebA", "karthikSingireddy/cs389-hw4", "celebA", tight=True)
PINS = PhotoSet("Pins", "IceTeaXXD/Algeo02-21004", "test", tight=True)
CFP = PhotoSet("CFP", "zhangjunh/DR-GAN-by-pytorch", "cfp-dataset/Data/Images", tight=True)
LFW = PhotoSet("LFW", "umass-vis-lfw/umass-vis-lfw.github.io", "images_deepfunneled", tight=False)

PHOTO_SETS = {photos.name: photos for photos in (ALL_AGE, UTKFACE, CELEBA, PINS, CFP, LFW)}

_CFP_NAMES = "cfp-dataset/Data/list_name.txt"


def digest(name: str) -> int:
    """Return the SHA-256 of `name` as a number, by which names are dealt into parts."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def person(photos: PhotoSet, path: str) -> str:
    """Return who is in a photo, as far as its path tells; otherwise the file's name."""
    parts = path.split("/")
    if photos in (PINS, LFW):
        return parts[-2]
    if photos is CFP:
        return parts[-3]
    return parts[-1]


class Clone:
    """A bare clone of one set's repository.

    Args:
        photos: the set.
        folder: where the clones lie.

    Raises:
        DataError: there is no clone of it.
    """

    def __init__(self, photos: PhotoSet, folder: Path) -> None:
        self._photos = photos
        self._git = folder / photos.repository.replace("/", "+") / "repo"
        if not self._git.is_dir():
            raise DataError(
                f"{self._git} is absent: clone https://github.com/{photos.repository} there "
                "with git clone --bare."
            )

    def paths(self) -> list[str]:
        """Return the photos' paths in the repository, in an order that mixes people."""
        command = ["git", "-C", str(self._git), "ls-tree", "-r", "-z", "--name-only", "HEAD"]
        listing = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
        names = listing.stdout.decode().split("\0")
        photos = [
            name
            for name in names
            if name.startswith(self._photos.folder + "/")
            and name.lower().endswith((".jpg", ".jpeg", ".png"))
            and "\n" not in name
        ]
        return sorted(photos, key=digest)

    def read(self, paths: list[str]) -> Iterator[tuple[str, Image]]:
        """Yield each path with its picture, RGB [height, width, 3]; what is none is left out."""
        for path, content in self._contents(paths):
            picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
            if picture is not None:
                yield path, np.ascontiguousarray(picture[..., ::-1])

    def names(self) -> dict[str, str]:
        """Return the name of each person of CFP by the number of their folder."""
        ((_, content),) = self._contents([_CFP_NAMES])
        lines = content.decode().splitlines()
        return {f"{number:03}": name for number, name in enumerate(lines, start=1)}

    def _contents(self, paths: list[str]) -> Iterator[tuple[str, bytes]]:
        command = ["git", "-C", str(self._git), "cat-file", "--batch"]
        with subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdin is not None and process.stdout is not None  # noqa: S101
            for path in paths:
                process.stdin.write(f"HEAD:{path}\n".encode())
                process.stdin.flush()
                size = int(process.stdout.readline().split()[-1])
                content = process.stdout.read(size + 1)[:-1]
                yield path, content
            process.stdin.close()
