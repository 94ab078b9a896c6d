"""The app can be used by everyone: nothing for axe to find, every control within reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.axe import violations
from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import LABEL_MILLISECONDS, go_live
from tests.kit.chromium import camera_flags
from tests.kit.face_camera import portrait

EMOTIONS = ["neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt"]
VIEWS: dict[str, ViewportSize] = {
    "phone upright": {"width": 390, "height": 844},
    "phone on its side": {"width": 844, "height": 390},
    "computer": {"width": 1280, "height": 800},
}


@pytest.fixture
def browser(open_browser: OpenBrowser, pair_film: Path) -> Browser:
    return open_browser(*camera_flags(pair_film))


def upload(page: Page, content: bytes) -> None:
    file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(browser: Browser, server_url: str, scheme: Any) -> None:
    view = VIEWS["phone upright"]
    with browser.new_context(locale="en-US", viewport=view, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(server_url)
        found = {"start": violations(page)}
        page.get_by_role("button", name="Use a photo instead").click()
        found["photo"] = violations(page)
        upload(page, b"no picture")
        page.get_by_role("alert").wait_for()
        found["bad photo"] = violations(page)
        upload(page, portrait())
        page.get_by_role("button", name="Save with labels").wait_for(timeout=LABEL_MILLISECONDS)
        found["labelled photo"] = violations(page)
        page.get_by_role("button", name="Back").click()
        go_live(page)
        found["live"] = violations(page)
        page.get_by_role("button", name="Freeze the picture").click()
        found["frozen"] = violations(page)
        page.get_by_role("button", name="Settings").click()
        page.get_by_label("Diagnostics").check()
        found["settings"] = violations(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Back to live").click()
        found["diagnostics"] = violations(page)
        page.get_by_role("button", name="Timeline").click()
        page.get_by_role("button", name="Start recording").click()
        page.locator(".lane").first.wait_for()
        found["timeline"] = violations(page)
    assert {screen: problems for screen, problems in found.items() if problems} == {}


def test_axe_finds_nothing_on_the_error_screen(open_browser: OpenBrowser, server_url: str) -> None:
    page = open_browser("--deny-permission-prompts").new_page(locale="en-US")
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    page.get_by_role("button", name="Try again").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_is_in_view_and_large_enough_to_press(
    browser: Browser, server_url: str, view: str
) -> None:
    size = VIEWS[view]
    with browser.new_context(locale="en-US", viewport=size) as context:
        page = context.new_page()
        page.goto(server_url)
        for button in page.get_by_role("button").all():
            box = button.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
        go_live(page)
        controls = page.locator(".dock").get_by_role("button").all()
        boxes = [button.bounding_box() for button in controls]
        assert len(boxes) == 6
        for box in boxes:
            assert box
            assert min(box["width"], box["height"]) >= 44
            assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
            assert box["y"] >= 0 and box["y"] + box["height"] <= size["height"]
        # Within reach of a thumb: at the bottom, or at the right where the phone lies.
        if view == "phone upright":
            assert min(box["y"] for box in boxes if box) > 0.75 * size["height"]
        if view == "phone on its side":
            assert sorted(box["x"] for box in boxes if box)[1] > 0.85 * size["width"]
        bars = page.get_by_role("list", name="Emotions of the main face")
        for emotion in bars.get_by_role("listitem").all():
            expect(emotion).to_be_in_viewport(ratio=1)
        # On a phone the bars start small: their names are one tap away.
        small = page.get_by_role("button", name="Show the names and figures of the emotions")
        if small.is_visible():
            small.click()
        for name in EMOTIONS:
            expect(bars.get_by_text(name)).to_be_in_viewport(ratio=1)
