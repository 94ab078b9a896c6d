"""The prepared file: all of FER+ in one .npz that loads in a fraction of a second."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.data.labels import Votes
from training.errors import DataError

SIZE = 48
"""Side of a face, in pixels."""

SPLITS = ("train", "valid", "test")


@dataclass(frozen=True)
class Faces:
    """The faces of one split.

    Attributes:
        images: uint8 luma, shape [n, 48, 48].
        votes: uint8, shape [n, 10]; columns as in `VOTE_COLUMNS`.
        names: the n file names, e.g. "fer0000000.png".
        own_labels: FER2013's own label of each face as an emotion, 0..7, or -1 where it is not
            known; None where no file with such labels was there. Shape [n].
    """

    images: NDArray[np.uint8]
    votes: Votes
    names: tuple[str, ...]
    own_labels: NDArray[np.int8] | None = None

    def __len__(self) -> int:
        return len(self.names)

    def select(self, which: NDArray[np.bool_]) -> Faces:
        """Return the faces where `which`, shape [n], holds."""
        names = tuple(name for name, kept in zip(self.names, which, strict=True) if kept)
        own = None if self.own_labels is None else self.own_labels[which]
        return Faces(self.images[which], self.votes[which], names, own)


def save(splits: dict[str, Faces], path: Path) -> None:
    """Write `splits` to `path`, replacing it only once the whole file is written."""
    arrays: dict[str, NDArray[Any]] = {}
    for split, faces in splits.items():
        arrays[f"{split}_images"] = faces.images
        arrays[f"{split}_votes"] = faces.votes
        arrays[f"{split}_names"] = np.array(faces.names)
        if faces.own_labels is not None:
            arrays[f"{split}_own_labels"] = faces.own_labels
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial.npz")
    np.savez(partial, **arrays)  # type: ignore[arg-type]
    partial.replace(path)


def load(path: Path) -> dict[str, Faces]:
    """Read what `save` wrote.

    Raises:
        DataError: The file is absent or not a prepared file.
    """
    if not path.is_file():
        raise DataError(
            f"{path} does not exist. Make it with: python -m training prepare FERPLUS_FOLDER"
        )
    try:
        with np.load(path) as arrays:
            return {
                split: Faces(
                    arrays[f"{split}_images"],
                    arrays[f"{split}_votes"],
                    tuple(str(name) for name in arrays[f"{split}_names"]),
                    arrays.get(f"{split}_own_labels"),
                )
                for split in SPLITS
            }
    except (KeyError, ValueError, OSError) as error:
        raise DataError(f"{path} is not a prepared file ({error}). Run prepare again.") from error
