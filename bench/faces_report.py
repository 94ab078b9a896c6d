"""What `faces` measured, in words."""

from __future__ import annotations

from collections.abc import Mapping

from bench.contenders import OURS
from bench.faces import SAME_FACE_IOU, SHOWN, Eyes
from bench.films import FRAMES, SWAY
from bench.scenes import MAX_ROLL, SIDES
from training.evaluation.markdown import table

HEADER = (
    "",
    "scenes: found",
    "a false face",
    "films: people found",
    "pictures with a false face",
    "frames with one",
    "photos: people found",
    "pictures with a false face",
)


def describe(eyes: Mapping[str, Eyes], split: str) -> str:
    """Return the section of the report."""
    rows = [
        (
            name,
            *map(str, (seen.scenes.found, seen.scenes.false)),
            *map(str, (seen.films.found, seen.films.false, seen.frames)),
            *map(str, (seen.photos.found, seen.photos.false)),
        )
        for name, seen in eyes.items()
    ]
    alike = [(name, str(seen.lookalikes)) for name, seen in eyes.items()]
    part = "held out" if split == "test" else "for choosing"
    return f"""\
## Faces found, and false ones

*Scenes*: FER+ faces ({split}) of {SIDES[0]} to {SIDES[1]} pixels, rolled by up to {MAX_ROLL}
degrees, in pictures without a face, 640x480. *Films*: photos of LFW as high as the view, and
pictures without a face ({part}) that fill it and sway by {SWAY:.0%}, {FRAMES} frames each.
*Photos*: the same photos and pictures as files. Found: a box overlaps the face's by {SAME_FACE_IOU}
or more (intersection over union). A false face: one whose middle lies outside the face, or any
where there is none. {OURS} follows a film and may take {SHOWN} frames to find a face that stands
still; the others look at each picture by itself.

{table(HEADER, rows)}

Apart from these, films of statues, drawings and dolls in which a face is shown:

{table(("", "lookalikes"), alike)}
"""
