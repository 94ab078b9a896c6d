"""The app without a network, and its way from one version to the next."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import go_live
from tests.kit.chromium import camera_flags
from tests.kit.host import Host, free_port


@pytest.fixture
def context(open_browser: OpenBrowser, face_film: Path) -> BrowserContext:
    return open_browser(*camera_flags(face_film)).new_context(locale="en-US")


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
    with Host.start(site) as host:
        url = host.url
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
    page.get_by_role("dialog").get_by_role("button", name="About Camxuc").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="All licences").click()
    expect(opened.value.locator("body")).to_contain_text("BlazeFace")
    page.goto(f"{url}/?utm_source=mail")
    page.get_by_role("button", name="Use a photo instead").click()
    expect(page.get_by_role("heading", name="Photo")).to_be_visible()


def test_a_new_version_is_announced_and_taken_as_a_whole(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    port = free_port()
    with Host.start(site, port=port) as host:
        page = visit(context, host.url)
        expect(page).to_have_title("Camxuc")
    with Host.start(next_version(site, tmp_path), port=port):
        page.reload()
        # The old version goes on, as a whole, until the user wants the new one.
        expect(page).to_have_title("Camxuc")
        notice = page.get_by_text("A new version is ready.")
        expect(notice).to_be_visible(timeout=15_000)
        expect(page).to_have_title("Camxuc")
        # It has room of its own above the film.
        go_live(page)
        above = page.locator(".update").bounding_box()
        film = page.get_by_role("main").bounding_box()
        assert above and film
        assert above["y"] + above["height"] <= film["y"]
        assert film["y"] + film["height"] == page.evaluate("innerHeight")
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


def test_the_pictures_of_the_manifest_are_there_in_the_sizes_it_names(
    context: BrowserContext, server_url: str
) -> None:
    def fetch(path: str) -> bytes:
        answer = context.request.get(f"{server_url}/{path}")
        assert answer.ok, path
        return answer.body()

    manifest = json.loads(fetch("manifest.webmanifest"))
    forms = {shot["form_factor"] for shot in manifest["screenshots"]}
    assert forms == {"narrow", "wide"}
    pictures = [*manifest["icons"], *manifest["screenshots"]]
    for picture in (each for each in pictures if each["sizes"] != "any"):
        with Image.open(io.BytesIO(fetch(picture["src"]))) as image:
            assert f"{image.width}x{image.height}" == picture["sizes"]
            assert image.get_format_mimetype() == picture["type"]


@pytest.mark.parametrize(
    ("shortcut", "heading"), [("./#live", "The camera is not allowed"), ("./#photo", "Photo")]
)
def test_a_shortcut_leads_to_its_screen(
    context: BrowserContext, server_url: str, shortcut: str, heading: str
) -> None:
    page = context.new_page()
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('stub', 'NotAllowedError'))"
    )
    answer = context.request.get(f"{server_url}/manifest.webmanifest")
    assert shortcut in [each["url"] for each in answer.json()["shortcuts"]]
    page.goto(f"{server_url}/{shortcut}")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
