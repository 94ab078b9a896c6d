"""Takes the screenshots that the web app manifest shows: `python -m tests.kit.screenshots`.

Run it after `make web/dist/index.html`, when the looks have changed. The face is public domain.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from skimage import data

from tests.kit import ROOT
from tests.kit.chromium import camera_flags, running_chromium
from tests.kit.films import HEIGHT, WIDTH, Image, write_film
from tests.kit.host import Host

FOLDER = ROOT / "web/public/screenshots"
PHONE: ViewportSize = {"width": 390, "height": 844}
COMPUTER: ViewportSize = {"width": 1280, "height": 800}
QUALITY = 78
LABEL_MILLISECONDS = 30_000
REST_MILLISECONDS = 2000
"""In which bars and boxes come to rest."""


def main() -> None:
    """Write every screenshot, in place of the last ones."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        film = write_film(Path(folder) / "portrait.mjpeg", [portrait()] * 30)
        flags = camera_flags(film)
        with (
            Host.start(ROOT / "web/dist") as host,
            running_chromium(playwright, *flags) as browser,
        ):
            take(open_page(browser, host.url, PHONE, 2), "phone-start")
            live(browser, host.url, PHONE, 2, "phone-live")
            live(browser, host.url, COMPUTER, 1, "computer-live")


def portrait() -> Image:
    """The upper part of the whole photo, as wide as the film."""
    photo = data.astronaut()  # type: ignore[no-untyped-call]
    return np.asarray(cv2.resize(photo, (WIDTH, WIDTH))[:HEIGHT], np.uint8)


def open_page(browser: Browser, url: str, size: ViewportSize, scale: float) -> Page:
    page = browser.new_page(
        locale="en-US",
        viewport=size,
        device_scale_factor=scale,
        has_touch=size is PHONE,
        reduced_motion="reduce",
    )
    page.goto(url)
    return page


def live(browser: Browser, url: str, size: ViewportSize, scale: float, name: str) -> None:
    page = open_page(browser, f"{url}/#live", size, scale)
    page.locator(".face-label").first.wait_for(timeout=LABEL_MILLISECONDS)
    take(page, name)


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(REST_MILLISECONDS)
    page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=QUALITY)


if __name__ == "__main__":
    main()
