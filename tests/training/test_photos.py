"""Research photos are dealt by name, read from bare clones, and never those of the benchmark."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from training.data.false_faces import faceless_pictures
from training.data.photos import CFP, PINS, UTKFACE, Clone, digest, person
from training.errors import DataError


@pytest.fixture
def clones(tmp_path: Path) -> Path:
    """A folder with a bare clone of a repository like UTKFace's: two pictures and a text."""
    work, bare = tmp_path / "work", tmp_path / "clones" / UTKFACE.repository.replace("/", "+")
    folder = work / UTKFACE.folder
    folder.mkdir(parents=True)
    for number in (1, 2):
        picture = np.full((8, 8, 3), (10, 20, 30 * number), np.uint8)
        cv2.imwrite(str(folder / f"{number}_0_0_x.jpg.chip.jpg"), picture)
    (folder / "notes.txt").write_text("no picture")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(work)]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *arguments], check=True)
    bare.mkdir(parents=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(work), str(bare / "repo")], check=True)
    return bare.parent


def test_photos_come_from_the_clone_in_rgb(clones: Path) -> None:
    clone = Clone(UTKFACE, clones)
    paths = clone.paths()
    assert len(paths) == 2
    pictures = dict(clone.read(paths))
    red = pictures[f"{UTKFACE.folder}/2_0_0_x.jpg.chip.jpg"][..., 0].mean()
    assert red == pytest.approx(60, abs=6)


def test_an_absent_clone_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="git clone --bare"):
        Clone(PINS, tmp_path)


def test_people_are_known_by_their_folder_where_there_is_one() -> None:
    assert person(PINS, "test/pins_A B/A B1_2.jpg") == "pins_A B"
    assert person(CFP, "cfp-dataset/Data/Images/train/012/frontal/03.jpg") == "012"
    assert person(UTKFACE, "crop_part1/1_0_0_x.jpg") == "1_0_0_x.jpg"


def test_the_benchmarks_pictures_and_statues_are_left_out(tmp_path: Path) -> None:
    rows = [(f"rooms/{number}.jpg", "rooms", "a/b:c") for number in range(50)]
    rows.append(("lookalikes/s.jpg", "lookalikes", "x/y:101_ObjectCategories/buddha/1.jpg"))
    with (tmp_path / "index.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("file", "category", "source"), *rows])
    read = {picture.name for picture in faceless_pictures(tmp_path)}
    wanted = {f"{number}.jpg" for number in range(50) if digest(f"{number}.jpg") % 5}
    assert read == wanted
    assert len(read) < 50
