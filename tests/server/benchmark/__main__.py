"""Measures the host on this computer, beside the original study's way, in one run.

    python -m tests.server.benchmark [--seconds 8] [--original]

Needs wrk (`apt-get install wrk`) and a built web/dist; --original also needs uv. One picture, a
512 x 512 JPEG of one face, is sent to POST /api/v1/annotated.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from PIL import Image
from skimage import data

from tests.kit import ROOT
from tests.kit.host import Host, free_port
from tests.server.pictures import encoded
from tests.server.processes import cpu_seconds

SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "image/jpeg"
local file = io.open("{picture}", "rb")
wrk.body = file:read("*a")
done = function(summary, latency, requests)
  io.write(string.format("failed %d\\n", summary.errors.status + summary.errors.timeout))
end
"""
ORIGINAL_START_SECONDS = 300


def wrk(
    url: str, process: subprocess.Popen[Any], connections: int, seconds: int, script: Path | None
) -> str:
    """Load `url`; return requests per second, median, 99th percentile, and CPU time a request."""
    command = ["wrk", "--latency", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s"]
    command += ["-s", str(script)] if script else []
    before = cpu_seconds(process.pid)
    shown = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(process.pid) - before
    rate = re.search(r"Requests/sec:\s+(\S+)", shown)
    percentiles = {p: re.search(rf"^ +{p}% +(\S+)", shown, re.M) for p in (50, 99)}
    answered = re.search(r"(\d+) requests in", shown)
    each = 1000 * used / int(answered[1]) if answered else float("nan")
    failed = re.search(r"failed (\d+)", shown)
    figures = [match[1] if match else "?" for match in (rate, *percentiles.values())]
    failures = f", {failed[1]} FAILED" if failed and failed[1] != "0" else ""
    speed = f"{figures[0]:>9}/s  p50 {figures[1]:>9}  p99 {figures[2]:>9}"
    return f"{speed}  {each:6.2f} ms CPU each{failures}"


@contextmanager
def original() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run the original's way; yield its process and port."""
    port = free_port()
    script = Path(__file__).with_name("original.py")
    command = ["uv", "run", "--quiet", str(script), str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + ORIGINAL_START_SECONDS
            while not listens(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("the original's way did not start; is uv there?")
                time.sleep(0.5)
            yield process, port
        finally:
            process.terminate()


def listens(port: int) -> bool:
    """Tell whether somebody listens on `port`."""
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        return True
    return False


def main() -> int:
    """Print the figures; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=8, help="length of each measurement")
    parser.add_argument("--original", action="store_true", help="measure the original's way too")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("wrk is missing. Install it: apt-get install wrk", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        picture, script = Path(folder) / "picture.jpg", Path(folder) / "post.lua"
        pixels = data.astronaut()  # type: ignore[no-untyped-call]
        picture.write_bytes(encoded(Image.fromarray(pixels), "JPEG", quality=90))
        script.write_text(SCRIPT.format(picture=picture))
        started = time.monotonic()
        with Host.start(ROOT / "web" / "dist") as host:
            print(f"start to first connection: {time.monotonic() - started:.2f} s")
            address = f"http://127.0.0.1:{host.port}"
            for connections in (1, 64):
                figures = wrk(address, host.process, connections, options.seconds, None)
                print(f"index.html, {connections:2}  {figures}")
            for connections in (1, 8, 64):
                url = f"{address}/api/v1/annotated"
                figures = wrk(url, host.process, connections, options.seconds, script)
                print(f"picture,    {connections:2}  {figures}  {host.memory() / 1e6:.0f} MB")
        if options.original:
            with original() as (process, port):
                for connections in (1, 8):
                    url = f"http://127.0.0.1:{port}/annotated"
                    figures = wrk(url, process, connections, options.seconds, script)
                    print(f"original,   {connections:2}  {figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
