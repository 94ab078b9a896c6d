"""The way into the live view."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

LABEL_MILLISECONDS = 60_000
"""How long a busy machine may take to the first label."""


def eventually(page: Page, holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until `holds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


def go_live(page: Page, start: str = "Start the camera") -> None:
    """Start the camera and wait for the first label."""
    page.get_by_role("button", name=start).click()
    page.locator(".face-label").first.wait_for(timeout=LABEL_MILLISECONDS)
