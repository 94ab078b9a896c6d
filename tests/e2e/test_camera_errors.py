"""What the user sees when the camera cannot be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenBrowser
from tests.kit.chromium import camera_flags

# Stands in front of the real getUserMedia and fails while `trouble` names an error.
FAIL = """
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
window.trouble = '{name}';
navigator.mediaDevices.getUserMedia = constraints =>
  trouble ? Promise.reject(new DOMException('stub', trouble)) : real(constraints);
"""


def start(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Start the camera").click()


def test_a_refused_camera_is_explained_and_can_be_tried_again(
    open_browser: OpenBrowser, server_url: str
) -> None:
    page = open_browser(
        "--use-fake-device-for-media-stream", "--deny-permission-prompts"
    ).new_page()
    start(page, server_url)
    heading = page.get_by_role("heading", name="The camera is not allowed")
    expect(heading).to_be_visible()
    expect(heading).to_be_focused()
    expect(page.get_by_text("Allow the camera for this page")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(heading).to_be_visible()


def test_permission_is_asked_on_the_tap_not_on_load(
    open_browser: OpenBrowser, server_url: str
) -> None:
    page = open_browser("--use-fake-device-for-media-stream").new_page()
    page.add_init_script(
        "window.asked = 0; navigator.mediaDevices.getUserMedia ="
        "() => { asked++; return new Promise(() => {}); }"
    )
    page.goto(server_url)
    page.wait_for_timeout(500)
    assert page.evaluate("asked") == 0
    page.get_by_role("button", name="Start the camera").click()
    expect(page.get_by_text("Press “Allow”")).to_be_visible()
    assert page.evaluate("asked") == 1


def test_a_machine_without_a_camera_is_told_so(open_browser: OpenBrowser, server_url: str) -> None:
    page = open_browser("--use-fake-ui-for-media-stream").new_page()
    start(page, server_url)
    expect(page.get_by_role("heading", name="No camera found")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("NotReadableError", "The camera is busy"),
        ("NotFoundError", "No camera found"),
        ("NotAllowedError", "The camera is not allowed"),
    ],
)
def test_trying_again_recovers(
    open_browser: OpenBrowser, server_url: str, face_film: Path, name: str, title: str
) -> None:
    page = open_browser(*camera_flags(face_film)).new_page()
    page.add_init_script(FAIL.replace("{name}", name))
    start(page, server_url)
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.evaluate("window.trouble = undefined")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".face-label")).to_be_visible(timeout=20_000)


def test_an_insecure_page_is_told_so(open_browser: OpenBrowser, server_url: str) -> None:
    page = open_browser().new_page()
    # Our own server sends such visitors elsewhere; other hosts do not.
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    start(page, server_url)
    expect(page.get_by_role("heading", name="This page is not secure")).to_be_visible()


def test_a_camera_that_goes_away_is_noticed(
    open_browser: OpenBrowser, server_url: str, face_film: Path
) -> None:
    page = open_browser(*camera_flags(face_film)).new_page()
    start(page, server_url)
    page.locator(".face-label").wait_for(timeout=20_000)
    page.locator("video").evaluate(
        "video => video.srcObject.getTracks()[0].dispatchEvent(new Event('ended'))"
    )
    expect(page.get_by_role("heading", name="The camera went away")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".face-label")).to_be_visible(timeout=20_000)


def test_the_browsers_language_is_spoken(open_browser: OpenBrowser, server_url: str) -> None:
    page = open_browser().new_page(locale="vi-VN")
    page.goto(server_url)
    expect(page.get_by_role("button", name="Bật camera")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "vi"
