"""The real host, the real browser, a fake camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.kit import ROOT
from tests.kit.chromium import running_chromium
from tests.kit.films import PAIR, scene, write_film
from tests.kit.host import Host

SPY_ON_WORKERS = """
    window.readings = [];
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(...args) {
        super(...args);
        this.addEventListener('message', ({ data }) => {
          if (data.type === 'photo') window.readings.push(data.reading);
        });
      }
    };
"""
"""What the worker says of a photo, kept in `readings` of the page."""

OpenBrowser: TypeAlias = Callable[..., Browser]

# A machine at work may take its time; what is right comes at last.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def site() -> Path:
    """The built app."""
    page = ROOT / "web/dist/index.html"
    if not page.exists():
        pytest.fail("web/dist is missing: `make test` builds it first")
    newest = max(path.stat().st_mtime for path in (ROOT / "web/src").rglob("*"))
    if newest > page.stat().st_mtime:
        pytest.fail("web/dist is older than web/src: `make test` builds it first")
    return page.parent


@pytest.fixture(scope="session")
def server_url(site: Path) -> Iterator[str]:
    """The address of `python -m server`, without a slash at its end."""
    with Host.start(site) as host:
        yield host.url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as instance:
        yield instance


class Browsers:
    """Keeps the last browser, for the next test that wants one started alike."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._running = ExitStack()
        self._flags: tuple[str, ...] | None = None
        self._browser: Browser | None = None

    def open(self, *flags: str) -> Browser:
        """Return a running Chromium that was started with these flags."""
        if self._browser is None or not self._browser.is_connected() or flags != self._flags:
            self.close()
            self._browser = self._running.enter_context(running_chromium(self._playwright, *flags))
            self._flags = flags
        return self._browser

    def close_pages(self) -> None:
        """Close what a test has opened."""
        for context in self._browser.contexts if self._browser else ():
            context.close()

    def close(self) -> None:
        self._running.close()
        self._browser = None


@pytest.fixture(scope="session")
def browsers(playwright: Playwright) -> Iterator[Browsers]:
    browsers = Browsers(playwright)
    yield browsers
    browsers.close()


@pytest.fixture
def open_browser(browsers: Browsers) -> Iterator[OpenBrowser]:
    """Start a Chromium with more flags, one at a time; its pages are closed when the test ends."""
    yield browsers.open
    browsers.close_pages()


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def face_film(films: Path) -> Path:
    """A film of one large face that keeps still."""
    return write_film(films / "face.mjpeg", [scene((170.0, 70.0, 1.3))] * 30)


@pytest.fixture(scope="session")
def pair_film(films: Path) -> Path:
    """A film of two faces that keep still; the left one is larger."""
    return write_film(films / "pair.mjpeg", [scene(*PAIR)] * 30)
