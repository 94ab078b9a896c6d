"""All faces of a photo, small ones included.

The procedure, for whoever must find the same faces (the browser's photo mode). W and H are the
upright picture's width and height, L the longer of them; squares are in pixels and may reach
beyond the picture; `detect` is detector.Detector.detect, sampling.Pyramid its scaling.

1. Squares to look at: the whole picture (side L, centred on it); then tiles of side L/2, then of
   side L/4, each size only where it is 160 or more. Tiles start at the left and upper edge, end
   at the right and lower edge, and lie at equal distances of at most half a side; along an axis
   shorter than the tile there is one, centred.
2. Candidates: every face of score .5 or more in each of these squares, decoded and merged within
   the square (score-weighted mean of those whose IoU with the surest is over .3).
3. Of candidates that overlap another by IoU over .3, only the surest stays.
4. Each candidate is looked at again: `detect`, at score .75 or more, on the square around its
   box's centre with twice the mean of its width and height. Of the faces found there, the one
   with the largest IoU with the candidate takes its place; where none overlaps it, the candidate
   was none. A face so comes out the same whichever square found it first, and what merely looks
   like one from far away goes.
5. Step 3 again. At most the 100 surest faces stay; they are ordered by their boxes' left edge.

BlazeFace finds faces from about an eighth of the square's side, so this finds them from about
L/32, or 20 pixels where that is more.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from server.detector import Detection, Detector, keep_best
from server.geometry import Square, iou, tiles, whole
from server.sampling import Pyramid

MIN_SCORE = 0.5
SURE_SCORE = 0.75
MIN_TILE = 160
MAX_FACES = 100
REGION = 2.0


def squares(width: int, height: int) -> list[Square]:
    """Return where to look for faces in a picture of this size."""
    longer = max(width, height)
    sides = [side for side in (longer / 2, longer / 4) if side >= MIN_TILE]
    return [whole(width, height), *(tile for side in sides for tile in tiles(width, height, side))]


def find_faces(
    detector: Detector, pixels: NDArray[np.uint8], check: Callable[[], None]
) -> list[Detection]:
    """Return a photo's faces from left to right.

    Args:
        detector: finds faces in a square.
        pixels: [height, width, 3] RGB, upright.
        check: called now and then; may raise to end the search.
    """
    picture = Pyramid(pixels)
    candidates = []
    for square in squares(*picture.size):
        check()
        candidates += detector.detect(picture, square, MIN_SCORE)
    found = []
    for candidate in keep_best(candidates):
        check()
        found += _look_again(detector, picture, candidate)
    return sorted(keep_best(found)[:MAX_FACES], key=lambda face: face.box.x)


def _look_again(detector: Detector, picture: Pyramid, candidate: Detection) -> list[Detection]:
    seen = detector.detect(picture, candidate.box.around(REGION), SURE_SCORE)
    overlapping = [face for face in seen if iou(face.box, candidate.box) > 0]
    return sorted(overlapping, key=lambda face: -iou(face.box, candidate.box))[:1]
