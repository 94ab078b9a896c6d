"""The same picture gets the same answer from the browser and from the image API."""

from __future__ import annotations

import io
import os
import time
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image, ImageEnhance
from playwright.sync_api import Page
from skimage import data

from tests.e2e.conftest import SPY_ON_WORKERS, OpenBrowser
from tests.kit.boxes import Box, iou

PICTURES = int(os.environ.get("SAME_ANSWER_PICTURES", "100"))
READ_SECONDS = 30
EXIF_ORIENTATION = 0x0112
FORMATS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("JPEG", {"quality": 90}),
    ("JPEG", {"quality": 75, "subsampling": 2}),
    ("PNG", {}),
    ("WEBP", {"quality": 85}),
)

ASTRONAUT = data.astronaut()  # type: ignore[no-untyped-call]


@pytest.fixture
def page(open_browser: OpenBrowser, server_url: str) -> Page:
    page = open_browser().new_page()
    page.add_init_script(SPY_ON_WORKERS)
    page.goto(server_url)
    page.get_by_role("button", name="Use a photo instead").click()
    return page


def scene(number: int) -> bytes:
    """One to three faces of various sizes, turns and light, in various formats."""
    random = np.random.default_rng(number)
    width, height = random.integers(320, 1600, 2).tolist()
    rough = random.integers(60, 200, (6, 8, 3), dtype=np.uint8)
    picture = Image.fromarray(rough).resize((width, height), Image.Resampling.BICUBIC)
    portrait = Image.fromarray(ASTRONAUT).crop((120, 0, 340, 220))
    for _ in range(random.integers(1, 4)):
        side = int(random.uniform(0.25, 0.8) * min(width, height))
        head = portrait.resize((side, side), Image.Resampling.LANCZOS)
        head = head.rotate(random.uniform(-25, 25), Image.Resampling.BICUBIC)
        x, y = random.integers(0, width - side), random.integers(0, height - side)
        picture.paste(head, (int(x), int(y)))
    picture = ImageEnhance.Brightness(picture).enhance(random.uniform(0.6, 1.2))
    file_format, options = FORMATS[number % len(FORMATS)]
    exif = Image.Exif()
    if file_format == "JPEG":
        exif[EXIF_ORIENTATION] = int(random.integers(1, 9))
    buffer = io.BytesIO()
    picture.save(buffer, file_format, exif=exif, **options)
    return buffer.getvalue()


def wait_for_reading(page: Page, number: int) -> list[dict[str, Any]]:
    """Return the faces of the page's reading `number`, counted from 0."""
    deadline = time.monotonic() + READ_SECONDS
    # Not wait_for_function: it needs eval, which the page's security policy forbids.
    while page.evaluate("readings.length") <= number:
        assert time.monotonic() < deadline, f"scene {number} was not read"
        page.wait_for_timeout(10)
    faces: list[dict[str, Any]] = page.evaluate("readings.at(-1).faces")
    return faces


def test_browser_and_api_agree(page: Page, server_url: str) -> None:
    faces = 0
    for number in range(PICTURES):
        content = scene(number)
        answer = httpx.post(
            f"{server_url}/api/v1/emotions", files={"file": content}, timeout=READ_SECONDS
        )
        assert answer.status_code == 200
        expected = answer.json()
        page.locator("input[type=file]").first.set_input_files(
            {"name": "picture", "mimeType": "", "buffer": content}
        )
        found = wait_for_reading(page, number)
        assert len(found) == len(expected), f"scene {number}"
        for ours, theirs in zip(found, expected, strict=True):
            assert iou(Box(**ours["box"]), Box(**theirs["box"])) >= 0.9, f"scene {number}"
            difference = np.abs(np.subtract(ours["probabilities"], theirs["probabilities"]))
            assert difference.max() <= 0.02, f"scene {number}"
            faces += 1
    assert faces >= PICTURES
