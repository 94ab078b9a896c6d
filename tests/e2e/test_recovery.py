"""What goes wrong beneath the live view, and how it comes back by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import LABEL_MILLISECONDS
from tests.kit.chromium import camera_flags

# Ends the first worker in silence after some frames, as a phone short of memory does.
END_FIRST_WORKER = """
window.workers = 0;
window.analysed = 0;
window.Worker = class extends Worker {
  constructor(...options) {
    super(...options);
    let frames = workers++ ? Infinity : 10;
    this.addEventListener('message', ({ data }) => {
      if (data.type !== 'analysed') return;
      analysed++;
      if (--frames === 0) this.terminate();
    });
  }
};
"""


@pytest.fixture
def page(open_browser: OpenBrowser, face_film: Path) -> Page:
    return open_browser(*camera_flags(face_film)).new_page()


def start(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Start the camera").click()


@pytest.mark.parametrize("missing", ["Worker", "OffscreenCanvas", "VideoFrame"])
def test_runs_in_browsers_that_lack(page: Page, server_url: str, missing: str) -> None:
    page.add_init_script(f"delete window.{missing}")
    start(page, server_url)
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)


def test_runs_in_the_page_where_the_worker_does_not_load(page: Page, server_url: str) -> None:
    page.route("**/wasm.worker-*", lambda route: route.abort())
    start(page, server_url)
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)


def test_code_that_does_not_arrive_is_told_as_a_download(page: Page, server_url: str) -> None:
    page.route("**/*.wasm", lambda route: None)
    start(page, server_url)
    heading = page.get_by_role("heading", name="The download failed")
    expect(heading).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_worker_that_dies_is_replaced(page: Page, server_url: str) -> None:
    page.add_init_script(END_FIRST_WORKER)
    start(page, server_url)
    page.locator(".face-label").wait_for(timeout=LABEL_MILLISECONDS)
    # A function and not a string, which the page's security policy forbids to evaluate.
    page.wait_for_function("() => workers > 1 && analysed > 20", timeout=LABEL_MILLISECONDS)
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)


@pytest.mark.parametrize(
    ("name", "body", "title"),
    [
        ("truncated", b"short", "The download is damaged"),
        ("absent", None, "The download failed"),
    ],
)
def test_a_bad_model_file_is_explained_and_fetched_anew(
    page: Page, server_url: str, name: str, body: bytes | None, title: str
) -> None:
    pattern = "**/model/weights-*.bin"
    page.route(
        pattern, lambda route: route.fulfill(body=body) if body else route.fulfill(status=404)
    )
    start(page, server_url)
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=LABEL_MILLISECONDS)
    page.unroute(pattern)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)


def test_a_connection_lost_before_the_start_is_told(
    open_browser: OpenBrowser, server_url: str, face_film: Path
) -> None:
    # Without the service worker, which needs no connection.
    page = open_browser(*camera_flags(face_film)).new_page(service_workers="block")
    # The page came, but nothing of what it loads ahead of the start.
    page.route("**/model/**", lambda route: route.abort())
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    heading = page.get_by_role("heading", name="The download failed")
    expect(heading).to_be_visible(timeout=LABEL_MILLISECONDS)
    page.unroute("**/model/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)
