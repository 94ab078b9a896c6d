"""Shows films and photos to the contenders, in pages that work side by side."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
from playwright.sync_api import Browser, Page, sync_playwright

from bench.contenders import Contender
from bench.host import BENCH, FOLDERS, WEB, Serve, hosting
from bench.pictures import Image
from tests.kit.chromium import running_chromium

CHUNK = 10
PAGES = os.cpu_count() or 1

Face = Mapping[str, Any]
"""What a page tells of a face: box, label; of ours also id, keypoints and the label shown."""

Frame = Callable[[int, int], Image]
"""From the numbers of a film and of a frame to its picture, RGB."""


class Viewer:
    """Pages with the contenders loaded.

    Args:
        browser: a running Chromium.
        host: the address of the host of pages, models and films.
        source: what the films show; may be replaced between two calls.
    """

    def __init__(self, browser: Browser, host: str, source: list[Frame]) -> None:
        self._browser = browser
        self._host = host
        self._source = source
        self._name = ""
        self._pages: list[Page] = []

    def watch(
        self,
        contender: Contender,
        film: Frame,
        count: int,
        *,
        frames: int = 1,
        repeats: int = 1,
        options: Mapping[str, Any] | None = None,
    ) -> list[list[list[Face]]]:
        """Show films 0 to `count` - 1 and return the faces by frame, by film.

        Args:
            contender: who looks.
            film: what there is to see.
            count: how many films.
            frames: pictures of each film.
            repeats: how often each picture is shown in turn.
            options: of ours: `smoothing` and `maxFaces`.
        """
        asked = f"{frames}, {repeats}, {json.dumps(dict(options or {}))}"
        return self._ask(contender, film, count, f"films => watch(films, {asked})")

    def explore(
        self,
        contender: Contender,
        film: Frame,
        count: int,
        grid: Sequence[Mapping[str, float]],
        *,
        frames: int = 1,
        repeats: int = 1,
        photo: bool = False,
    ) -> list[list[list[list[Face]]]]:
        """Show films, or photos, to ours under each set of thresholds.

        Returns:
            the faces by frame, by set of thresholds, by film; a photo is a film of one frame.
        """
        asked = f"{json.dumps(list(grid))}, {frames}, {repeats}, {json.dumps(photo)}"
        return self._ask(contender, film, count, f"films => explore(films, {asked})")

    def read(self, contender: Contender, photo: Frame, count: int) -> list[list[Face]]:
        """Return the faces of photos 0 to `count` - 1."""
        return self._ask(contender, photo, count, "photos => read(photos)")

    def page(self, contender: Contender) -> Page:
        """Return a page with this contender loaded."""
        if contender.name != self._name:
            for page in self._pages:
                page.context.close()
            self._pages = [self._open(contender) for _ in range(PAGES)]
            self._name = contender.name
        return self._pages[0]

    def _open(self, contender: Contender) -> Page:
        page = self._browser.new_context().new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{self._host}/pages/watch.html?{contender.watch}")
        page.wait_for_function("window.ready")
        return page

    def _ask(self, contender: Contender, film: Frame, count: int, call: str) -> list[Any]:
        self._source[:] = [film]
        self.page(contender)
        start = time.monotonic()
        answers: list[Any] = []
        chunks = [list(range(first, min(first + CHUNK, count))) for first in range(0, count, CHUNK)]
        while chunks:
            turn, chunks = chunks[: len(self._pages)], chunks[len(self._pages) :]
            pages = self._pages[: len(turn)]
            for page, numbers in zip(pages, turn, strict=True):
                # Not awaited here, so that all pages work at once.
                page.evaluate(f"films => {{ window.job = ({call})(films); }}", numbers)
            for page in pages:
                answers += page.evaluate("window.job")
            print(f"{time.monotonic() - start:.0f} s: {contender.name}, {len(answers)} of {count}")
        return answers


@contextmanager
def viewing(routes: Mapping[str, Serve] | None = None) -> Iterator[Viewer]:
    """Build the app's vision for the benchmark and open a browser.

    Args:
        routes: what the host serves besides.
    """
    source: list[Frame] = []

    def serve(rest: str) -> bytes:
        film, frame = map(int, rest.split("/"))
        return encoded(source[0](film, frame))

    with (
        tempfile.TemporaryDirectory() as pipeline,
        hosting(
            {**FOLDERS, "models": WEB / "public", "pipeline": Path(pipeline)},
            {"films": serve, **(routes or {})},
        ) as host,
        sync_playwright() as playwright,
        running_chromium(playwright) as browser,
    ):
        _build(Path(pipeline))
        yield Viewer(browser, host, source)


def encoded(picture: Image) -> bytes:
    """Return a picture, RGB, as the pages fetch it: width, height, RGBA."""
    height, width = picture.shape[:2]
    return struct.pack("<II", width, height) + cv2.cvtColor(picture, cv2.COLOR_RGB2RGBA).tobytes()


def _build(folder: Path) -> None:
    build = ["npm", "exec", "--", "vite", "build", "--logLevel", "error"]
    config = ["--config", str(BENCH / "vite.config.ts"), "--outDir", str(folder), "--emptyOutDir"]
    subprocess.run([*build, *config], cwd=WEB, check=True)  # noqa: S603
