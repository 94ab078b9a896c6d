"""The real host, as `python -m server` starts it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.kit import ROOT

START_SECONDS = 120


@dataclass(frozen=True)
class Host:
    """A running host and its ports on this computer."""

    process: subprocess.Popen[str]
    port: int
    https_port: int

    @property
    def url(self) -> str:
        """The address of the page on this computer, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @classmethod
    @contextmanager
    def start(
        cls,
        site: Path,
        *options: str,
        address: str = "127.0.0.1",
        port: int = 0,
        **environment: str,
    ) -> Iterator[Host]:
        """Run the host until the block ends; it must then stop by itself.

        Args:
            port: 0 for any that is free.
        """
        port, https_port = port or free_port(), free_port()
        process = subprocess.Popen(
            command(port, https_port, address, *options),
            cwd=ROOT,
            env={**os.environ, "CAMXUC_SITE": str(site), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        host = cls(process, port, https_port)
        try:
            host._wait()
            yield host
        finally:
            process.terminate()
            process.wait(120)
            if process.stdout:
                process.stdout.close()

    def request(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request; return its status, headers in lower case, and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return response.status, names, response.read()
        finally:
            connection.close()

    def connect(self) -> socket.socket:
        """Open a bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=120)

    def memory(self) -> int:
        """Return the resident memory in bytes (Linux)."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE")

    def open_files(self) -> list[str]:
        """Return what the process has open (Linux)."""
        targets = []
        for entry in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                targets.append(str(entry.readlink()))
        return targets

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                output = self.process.stdout.read() if self.process.stdout else ""
                raise RuntimeError(f"the host did not start: {output}")
            with suppress(OSError):
                self.request("GET", "/healthz")
                return
            time.sleep(0.02)
        raise TimeoutError("the host did not start")


def command(port: int, https_port: int, address: str, *options: str) -> list[str]:
    """Return the command that starts the host."""
    return [
        *(sys.executable, "-m", "server", "--host", address),
        *("--port", str(port), "--https-port", str(https_port), *options),
    ]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def eventually(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until `holds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
