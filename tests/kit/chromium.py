"""Chromium or Chrome: where the machine has it, and how it is started."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
)


def chromium_path(playwright: Playwright) -> str | None:
    """Return a Chromium or Chrome that starts: CHROMIUM_PATH, the machine's, or a downloaded one.

    Some do not: Ubuntu's package is a note that there is none, a download may lack libraries.
    """
    named = os.environ.get("CHROMIUM_PATH")
    found = [path for path in map(shutil.which, NAMES) if path]
    candidates = [named] if named else [*found, playwright.chromium.executable_path]
    return next(filter(_starts, candidates), None)


def _starts(path: str) -> bool:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@contextmanager
def running_chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """Start a headless Chromium and close it afterwards.

    Raises:
        FileNotFoundError: there is none; the message says what to do.
    """
    path = chromium_path(playwright)
    if path is None:
        raise FileNotFoundError(
            "No Chromium that starts: run `make browsers`, or name one with CHROMIUM_PATH."
        )
    # Whatever the machine speaks and wherever it stands: pages are English, and in one time zone.
    environment: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "en_US", "TZ": "UTC"}
    with playwright.chromium.launch(
        executable_path=path, args=[*FLAGS, *flags], env=environment
    ) as browser:
        yield browser


def camera_flags(film: Path) -> tuple[str, ...]:
    """Flags that make Chromium play a film as its camera, allowed without asking."""
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
