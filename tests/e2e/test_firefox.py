"""The live view and photo mode in Firefox, where the machine has one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.face_camera import LABELS, face_camera, portrait
from tests.kit.firefox import Firefox, firefox_path, running_firefox


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    path = firefox_path()
    if not path:
        pytest.skip("this machine has no Firefox (Debian: apt-get install firefox-esr)")
    with running_firefox(path, tmp_path) as firefox:
        yield firefox


def test_firefox_shows_a_face_live_and_keeps_a_picture(firefox: Firefox, server_url: str) -> None:
    firefox.before_each_page(face_camera())
    firefox.goto(server_url)
    firefox.press("Start the camera")
    assert firefox.wait_for(LABELS).startswith("happiness")
    firefox.press("Freeze the picture")
    firefox.press("Save the picture")
    firefox.wait_for("document.body.innerText.includes('The picture is saved')")
    firefox.press("Timeline")
    firefox.press("Start recording")
    firefox.wait_for("document.querySelector('dialog')?.innerText.includes('Recording')")


def test_firefox_opens_a_camera_and_reads_a_photo(
    firefox: Firefox, server_url: str, tmp_path: Path
) -> None:
    firefox.goto(server_url)
    firefox.press("Start the camera")
    firefox.wait_for("document.querySelector('video')?.videoWidth ?? 0")
    firefox.wait_for("document.body.innerText.includes('No face in view')")
    firefox.press("Stop")
    firefox.press("Use a photo instead")
    firefox.wait_for("document.querySelectorAll('input[type=file]').length")
    (tmp_path / "bad.jpg").write_bytes(portrait()[:9000])
    firefox.set_file("input[type=file]", tmp_path / "bad.jpg")
    firefox.wait_for("document.body.innerText.includes('cannot be read')")
    (tmp_path / "good.jpg").write_bytes(portrait())
    firefox.set_file("input[type=file]", tmp_path / "good.jpg")
    label = firefox.wait_for("document.querySelector('.photo-faces li')?.innerText")
    assert "happiness" in label
