"""The system's Chromium and the app's own server, as the browser tests use them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tests.e2e.conftest import CHROMIUMS, FLAGS, ROOT, wait_until_healthy


class BenchError(Exception):
    """The benchmark cannot run; the message says why and what to do."""


@contextmanager
def chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """Start a headless Chromium."""
    candidates = (os.environ.get("CHROMIUM_PATH"), *map(shutil.which, CHROMIUMS))
    path = next(filter(None, candidates), None)
    if path is None:
        raise BenchError("No Chromium or Chrome found: install one or set CHROMIUM_PATH.")
    browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def app_server(site: Path) -> Iterator[str]:
    """Serve the built app as a user would, and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "server", "--http-only", "--port", str(port)]
    environment = {**os.environ, "CAMXUC_SITE": str(site)}
    with subprocess.Popen(  # noqa: S603 - a command of our own
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_healthy(process, url)
            yield url
        finally:
            process.terminate()
