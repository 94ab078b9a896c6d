"""WebKitGTK, driven through WebDriver on a display of its own: the engine nearest to Safari's."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.kit.host import free_port
from tests.kit.tab import POLL_SECONDS, Tab

START_SECONDS = 60
LIBRARIES = Path("/usr/lib")
ARGUMENTS = ("--automation", "--enable-mock-capture-devices=true", "--enable-media-stream=true")


class WebKit(Tab):
    """One window of a running MiniBrowser."""

    seconds = 60

    def __init__(self, port: int, browser: Path) -> None:
        self._url = f"http://127.0.0.1:{port}"
        options = {"binary": str(browser), "args": ARGUMENTS}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = self._post("/session", {"capabilities": capabilities})
        self._url += f"/session/{session['sessionId']}"

    def goto(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self._post("/url", {"url": url})

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression."""
        return self._post("/execute/sync", {"script": f"return {expression}", "args": []})

    def set_file(self, selector: str, path: Path) -> None:
        """Pick a file in a field."""
        element = self._post("/element", {"using": "css selector", "value": selector})
        (reference,) = element.values()
        self._post(f"/element/{reference}/value", {"text": str(path)})

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self._url + path,
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]


def webkit_paths() -> tuple[str, str, Path] | None:
    """Where the machine's driver, display and browser are; None where one is missing."""
    driver, display = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(LIBRARIES.glob("*/webkit2gtk-4.*/MiniBrowser"), None)
    return (driver, display, browser) if driver and display and browser else None


@contextmanager
def running_webkit(driver: str, display: str, browser: Path) -> Iterator[WebKit]:
    """Start WebKit with a camera of its own making and end it afterwards."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        [display, "-displayfd", str(writing), "-screen", "0", "1200x900x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    ) as screen:
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        # Its sandbox needs rights that containers do not give; these pages are ours.
        environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "LANGUAGE": "en_US",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        port = free_port()
        command = [driver, f"--port={port}"]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                _wait_for(port)
                yield WebKit(port, browser)
            finally:
                process.terminate()
                process.wait()
                screen.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(POLL_SECONDS)
    raise RuntimeError("WebKitWebDriver did not start")
