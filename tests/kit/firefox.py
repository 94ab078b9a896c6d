"""Firefox, driven through WebDriver BiDi: Playwright drives only builds of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.kit.tab import POLL_SECONDS, Tab

NAMES = ("firefox", "firefox-esr")
PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "app.update.enabled": False,
    "intl.accept_languages": "en-US",
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
START_SECONDS = 60
ADDRESS_FILE = "WebDriverBiDiServer.json"


class Firefox(Tab):
    """One tab of a running Firefox."""

    seconds = 60

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._sent = 0
        self.send("session.new", capabilities={})
        self._context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **parameters: Any) -> Any:
        """Run a command of the protocol and return its result."""
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters}
        self._connection.send(json.dumps(message))
        while True:
            answer = json.loads(self._connection.recv(timeout=START_SECONDS))
            if answer.get("id") != self._sent:
                continue
            if answer["type"] == "error":
                raise RuntimeError(f"{method}: {answer['message']}")
            return answer["result"]

    def before_each_page(self, script: str) -> None:
        """Run a function declaration before the scripts of every page."""
        self.send("script.addPreloadScript", functionDeclaration=script)

    def goto(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self.send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return the value, a string or a number, of an expression or a promise."""
        answer = self.send(
            "script.evaluate",
            expression=expression,
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def set_file(self, selector: str, path: Path) -> None:
        """Pick a file in a field."""
        locator = {"type": "css", "value": selector}
        nodes = self.send("browsingContext.locateNodes", context=self._context, locator=locator)
        element = {"sharedId": nodes["nodes"][0]["sharedId"]}
        self.send("input.setFiles", context=self._context, element=element, files=[str(path)])


def firefox_path() -> str | None:
    """Where the machine's Firefox is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running_firefox(path: str, profile: Path) -> Iterator[Firefox]:
    """Start a Firefox with a camera of its own making and end it afterwards."""
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = [path, "--headless", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(
        [*command, "--remote-debugging-port=0", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            port = _port(profile / ADDRESS_FILE)
            with connect(f"ws://127.0.0.1:{port}/session", max_size=None) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()


def _port(file: Path) -> int:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if file.exists() and (text := file.read_text()):
            port: int = json.loads(text)["ws_port"]
            return port
        time.sleep(POLL_SECONDS)
    raise RuntimeError("Firefox did not start")
