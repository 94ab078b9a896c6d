"""Nothing grows while the film runs. `CAMXUC_SOAK_MINUTES=10` makes it a long watch."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import OpenBrowser
from tests.kit.chromium import camera_flags
from tests.kit.films import scene, write_film

SECONDS = 60 * float(os.environ.get("CAMXUC_SOAK_MINUTES", "0.2"))
MAX_HEAP_GROWTH = 3e6
CALM_FRAMES = 120

# Notes how many tensors are alive after each frame.
COUNT_TENSORS = """
window.tensors = [];
window.Worker = class extends Worker {
  constructor(...options) {
    super(...options);
    this.addEventListener('message', ({ data }) => {
      if (data.type === 'analysed') tensors.push(data.analysis.tensors);
    });
  }
};
"""


class Heaps:
    """What the page's thread and its worker's hold after a collection of garbage, in bytes.

    Args:
        page: before the app starts its worker.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._answers: dict[int, dict[str, float]] = {}
        self._workers: list[str] = []
        self._session.on("Target.attachedToTarget", self._attached)
        self._session.on("Target.detachedFromTarget", self._detached)
        self._session.on("Target.receivedMessageFromTarget", self._received)
        # flatten would make sessions of their own, which Playwright keeps to itself.
        options = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self._session.send("Target.setAutoAttach", options)

    def measure(self) -> dict[str, float]:
        """Return the bytes by thread."""
        (worker,) = self._workers
        self._session.send("HeapProfiler.collectGarbage")
        self._ask(worker, 1, "HeapProfiler.collectGarbage")
        own: dict[str, float] = self._session.send("Runtime.getHeapUsage")
        return {
            "page": _held(own),
            "worker": _held(self._ask(worker, 2, "Runtime.getHeapUsage")),
        }

    def _ask(self, worker: str, number: int, method: str) -> dict[str, float]:
        self._answers.pop(number, None)
        message = json.dumps({"id": number, "method": method})
        self._session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
        while number not in self._answers:
            self._page.wait_for_timeout(20)
        return self._answers[number]

    def _attached(self, event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            self._workers.append(event["sessionId"])

    def _detached(self, event: dict[str, Any]) -> None:
        if event["sessionId"] in self._workers:
            self._workers.remove(event["sessionId"])

    def _received(self, event: dict[str, Any]) -> None:
        answer = json.loads(event["message"])
        if "id" in answer:
            self._answers[answer["id"]] = answer["result"]


def _held(usage: dict[str, float]) -> float:
    """Sum up a heap's objects and the buffers beside it."""
    return usage["usedSize"] + usage["backingStorageSize"]


def test_tensors_and_heaps_stay_flat(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    # Two faces pan about, one of them leaves the picture and returns.
    lefts = [*range(-250, 300, 6), *range(300, -250, -6)]
    pictures = [scene((left, 20, 1.0), (300 - left / 3, 200, 1.0)) for left in lefts]
    film = write_film(tmp_path / "soak.mjpeg", pictures)
    page = open_browser(*camera_flags(film)).new_page()
    page.add_init_script(COUNT_TENSORS)
    heaps = Heaps(page)
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    # Until other backends have been tried, and everything that happens has happened once.
    page.wait_for_function(f"() => tensors.length > {CALM_FRAMES}", timeout=60_000)
    page.wait_for_timeout(3000)
    before = heaps.measure()
    seen = page.evaluate("tensors.length")
    page.wait_for_timeout(1000 * SECONDS)
    counts = set(page.evaluate(f"tensors.slice({seen})"))
    frames = page.evaluate("tensors.length") - seen
    grown = {thread: held - before[thread] for thread, held in heaps.measure().items()}
    print(f"{frames} frames, tensors {counts}, held {before}, grown {grown}")
    assert len(counts) == 1, f"tensors alive: {sorted(counts)}"
    assert frames > SECONDS
    assert max(grown.values()) < MAX_HEAP_GROWTH, f"bytes gained: {grown}"
