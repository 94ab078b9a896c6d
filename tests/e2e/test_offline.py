"""The app without a network, and its way from one version to the next."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.e2e.conftest import FLAGS, ROOT, camera_flags, wait_until_healthy
from tests.e2e.films import scene, write_film
from tests.e2e.live import go_live
from tests.server.host import free_port


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, chromium_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    film = write_film(tmp_path_factory.mktemp("films") / "s.mjpeg", [scene((170, 70, 1.3))] * 30)
    with playwright.chromium.launch(
        executable_path=chromium_path, args=[*FLAGS, *camera_flags(film)]
    ) as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(locale="en-US") as context:
        yield context


@contextmanager
def host(site: Path, port: int) -> Iterator[str]:
    """Serve a folder of one's own; what was served there before is gone."""
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "server", "--port", str(port), "--http-only"]
    environment = {**os.environ, "CAMXUC_SITE": str(site)}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            wait_until_healthy(process, url)
            yield url
        finally:
            process.terminate()


def visit(context: BrowserContext, url: str) -> Page:
    """Open the app, give it the time to store itself, and come back."""
    page = context.new_page()
    page.goto(url)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    assert page.evaluate("Boolean(navigator.serviceWorker.controller)")
    return page


def next_version(site: Path, folder: Path) -> Path:
    """Copy a build and change what a new build would change: a file and its revision."""
    copy = Path(shutil.copytree(site, folder / "next"))
    index = copy / "index.html"
    index.write_text(index.read_text().replace("<title>Camxuc</title>", "<title>Next</title>"))
    worker = copy / "sw.js"
    changed, count = re.subn(
        r'(url:"index\.html",revision:")\w{4}', r"\g<1>0000", worker.read_text()
    )
    assert count == 1
    worker.write_text(changed)
    for path in (index, worker):
        for encoding in (".br", ".gz"):
            path.with_name(path.name + encoding).unlink(missing_ok=True)
    return copy


def test_everything_works_offline_after_one_visit(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    port = free_port()
    with host(site, port) as url:
        page = visit(context, url)
    # The host is gone now, not only unreachable.
    context.set_offline(True)
    page.goto(url)
    go_live(page)
    expect(page.locator(".face-label")).to_have_count(1)
    page.get_by_role("button", name="Timeline").click()
    expect(page.get_by_role("dialog", name="Timeline")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_role("dialog", name="Settings")).to_be_visible()
    page.goto(f"{url}/?utm_source=mail")
    page.get_by_role("button", name="Use a photo instead").click()
    expect(page.get_by_role("heading", name="Photo")).to_be_visible()


def test_a_new_version_is_announced_and_taken_as_a_whole(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    port = free_port()
    with host(site, port) as url:
        page = visit(context, url)
        expect(page).to_have_title("Camxuc")
    with host(next_version(site, tmp_path), port) as url:
        page.reload()
        # The old version goes on, as a whole, until the user wants the new one.
        expect(page).to_have_title("Camxuc")
        expect(page.get_by_text("A new version is ready.")).to_be_visible(timeout=15_000)
        expect(page).to_have_title("Camxuc")
        page.get_by_role("button", name="Update now").click()
        expect(page).to_have_title("Next")
        assert len(page.evaluate("caches.keys()")) == 1
    context.set_offline(True)
    page.reload()
    expect(page).to_have_title("Next")


def test_it_can_be_installed(context: BrowserContext, server_url: str) -> None:
    page = context.new_page()
    page.goto(server_url)
    devtools = context.new_cdp_session(page)
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
