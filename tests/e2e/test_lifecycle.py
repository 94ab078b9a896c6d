"""The page goes to the background, the camera comes and goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import LABEL_MILLISECONDS, go_live
from tests.kit.chromium import camera_flags

# Headless pages are never hidden by themselves.
HIDEABLE = """
let hidden = false;
Object.defineProperty(document, 'hidden', { get: () => hidden });
Object.defineProperty(document, 'visibilityState', { get: () => hidden ? 'hidden' : 'visible' });
window.setHidden = value => {
  hidden = value;
  document.dispatchEvent(new Event('visibilitychange'));
};
"""
ENDED = "stream => stream.getTracks().every(track => track.readyState === 'ended')"


@pytest.fixture
def page(open_browser: OpenBrowser, server_url: str, face_film: Path) -> Page:
    """The live view with a face in it."""
    page = open_browser(*camera_flags(face_film)).new_page()
    page.add_init_script(HIDEABLE)
    page.goto(server_url)
    go_live(page)
    expect(page.locator(".face-label")).to_have_count(1)
    return page


def test_the_camera_is_free_while_the_page_is_hidden_and_comes_back(page: Page) -> None:
    stream = page.locator("video").evaluate_handle("video => video.srcObject")
    page.evaluate("setHidden(true)")
    assert stream.evaluate(ENDED)
    page.wait_for_timeout(1000)
    page.evaluate("setHidden(false)")
    page.wait_for_function(
        "() => document.querySelector('video').srcObject.getTracks()[0].readyState === 'live'"
    )
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)


def test_a_glance_away_opens_one_camera_and_no_more(page: Page) -> None:
    page.evaluate(
        "() => { window.opened = [];"
        "const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        "navigator.mediaDevices.getUserMedia = async options => {"
        "  const stream = await real(options); opened.push(stream); return stream; }; }"
    )
    page.evaluate("() => { for (let i = 0; i < 3; i++) { setHidden(true); setHidden(false); } }")
    page.wait_for_function("() => opened.length === 3")
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)
    live = page.evaluate("opened.filter(stream => stream.active).length")
    assert live == 1


def test_a_camera_that_is_plugged_in_again_is_used_without_a_tap(page: Page) -> None:
    page.locator("video").evaluate(
        "video => video.srcObject.getTracks()[0].dispatchEvent(new Event('ended'))"
    )
    expect(page.get_by_role("heading", name="The camera went away")).to_be_visible()
    page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)


def test_a_frozen_picture_survives_leaving_the_app(page: Page) -> None:
    page.get_by_role("button", name="Freeze the picture").click()
    stream = page.locator("video").evaluate_handle("video => video.srcObject")
    page.evaluate("setHidden(true)")
    assert stream.evaluate(ENDED)
    page.evaluate("setHidden(false)")
    page.wait_for_timeout(1000)
    expect(page.get_by_role("button", name="Back to live")).to_be_visible()
    expect(page.locator(".face-label")).to_be_visible()
    colours = page.evaluate(
        "() => { const canvas = document.querySelector('.over-film canvas');"
        " const { data } = canvas.getContext('2d')"
        "   .getImageData(0, 0, canvas.width, canvas.height);"
        " return new Set(data).size; }"
    )
    assert colours > 50
    with page.expect_download():
        page.get_by_role("button", name="Save the picture").click()
    page.get_by_role("button", name="Back to live").click()
    page.wait_for_function(
        "() => document.querySelector('video').srcObject.getTracks()[0].readyState === 'live'"
    )
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)
