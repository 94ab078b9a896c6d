"""One visit of one page: how soon it answers, what it downloads, what a frame costs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from bench.cpu import CpuTime, cpu_time, renderers
from bench.errors import BenchError

PROBE = Path(__file__).parent / "pages/probe.js"
LABEL_SECONDS = 60
CALM = 1.5
"""Seconds that a new window takes to load the browser's own parts."""


@dataclass(frozen=True)
class Visit:
    """What one visit measured.

    Attributes:
        first_label: milliseconds from the start of navigation to the first label.
        requests: the addresses fetched until then.
        seconds: how long was measured.
        frames: how many frames were analysed meanwhile.
        cpu: what the page's processes used meanwhile.
    """

    first_label: float
    requests: list[str]
    seconds: float
    frames: int
    cpu: CpuTime


def visit(browser: Browser, url: str, settle: float, measure: float) -> Visit:
    """Open a page as a new user, let it settle, and measure it.

    Args:
        browser: its camera plays a film with a face.
        url: the page.
        settle: seconds from the first label until measuring starts.
        measure: seconds.

    Raises:
        BenchError: the page showed no label, or stopped.
    """
    context = _new_user(browser)
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    page = context.new_page()
    time.sleep(CALM)
    page.goto(url)
    first_label = wait_for_label(page)
    until_label = list(dict.fromkeys(requests))
    time.sleep(settle)
    processes = renderers(browser)
    frames, cpu, start = page.evaluate("bench.frames"), cpu_time(processes), time.monotonic()
    time.sleep(measure)
    frames = page.evaluate("bench.frames") - frames
    cpu, seconds = cpu_time(processes) - cpu, time.monotonic() - start
    context.close()
    if frames == 0:
        raise BenchError(f"{url} analysed no frame in {measure} s.")
    return Visit(first_label, until_label, seconds, frames, cpu)


def first_label_of(browser: Browser, url: str) -> float:
    """Open a page in a browser that has done nothing yet; see `wait_for_label`."""
    page = _new_user(browser).new_page()
    page.goto(url)
    return wait_for_label(page)


def _new_user(browser: Browser) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": 640, "height": 480}, locale="en", service_workers="block"
    )
    context.add_init_script(path=PROBE)
    return context


def wait_for_label(page: Page) -> float:
    """Return how many milliseconds after the start of navigation the first label showed.

    Raises:
        BenchError: none did.
    """
    deadline = time.monotonic() + LABEL_SECONDS
    # Not wait_for_function: it evaluates strings in the page, which the app's policy forbids.
    while time.monotonic() < deadline:
        first_label: float | None = page.evaluate("bench.firstLabel")
        if first_label is not None:
            return first_label
        time.sleep(0.05)
    raise BenchError(f"{page.url} showed no label within {LABEL_SECONDS} s.")
