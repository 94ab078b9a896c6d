"""The live view and photo mode in WebKit, where the machine has one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.face_camera import LABELS, face_camera, portrait
from tests.kit.webkit import WebKit, running_webkit, webkit_paths


@pytest.fixture
def webkit() -> Iterator[WebKit]:
    paths = webkit_paths()
    if not paths:
        pytest.skip("this machine has no WebKit (Debian: apt-get install webkit2gtk-driver xvfb)")
    with running_webkit(*paths) as webkit:
        yield webkit


def test_webkit_opens_a_camera_reads_a_photo_and_shows_a_face_live(
    webkit: WebKit, server_url: str, tmp_path: Path
) -> None:
    webkit.goto(server_url)
    webkit.press("Start the camera")
    webkit.wait_for("document.querySelector('video')?.videoWidth ?? 0")
    # Its own fake camera shows a nearly black picture.
    webkit.wait_for("/No face in view|Too dark/.test(document.body.innerText)")
    webkit.press("Stop")

    webkit.press("Use a photo instead")
    webkit.wait_for("document.querySelectorAll('input[type=file]').length")
    (tmp_path / "bad.jpg").write_bytes(portrait()[:9000])
    webkit.set_file("input[type=file]", tmp_path / "bad.jpg")
    webkit.wait_for("document.body.innerText.includes('cannot be read')")
    (tmp_path / "good.jpg").write_bytes(portrait())
    webkit.set_file("input[type=file]", tmp_path / "good.jpg")
    label = webkit.wait_for("document.querySelector('.photo-faces li')?.innerText")
    assert "happiness" in label
    webkit.press("Back")

    webkit.evaluate(f"({face_camera()})() ?? true")
    webkit.press("Start the camera")
    assert webkit.wait_for(LABELS).startswith("happiness")
    webkit.press("Timeline")
    webkit.press("Start recording")
    webkit.wait_for("document.querySelectorAll('dialog canvas').length")
