"""Nothing grows while the film runs. `CAMXUC_SOAK_MINUTES=10` makes it a long watch."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import CDPSession

from tests.e2e.conftest import OpenBrowser, camera_flags
from tests.e2e.films import scene, write_film

SECONDS = 60 * float(os.environ.get("CAMXUC_SOAK_MINUTES", "0.2"))
MAX_HEAP_GROWTH = 3e6

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


def heap_bytes(session: CDPSession) -> float:
    """Return what the page's own thread holds after a collection of garbage."""
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])


def test_tensors_and_heap_stay_flat(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    # Two faces pan about, one of them leaves the picture and returns.
    lefts = [*range(-250, 300, 6), *range(300, -250, -6)]
    pictures = [scene((left, 20, 1.0), (300 - left / 3, 200, 1.0)) for left in lefts]
    film = write_film(tmp_path / "soak.mjpeg", pictures)
    page = open_browser(*camera_flags(film)).new_page()
    page.add_init_script(COUNT_TENSORS)
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    page.locator(".face-label").first.wait_for(timeout=30_000)
    page.wait_for_timeout(3000)
    session = page.context.new_cdp_session(page)
    before = heap_bytes(session)
    seen = page.evaluate("tensors.length")
    page.wait_for_timeout(1000 * SECONDS)
    counts = set(page.evaluate(f"tensors.slice({seen})"))
    assert len(counts) == 1, f"tensors alive: {sorted(counts)}"
    assert page.evaluate("tensors.length") - seen > SECONDS
    assert heap_bytes(session) - before < MAX_HEAP_GROWTH
