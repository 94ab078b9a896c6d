"""Where a photo is searched, and what counts as one face."""

import numpy as np
import pytest
from PIL import Image

from server.detector import ANCHORS, Detection, Detector, decode, keep_best, merge
from server.geometry import Box, Square, iou, tiles, whole
from server.photo import find_faces, squares
from server.recognition import MODELS


def detection(score: float, x: float, side: float = 10) -> Detection:
    return Detection(score, Box(x, 0, side, side), np.full((6, 2), x))


@pytest.mark.parametrize(("width", "height"), [(640, 480), (480, 640), (900, 100), (161, 161)])
@pytest.mark.parametrize("side", [160, 320.5])
def test_tiles_cover_the_picture_and_overlap_by_half(width: int, height: int, side: float) -> None:
    covering = tiles(width, height, side)
    for length, stops in ((width, {t.x for t in covering}), (height, {t.y for t in covering})):
        ordered = sorted(stops)
        if length > side:
            assert (ordered[0], ordered[-1] + side) == pytest.approx((0, length))
            assert max(np.diff(ordered)) <= side / 2 + 1e-9
        else:
            assert ordered == pytest.approx([(length - side) / 2])


def test_small_pictures_are_searched_whole() -> None:
    assert squares(300, 200) == [Square(0, -50, 300)]
    assert whole(200, 300) == Square(-50, 0, 300)
    assert {square.side for square in squares(640, 480)} == {640, 320, 160}


def test_anchors_are_those_of_blazeface() -> None:
    assert ANCHORS.shape == (896, 2)
    np.testing.assert_allclose(
        ANCHORS[[0, 1, 2, 512, 518, 895]],
        [
            (1 / 32, 1 / 32),
            (1 / 32, 1 / 32),
            (3 / 32, 1 / 32),
            (1 / 16, 1 / 16),
            (3 / 16, 1 / 16),
            (15 / 16, 15 / 16),
        ],
    )


def test_decoding_places_a_face_at_its_anchor() -> None:
    regressors = np.zeros((896, 16), np.float32)
    logits = np.full(896, -9, np.float32)
    logits[2] = 0
    regressors[2, :6] = (12.8, 0, 64, 32, -6.4, 25.6)
    (face,) = decode(regressors, logits, 0.5)
    assert face.score == 0.5
    centre = 3 / 32 + 0.1
    box = (face.box.x, face.box.y, face.box.width, face.box.height)
    assert box == pytest.approx((centre - 0.25, 1 / 32 - 0.125, 0.5, 0.25))
    np.testing.assert_allclose(face.keypoints[0], (3 / 32 - 0.05, 1 / 32 + 0.2), atol=1e-6)
    assert decode(regressors, logits, 0.51) == []


def test_overlapping_answers_become_their_weighted_mean() -> None:
    merged = merge([detection(0.6, 3), detection(0.9, 0), detection(0.7, 50)])
    assert [face.score for face in merged] == [0.9, 0.7]
    assert merged[0].box.x == pytest.approx(0.6 * 3 / 1.5)
    np.testing.assert_allclose(merged[0].keypoints, 0.6 * 3 / 1.5)


def test_of_one_face_in_several_squares_the_surest_stays() -> None:
    kept = keep_best([detection(0.6, 3), detection(0.9, 0), detection(0.7, 50)])
    assert [(face.score, face.box.x) for face in kept] == [(0.9, 0), (0.7, 50)]


def test_iou() -> None:
    assert iou(Box(0, 0, 2, 2), Box(1, 1, 2, 2)) == pytest.approx(1 / 7)
    assert iou(Box(0, 0, 2, 2), Box(2, 0, 2, 2)) == 0


def test_a_face_is_found_alike_wherever_it_stands(astronaut: Image.Image) -> None:
    detector = Detector(MODELS / "detector.tflite")
    face = astronaut.crop((130, 10, 330, 230))
    for x, y in [(0, 0), (433, 255), (760, 500)]:
        scene = Image.new("RGB", (960, 720), "#556070")
        scene.paste(face, (x, y))
        (found,) = find_faces(detector, np.asarray(scene), lambda: None)
        assert iou(found.box, Box(x + 45, y + 64, 102, 102)) > 0.8


def test_a_search_can_be_ended() -> None:
    class Enough(Exception):  # noqa: N818
        pass

    def check() -> None:
        raise Enough

    with pytest.raises(Enough):
        find_faces(Detector(MODELS / "detector.tflite"), np.zeros((64, 64, 3), np.uint8), check)
