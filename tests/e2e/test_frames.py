"""A frame's pixels are the same whichever way the browser lets the app get at them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import OpenBrowser
from tests.kit.chromium import camera_flags
from tests.kit.films import write_film

READINGS = 20
MAX_GREY_LEVELS = 2

COLLECT_FACES = """
window.faces = [];
window.kinds = new Set();
window.Worker = class extends Worker {
  constructor(...options) {
    super(...options);
    this.addEventListener('message', ({ data }) => {
      if (data.type === 'analysed') faces.push(data.analysis.faces);
    });
  }
  postMessage(message, transfer) {
    if (message.type === 'analyse') kinds.add(message.frame.constructor.name);
    super.postMessage(message, transfer);
  }
};
"""

# What marks a browser whose VideoFrames the app takes.
TAKE_BITMAPS = "delete globalThis.MediaStreamTrackProcessor;"

# The greatest difference, in grey levels, between a part copied and the same part drawn.
COMPARE_PIXELS = """
async ([width, height]) => {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width, height } });
  await video.play();
  const frame = new VideoFrame(video);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  context.drawImage(frame, 0, 0);
  const rect = { x: 170, y: 70, width: 300, height: 333 };
  const drawn = context.getImageData(rect.x, rect.y, rect.width, rect.height).data;
  const copied = new Uint8Array(4 * rect.width * rect.height);
  await frame.copyTo(copied, { format: 'RGBX', rect });
  const size = [frame.displayWidth, frame.displayHeight];
  frame.close();
  const differences = drawn.map((value, i) => (i % 4 < 3 ? Math.abs(value - copied[i]) : 0));
  return { size, worst: differences.reduce((most, value) => Math.max(most, value)) };
}
"""


@pytest.mark.parametrize("size", [(640, 480), (1280, 720)])
def test_a_copied_part_looks_as_it_is_shown(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    colourful = np.random.default_rng(0).integers(0, 256, (12, 16, 3), np.uint8)
    picture = np.asarray(cv2.resize(colourful, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    film = write_film(tmp_path / "colours.mjpeg", [picture] * 30)
    page = open_browser(*camera_flags(film)).new_page()
    page.goto(server_url)
    result = page.evaluate(COMPARE_PIXELS, size)
    assert result["size"] == list(size)
    assert result["worst"] <= MAX_GREY_LEVELS


def last_face(page: Page, server_url: str) -> dict[str, Any]:
    """Return the face of the page's camera, once it has settled."""
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    page.locator(".face-label").first.wait_for(timeout=30_000)
    start = page.evaluate("faces.length")
    deadline = time.monotonic() + 30
    while page.evaluate("faces.length") < start + READINGS:
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)
    (face,) = page.evaluate("faces.at(-1)")
    return dict(face)


def test_the_same_face_is_read_from_frames_and_from_bitmaps(
    open_browser: OpenBrowser, server_url: str, face_film: Path
) -> None:
    browser = open_browser(*camera_flags(face_film))
    faces = {}
    for kind, script in (("VideoFrame", ""), ("ImageBitmap", TAKE_BITMAPS)):
        page = browser.new_page()
        page.add_init_script(COLLECT_FACES + script)
        faces[kind] = last_face(page, server_url)
        assert page.evaluate("[...kinds]") == [kind]
        page.close()
    ours, theirs = faces.values()
    difference = np.abs(np.subtract(ours["probabilities"], theirs["probabilities"]))
    assert difference.max() <= 0.02
    # Each film finds the face anew; pixels read at another place would move its box by far more.
    for side in ("x", "y", "width", "height"):
        assert abs(ours["box"][side] - theirs["box"][side]) <= 1
