"""The page stays free for the user while the film runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import go_live
from tests.kit.chromium import camera_flags
from tests.kit.films import scene, write_film

MAX_TASK_MILLISECONDS = 50
SETTLE, WATCH = 1000, 5000
"""Milliseconds from the first label on, and of the film then watched."""
TRIES = 3
"""A task of the app's comes in every try; what a busy machine does to it does not."""


def test_no_task_of_the_page_holds_it_for_50_ms(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    # One face stays; another comes and goes, and looks different each time.
    pictures = [
        scene(*[(60, 60, 1.2), (420, 180, 0.6 + 0.2 * (i // 45 % 3))][: 1 + i // 15 % 2])
        for i in range(90)
    ]
    film = write_film(tmp_path / "film.mjpeg", pictures)
    browser = open_browser(*camera_flags(film))
    page = browser.new_page()
    page.goto(server_url)
    go_live(page)
    page.wait_for_timeout(SETTLE)
    longest = [_longest_task(browser, page) for _ in range(TRIES)]
    print(f"longest tasks: {', '.join(f'{task:.0f}' for task in longest)} ms of CPU")
    assert min(longest) < MAX_TASK_MILLISECONDS


def _longest_task(browser: Browser, page: Page) -> float:
    browser.start_tracing(page=page, categories=["toplevel", "blink.user_timing"])
    page.evaluate("performance.mark('watched')")
    page.wait_for_timeout(WATCH)
    tasks = _cpu_milliseconds(json.loads(browser.stop_tracing())["traceEvents"])
    assert len(tasks) > WATCH / 100
    return max(tasks)


def _cpu_milliseconds(events: list[dict[str, Any]]) -> list[float]:
    """Return the processor time of each task of the page's main thread.

    Not by the clock, as PerformanceObserver counts: a busy machine makes any task long.
    """
    (mark,) = (event for event in events if event["name"] == "watched")
    return [
        event["tdur"] / 1000
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask"
        and (event["pid"], event["tid"]) == (mark["pid"], mark["tid"])
        and "tdur" in event
    ]
