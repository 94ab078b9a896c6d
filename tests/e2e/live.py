"""The way into the live view."""

from __future__ import annotations

from playwright.sync_api import Page

LABEL_MILLISECONDS = 30_000
"""How long a busy machine may take to the first label."""


def go_live(page: Page, start: str = "Start the camera") -> None:
    """Start the camera and wait for the first label."""
    page.get_by_role("button", name=start).click()
    page.locator(".face-label").first.wait_for(timeout=LABEL_MILLISECONDS)
