"""The real server, the real browser, a fake camera."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.server.host import free_port

ROOT = Path(__file__).parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 30

SPY_ON_WORKERS = """
    window.readings = [];
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(...args) {
        super(...args);
        this.addEventListener('message', ({ data }) => {
          if (data.type === 'photo') window.readings.push(data.reading);
        });
      }
    };
"""
"""What the worker says of a photo, kept in `readings` of the page."""

OpenBrowser: TypeAlias = Callable[..., Browser]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the machine's Chromium or Chrome is."""
    candidates = (os.environ.get("CHROMIUM_PATH"), *map(shutil.which, CHROMIUMS))
    for path in candidates:
        if path:
            return path
    pytest.fail(
        "These tests need Chromium or Chrome and found none. Install one (Debian, Ubuntu: "
        "apt-get install chromium; macOS: brew install --cask chromium) or name one with "
        "CHROMIUM_PATH=/path/to/it."
    )


@pytest.fixture(scope="session")
def site() -> Path:
    """The built app."""
    page = ROOT / "web/dist/index.html"
    if not page.exists():
        pytest.fail("web/dist is missing: `make test` builds it first")
    newest = max(path.stat().st_mtime for path in (ROOT / "web/src").rglob("*"))
    if newest > page.stat().st_mtime:
        pytest.fail("web/dist is older than web/src: `make test` builds it first")
    return page.parent


@pytest.fixture(scope="session")
def server_url(site: Path) -> Iterator[str]:
    """The address of `python -m server`, without a slash at its end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "server", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            wait_until_healthy(process, url)
            yield url
        finally:
            process.terminate()


def wait_until_healthy(process: subprocess.Popen[bytes], url: str) -> None:
    """Return once the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=1):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start (exit code {process.poll()})")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as instance:
        yield instance


@pytest.fixture
def open_browser(playwright: Playwright, chromium_path: str) -> Iterator[OpenBrowser]:
    """Start a Chromium with more flags, closed when the test ends."""
    with ExitStack() as stack:

        def start(*flags: str) -> Browser:
            browser = playwright.chromium.launch(
                executable_path=chromium_path, args=[*FLAGS, *flags]
            )
            stack.callback(browser.close)
            return browser

        yield start


def camera_flags(film: Path) -> tuple[str, ...]:
    """Flags that make Chromium play a film as its camera, allowed without asking."""
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
