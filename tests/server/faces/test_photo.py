"""Where a photo is searched, and what counts as one face."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from server.faces.alignment import ALIGNMENT
from server.faces.detector import ANCHORS, Detection, Detector, decode, keep_best, merge
from server.faces.follow import Follow
from server.faces.geometry import Box, Square, iou, tiles, whole
from server.faces.photo import find_faces, squares
from server.faces.recognition import MODELS
from server.faces.sampling import Pyramid


def follow(presence: float = 1.0) -> Follow:
    """Return a stand-in for the network: it says the same of every crop."""
    manifest = SimpleNamespace(alignment=ALIGNMENT, input=SimpleNamespace(size=48))
    return cast(Follow, SimpleNamespace(manifest=manifest, presence=lambda _: presence))


def find(pixels: NDArray[np.uint8], presence: float = 1.0) -> list[Box]:
    """Return the boxes of a photo's faces."""
    detector = Detector(MODELS / "detector.tflite")
    faces = find_faces(detector, follow(presence), pixels, lambda: None)
    return [face.detection.box for face in faces]


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


def test_long_pictures_are_searched_in_smaller_tiles() -> None:
    assert {square.side for square in squares(9000, 4500)} == {9000, 4500, 2250}
    assert {square.side for square in squares(9000, 900)} == {9000, 4500, 2250, 1125, 562.5, 400}
    assert {square.side for square in squares(60, 1200)} == {1200, 600, 300}


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
    face = astronaut.crop((130, 10, 330, 230))
    for x, y in [(0, 0), (433, 255), (760, 500)]:
        scene = Image.new("RGB", (960, 720), "#556070")
        scene.paste(face, (x, y))
        (found,) = find(np.asarray(scene))
        assert iou(found, Box(x + 45, y + 64, 102, 102)) > 0.8


@pytest.mark.parametrize(("width", "height"), [(4000, 200), (600, 6000), (2300, 1100)])
def test_faces_of_100_pixels_are_found_in_long_pictures(
    astronaut: Image.Image, width: int, height: int
) -> None:
    head = astronaut.crop((130, 10, 330, 210))
    scene = Image.new("RGB", (width, height), "#556070")
    places = [(0, 0), (width // 2 - 77, height // 2 - 100), (width - 200, height - 200)]
    for place in places:
        scene.paste(head, place)
    found = find(np.asarray(scene))
    expected = sorted(Box(x + 45, y + 64, 102, 102).x for x, y in places)
    assert [box.x for box in found] == pytest.approx(expected, abs=15)


@pytest.mark.parametrize(("presence", "faces"), [(1.0, 1), (0.8, 1), (0.79, 0), (0.0, 0)])
def test_a_face_is_one_where_its_presence_says_so(
    astronaut: Image.Image, presence: float, faces: int
) -> None:
    assert len(find(np.asarray(astronaut), presence)) == faces


def test_an_upside_down_face_is_none(astronaut: Image.Image) -> None:
    turned = astronaut.transpose(Image.Transpose.ROTATE_180)
    found = Detector(MODELS / "detector.tflite").detect(
        Pyramid(np.asarray(turned)), whole(512, 512), 0.5
    )
    assert found
    assert find(np.asarray(turned)) == []


@pytest.mark.parametrize("where", ["left", "top", "right", "bottom"])
def test_faces_half_out_of_the_picture_are_no_obstacle(astronaut: Image.Image, where: str) -> None:
    cuts = {
        "left": (226, 0, 512, 512),
        "top": (0, 125, 512, 512),
        "right": (0, 0, 226, 512),
        "bottom": (0, 0, 512, 125),
    }
    for box in find(np.asarray(astronaut.crop(cuts[where]))):
        assert np.isfinite([box.x, box.y, box.width, box.height]).all()
        assert 40 < box.width < 250


@pytest.mark.parametrize("size", [(16, 16), (16, 900), (900, 16), (33, 47)])
def test_pictures_of_any_size_are_searched(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(4).integers(0, 256, (*size, 3), dtype=np.uint8)
    assert find(noise) == []


def test_a_search_can_be_ended() -> None:
    class Enough(Exception):  # noqa: N818
        pass

    def check() -> None:
        raise Enough

    with pytest.raises(Enough):
        detector = Detector(MODELS / "detector.tflite")
        find_faces(detector, follow(), np.zeros((64, 64, 3), np.uint8), check)
