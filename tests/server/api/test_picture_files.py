"""The API reads a picture's file as browsers do: its turn, its colours, and what it overlooks."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from server.api.images import decode
from server.api.orientation import TURNS
from server.problems import Problem
from server.settings import Settings
from tests.server.odd_pictures import corners, scene
from tests.server.picture_files import DAMAGED, ORIENTED, SHOWN, SWAPPED

SETTINGS = Settings(site=Path())


def seen(content: bytes) -> str:
    """Return a picture's size and corners as decoded."""
    return corners(Image.fromarray(decode(content, SETTINGS).pixels))


@pytest.mark.parametrize("name", ORIENTED)
def test_it_is_turned_as_browsers_do(name: str) -> None:
    case = ORIENTED[name]
    turn = TURNS.get(case.orientation)
    expected = scene() if turn is None else scene().transpose(turn)
    assert seen(case.content) == corners(expected)


@pytest.mark.parametrize("name", SHOWN)
def test_damage_beside_the_pixels_is_overlooked(name: str) -> None:
    assert seen(SHOWN[name]) == corners(scene())


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_pixels_are_refused(name: str) -> None:
    with pytest.raises(Problem) as refused:
        decode(DAMAGED[name], SETTINGS)
    assert refused.value.reason == "broken-picture"


@pytest.mark.parametrize("name", SWAPPED)
def test_colour_profiles_of_any_size_are_followed(name: str) -> None:
    swapped = Image.fromarray(np.asarray(scene())[:, :, [1, 0, 2]])
    assert seen(SWAPPED[name]) == corners(swapped)


@pytest.mark.parametrize("name", ["JPEG, EXIF 6, big-endian", "PNG, eXIf 6", "WebP, EXIF 6"])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7])
def test_a_file_that_is_cut_short_is_refused_in_words(name: str, share: float) -> None:
    content = ORIENTED[name].content
    with pytest.raises(Problem) as refused:
        decode(content[: int(len(content) * share)], SETTINGS)
    assert refused.value.status in (415, 422)
