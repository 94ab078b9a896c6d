"""The app as people use it, on a phone and on a computer."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from contract.version import VERSION
from tests.e2e.axe import violations
from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import LABEL_MILLISECONDS, go_live
from tests.kit import ROOT
from tests.kit.chromium import camera_flags
from tests.kit.films import PAIR, scene

EMOTIONS = ["neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt"]
PHONE: ViewportSize = {"width": 390, "height": 844}
COMPUTER: ViewportSize = {"width": 1280, "height": 800}
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"


@pytest.fixture
def browser(open_browser: OpenBrowser, pair_film: Path) -> Browser:
    return open_browser(*camera_flags(pair_film))


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    return browser.new_context(locale="en-US", viewport=COMPUTER)


@pytest.fixture
def page(context: BrowserContext, server_url: str) -> Page:
    page = context.new_page()
    page.goto(server_url)
    return page


def test_the_bars_show_the_largest_face(page: Page) -> None:
    go_live(page)
    bars = page.get_by_role("list", name="Emotions of the main face").get_by_role("listitem")
    expect(bars).to_have_count(8)
    expect(bars.nth(1)).to_contain_text(re.compile(r"happiness\s*\d\d+%"))
    page.wait_for_timeout(500)  # the bars glide
    values = page.locator(".bar-value").evaluate_all(
        "bars => bars.map(bar => {"
        "  const track = bar.parentElement.getBoundingClientRect();"
        "  return (bar.getBoundingClientRect().right - track.left) / track.width; })"
    )
    assert sum(values) == pytest.approx(1, abs=0.1)
    assert max(values) == values[1]


def test_a_frozen_picture_stays_and_is_saved_with_its_labels(page: Page) -> None:
    go_live(page)
    page.get_by_role("button", name="Freeze the picture").click()
    expect(page.get_by_role("button", name="Back to live")).to_be_visible()
    before = page.locator("video").evaluate("video => video.currentTime")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the picture").click()
    assert page.locator("video").evaluate("video => video.currentTime") == before
    expect(page.get_by_text("The picture is saved")).to_be_visible()
    assert re.fullmatch(r"camxuc-\d{8}-\d{6}\.jpg", download.value.suggested_filename)
    saved = np.asarray(Image.open(download.value.path()).convert("RGB")).astype(int)
    # As on the screen: the film mirrored, the words not.
    # Of the film's 480 rows a screen of 16 to 10 shows 400.
    film = scene(*PAIR)[40:440, ::-1].astype(int)
    assert saved.shape == film.shape
    changed = np.abs(saved - film).max(axis=2) > 80
    assert 1_000 < changed.sum() < 60_000
    assert not changed[380:].any()
    page.get_by_role("button", name="Back to live").click()
    expect(page.get_by_role("button", name="Freeze the picture")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.locator("video").evaluate("video => video.currentTime") > before


STUBS = """
    navigator.canShare = ({ files }) => files.every(({ type }) => type === 'image/jpeg');
    navigator.share = async ({ files }) => { window.shared = files[0].name; };
    navigator.wakeLock.request = async (kind) => {
      window.lock = kind;
      return { release: async () => { window.lock = 'released'; } };
    };
"""


def test_a_phone_shares_pictures_stays_awake_and_keeps_still(
    browser: Browser, server_url: str
) -> None:
    with browser.new_context(locale="en-US", viewport=PHONE, reduced_motion="reduce") as context:
        context.add_init_script(STUBS)
        page = context.new_page()
        page.goto(server_url)
        go_live(page)
        assert page.evaluate("lock") == "screen"
        assert page.locator(".bar-value").first.evaluate("bar => bar.getAnimations().length") == 0
        expect(page.locator(".bar-value").first).to_have_css("transition-duration", "0s")
        page.get_by_role("button", name="Freeze the picture").click()
        page.get_by_role("button", name="Share the picture").click()
        page.wait_for_timeout(500)
        assert re.fullmatch(r"camxuc-.*\.jpg", page.evaluate("shared"))
        page.get_by_role("button", name="Stop").click()
        assert page.evaluate("lock") == "released"


def test_a_computer_is_used_by_keys(page: Page) -> None:
    go_live(page)
    expect(page.get_by_role("heading", name="Camxuc")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Back to live")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Freeze the picture")).to_be_visible()
    assert page.locator("video").get_attribute("data-mirrored") == "true"
    page.keyboard.press("m")
    expect(page.locator("video")).to_have_attribute("data-mirrored", "false")
    page.keyboard.press("t")
    expect(page.get_by_role("dialog", name="Timeline")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()


def test_cameras_are_switched(open_browser: OpenBrowser, server_url: str) -> None:
    flags = ("--use-fake-device-for-media-stream=device-count=2", "--use-fake-ui-for-media-stream")
    page = open_browser(*flags).new_page(locale="en-US")
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    switch = page.get_by_role("button", name="Switch camera")
    switch.wait_for(timeout=LABEL_MILLISECONDS)
    device = page.locator("video").evaluate_handle("video => video.srcObject")
    first = device.evaluate("stream => stream.getVideoTracks()[0].getSettings().deviceId")
    switch.click()
    page.get_by_role("button", name="Settings").click()
    picker = page.get_by_label("Camera", exact=True)
    expect(picker).not_to_have_value(first)
    # One camera at a time: a phone lends no more.
    assert not device.evaluate("stream => stream.active")
    picker.select_option(first)
    expect(picker).to_have_value(first)


def test_settings_are_remembered_and_obeyed(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name="Dark").check(force=True)
    page.get_by_role("radio", name="1", exact=True).check(force=True)
    page.get_by_role("checkbox", name="Mirror the front camera").uncheck()
    page.reload()
    expect(page.locator("body")).to_have_css("color-scheme", "dark")
    # The address names the open sheet, so a reload opens it again.
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    go_live(page)
    expect(page.locator(".face-label")).to_have_count(1)
    expect(page.locator("video")).to_have_css("transform", "none")


def test_the_first_script_puts_on_the_chosen_theme(
    context: BrowserContext, server_url: str
) -> None:
    stored = "localStorage.setItem('camxuc.settings', JSON.stringify({ theme: 'dark' }))"
    context.add_init_script(stored)
    context.route(re.compile(r"/assets/page-.*\.js"), lambda route: route.abort())
    page = context.new_page()
    page.goto(server_url)
    expect(page.locator("body")).to_have_css("color-scheme", "dark")


def test_about_says_how_good_it_is_where_not_to_use_it_and_leads_to_the_licences(
    page: Page,
) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("dialog").get_by_role("button", name="About Camxuc").click()
    about = page.get_by_role("dialog", name="About Camxuc")
    # As the manifest has it.
    manifest = json.loads((ROOT / "web/public/model/manifest.json").read_text())
    for figure in manifest["byEmotion"]["emotions"]:
        row = about.get_by_role("listitem").filter(has_text=figure["emotion"]).first
        expect(row).to_contain_text(f"{round(100 * figure['recall'])} of 100")
        doubtful = figure["recall"] < 0.6
        expect(row).to_have_attribute("data-doubtful", str(doubtful).lower())
    expect(about).to_contain_text("AI Act")
    expect(about).to_contain_text("flight mode")
    expect(about).to_contain_text(manifest["version"])
    expect(about).to_contain_text(VERSION)
    assert violations(page) == []
    with page.expect_popup() as opened:
        about.get_by_role("link", name="All licences").click()
    expect(opened.value.get_by_role("heading", name="Licences")).to_be_visible()
    expect(opened.value.locator("body")).to_contain_text("BlazeFace")


@pytest.mark.parametrize("language", ["en-US", "vi-VN"])
def test_sheets_fit_the_smallest_screens_and_fingers(
    browser: Browser, server_url: str, language: str
) -> None:
    size: ViewportSize = {"width": 280, "height": 568}
    with browser.new_context(locale=language, viewport=size) as context:
        page = context.new_page()
        for sheet in ("settings", "about"):
            page.goto(f"{server_url}/#{sheet}")
            page.reload()
            dialog = page.get_by_role("dialog")
            dialog.get_by_role("heading").nth(0).wait_for()
            page.wait_for_timeout(500)
            assert dialog.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth"), sheet
            for role in ("button", "checkbox", "radio", "link"):
                for target in dialog.get_by_role(role).all():
                    box = target.bounding_box()
                    assert box and box["height"] >= 44, (sheet, target.inner_text())


def test_the_timeline_is_exported_and_cleared(page: Page) -> None:
    go_live(page)
    page.get_by_role("button", name="Timeline").click()
    page.wait_for_timeout(1000)
    expect(page.get_by_text("Nothing is recorded yet")).to_be_visible()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Start recording").click()
    page.wait_for_timeout(1500)
    dialog.get_by_role("button", name="Set a mark").click()
    lane = dialog.get_by_role("listitem").filter(has_text="happiness")
    expect(lane).to_contain_text(re.compile(r"\d\d+%"))
    expect(dialog.get_by_role("listitem").filter(has_text="not sure")).to_be_visible()
    shares = page.locator(".timeline-share").all_inner_texts()
    assert sum(int(share.removesuffix("%")) for share in shares) == 100
    dialog.get_by_role("button", name="Stop recording").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))
    readings = [row for row in rows if row["kind"] == "face"]
    assert {row["face"] for row in readings} == {"1", "2"}
    assert all(
        sum(float(row[name]) for name in EMOTIONS) == pytest.approx(1, abs=1e-3) for row in readings
    )
    assert [row["marker"] for row in rows if row["kind"] == "marker"] == ["1"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Export JSON").click()
    exported = json.loads(Path(download.value.path()).read_text())
    assert len(exported["readings"]) == len(rows)
    assert exported["emotions"] == EMOTIONS
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Nothing is recorded yet")).to_be_visible()
    page.get_by_role("button", name="Undo clear").click()
    expect(page.get_by_role("button", name="Export CSV")).to_be_enabled()
    assert page.evaluate("JSON.stringify(localStorage)").count("probabilities") == 0


def test_vietnamese_is_complete_and_can_be_chosen(page: Page) -> None:
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.reload()
    go_live(page, "Bật camera")
    expect(page.locator(".face-label").first).to_have_text(re.compile(r"^1vui vẻ \d+%$"))
    expect(page.locator("[aria-live]")).to_have_text("2 khuôn mặt: vui vẻ, vui vẻ")
    for button in page.get_by_role("button").all():
        assert re.search(r"[à-ỹđ]", button.get_attribute("aria-label") or "", re.IGNORECASE)
    page.get_by_role("button", name="Cài đặt").click()
    expect(page.get_by_role("dialog", name="Cài đặt")).to_be_visible()


def test_an_app_that_opens_pages_itself_is_named_with_the_way_out(
    browser: Browser, server_url: str
) -> None:
    agent = f"{IPHONE} Mobile/15E148 Zalo iOS/640 ZaloTheme/light"
    with browser.new_context(locale="en-US", user_agent=agent) as context:
        page = context.new_page()
        page.goto(server_url)
        expect(page.get_by_role("heading", name="You are inside Zalo")).to_be_visible()
        expect(page.get_by_text("Open in Safari")).to_be_visible()
        assert violations(page) == []
