"""What is seen of the live view: the face stays free, and nothing is said of what is not shown."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import LABEL_MILLISECONDS, eventually, go_live
from tests.kit.chromium import camera_flags
from tests.kit.face_camera import portrait
from tests.kit.films import scene, write_film

VIEWS: dict[str, tuple[int, int]] = {
    "a folded phone": (280, 653),
    "a small phone": (320, 568),
    "a phone": (390, 844),
    "a phone on its side": (844, 390),
    "a small phone on its side": (667, 375),
    "half a screen": (390, 420),
    "a tablet": (768, 1024),
    "a computer": (1440, 900),
    "400 % zoom": (320, 256),
}
LARGE_TEXT = "--blink-settings=defaultFontSize=32"
SCREENS = {
    "": "main h1",
    "#about": "dialog .about-figures",
    "#settings": "dialog .field",
    "#photo": "main h1",
    "#live/timeline": "dialog .timeline-actions",
}
"""Where each screen is, and what shows that it is there."""
REFUSE = """
navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException('stub', 'NotReadableError'));
"""
TREMBLE = 2
"""Pixels that boxes may move between two looks at them."""

Place = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@contextmanager
def live(browser: Browser, url: str, view: tuple[int, int], **options: Any) -> Iterator[Page]:
    size: ViewportSize = {"width": view[0], "height": view[1]}
    with browser.new_context(locale="en-US", viewport=size, **options) as context:
        page = context.new_page()
        page.goto(url)
        go_live(page)
        page.wait_for_timeout(700)
        yield page


def place(locator: Locator) -> Place:
    box = locator.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def meet(a: Place, b: Place) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def covers(page: Page) -> list[Place]:
    """Return where bars, buttons and notices lie."""
    return [place(each) for each in page.locator("[data-covers]").all() if each.is_visible()]


def middle_of(box: Place) -> Place:
    """Return the eyes, the nose and the mouth of a face: its box without its edges."""
    width, height = box[2] - box[0], box[3] - box[1]
    return (
        box[0] + 0.1 * width,
        box[1] + 0.1 * height,
        box[2] - 0.1 * width,
        box[3] - 0.1 * height,
    )


def assert_all_in_reach(page: Page, view: tuple[int, int]) -> None:
    for button in page.locator(".dock").get_by_role("button").all():
        left, top, right, bottom = place(button)
        name = button.get_attribute("aria-label")
        assert left >= 0 and right <= view[0] and top >= 0 and bottom <= view[1], name
        assert right - left >= 44 and bottom - top >= 44, name
    assert page.evaluate("document.documentElement.scrollWidth") <= view[0]


@pytest.mark.parametrize("text", ["usual text", "text of twice the size"])
def test_bars_and_buttons_are_in_reach_and_leave_the_face_free(
    open_browser: OpenBrowser, server_url: str, face_film: Path, text: str
) -> None:
    flags = [LARGE_TEXT] if text != "usual text" else []
    browser = open_browser(*camera_flags(face_film), *flags)
    with live(browser, server_url, VIEWS["a phone"]) as page:
        size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
        assert size == ("34px" if flags else "17px")
        for name, view in VIEWS.items():
            page.set_viewport_size({"width": view[0], "height": view[1]})
            page.wait_for_timeout(1000)
            assert_all_in_reach(page, view)
            face = middle_of(place(page.locator(".face-box")))
            assert not any(meet(face, cover) for cover in covers(page)), name
            label = place(page.locator(".face-label"))
            assert not any(meet(label, cover) for cover in covers(page)), name
            assert label[0] >= 0 and label[2] <= view[0] and label[1] >= 0, name


def test_on_its_side_what_is_said_lies_on_no_face_and_no_bar(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    high_up = write_film(tmp_path / "high_up.mjpeg", [scene((150.0, 20.0, 1.4))] * 30)
    browser = open_browser(*camera_flags(high_up))
    with live(browser, server_url, VIEWS["a small phone on its side"]) as page:
        for key in ("b", "r", " "):
            page.keyboard.press(key)
        page.get_by_text("The picture is frozen").wait_for()
        face, bars = place(page.locator(".face-box")), place(page.locator(".bars"))
        for each in (page.locator(".recording-badge"), page.get_by_text("The picture is frozen")):
            assert not meet(place(each), middle_of(face))
            assert not meet(place(each), bars)


def test_small_bars_become_large_ones_and_stay_so(
    open_browser: OpenBrowser, server_url: str, face_film: Path
) -> None:
    browser = open_browser(*camera_flags(face_film))
    with live(browser, server_url, VIEWS["a small phone"]) as page:
        bars = page.get_by_role("list", name="Emotions of the main face")
        expect(bars.get_by_role("listitem")).to_have_count(8)
        before = page.locator(".bars").bounding_box()
        page.get_by_role("button", name="Show the names and figures of the emotions").click()
        expect(page.get_by_role("button", name="Make the bars small")).to_have_attribute(
            "aria-expanded", "true"
        )
        for name in bars.locator(".bar-name").all():
            assert name.evaluate("name => name.scrollWidth <= name.clientWidth")
        page.reload()
        page.locator(".face-label").wait_for(timeout=LABEL_MILLISECONDS)
        assert_all_in_reach(page, VIEWS["a small phone"])
        after = page.locator(".bars").bounding_box()
        assert before and after and after["height"] > 2 * before["height"]
        page.keyboard.press("b")
        expect(page.locator(".bars")).to_have_attribute("data-compact", "true")


def test_vietnamese_names_are_whole_in_the_bars(
    open_browser: OpenBrowser, server_url: str, face_film: Path
) -> None:
    browser = open_browser(*camera_flags(face_film))
    with browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        page.goto(server_url)
        go_live(page, "Bật camera")
        for width, height in ((280, 653), (320, 568), (390, 844), (844, 390)):
            page.set_viewport_size({"width": width, "height": height})
            if page.locator(".bars").get_attribute("data-compact") == "true":
                page.locator(".bars-toggle").click()
            for name in page.locator(".bar-name").all():
                assert name.evaluate("name => name.scrollWidth <= name.clientWidth"), width


def test_faces_off_the_screen_are_neither_labelled_nor_counted(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    heads = ((20.0, 60.0, 0.7), (230.0, 120.0, 0.8), (460.0, 60.0, 0.7))
    film = write_film(tmp_path / "three.mjpeg", [scene(*heads)] * 30)
    browser = open_browser(*camera_flags(film))
    with live(browser, server_url, VIEWS["a phone"]) as page:
        page.wait_for_timeout(3000)
        expect(page.locator(".face-label")).to_have_count(1)
        expect(page.locator("[aria-live]")).to_have_text("1 face: happiness")
        page.get_by_role("button", name="Settings").click()
        page.get_by_label("Fit the whole picture").check()
        page.keyboard.press("Escape")
        expect(page.locator(".face-label")).to_have_count(3)
        expect(page.locator("[aria-live]")).to_have_text(re.compile("3 faces"))
        expect(page.locator("video")).to_have_css("object-fit", "contain")


@pytest.mark.parametrize("name", ["a phone", "a phone on its side", "a tablet", "a computer"])
def test_labels_lie_on_no_bar_no_button_and_not_on_each_other(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path, name: str
) -> None:
    heads = ((170.0, 10.0, 0.5), (300.0, 60.0, 0.5), (200.0, 200.0, 0.6), (320.0, 310.0, 0.5))
    film = write_film(tmp_path / "four.mjpeg", [scene(*heads)] * 30)
    browser = open_browser(*camera_flags(film))
    with live(browser, server_url, VIEWS[name]) as page:
        visible = page.locator(".face-label:visible")
        eventually(page, lambda: visible.count() >= 2)
        labels = [place(each) for each in visible.all()]
        for i, label in enumerate(labels):
            assert not any(meet(label, cover) for cover in covers(page))
            assert not any(meet(label, other) for other in labels[:i])


def test_a_tapped_face_becomes_the_main_one(
    open_browser: OpenBrowser, server_url: str, pair_film: Path
) -> None:
    browser = open_browser(*camera_flags(pair_film))
    with live(browser, server_url, VIEWS["a phone"], has_touch=True) as page:
        expect(page.locator(".face-label")).to_have_count(2)
        numbers = page.locator(".face-label .face-number").all_inner_texts()
        assert len(set(numbers)) == 2
        expect(page.locator(".face-label .face-bars").first).to_be_visible()
        main = page.locator(".bars .face-number")
        first = main.inner_text()
        (other,) = set(numbers) - {first}
        page.get_by_role("button", name=f"Face {other}: show its bars").tap()
        expect(main).to_have_text(other)
        expect(page.locator(f'.face-box[data-face="{other}"]')).to_have_attribute(
            "data-main", "true"
        )
        page.wait_for_timeout(1000)
        expect(main).to_have_text(other)


def test_buttons_keep_their_places_on_a_frozen_picture_and_it_is_announced(
    open_browser: OpenBrowser, server_url: str, face_film: Path
) -> None:
    browser = open_browser(*camera_flags(face_film))
    with live(browser, server_url, VIEWS["a phone"]) as page:
        buttons = page.locator(".controls").get_by_role("button")
        before = {each.get_attribute("aria-label"): place(each) for each in buttons.all()}
        page.get_by_role("button", name="Freeze the picture").click()
        expect(page.get_by_role("status")).to_have_text("The picture is frozen")
        after = {each.get_attribute("aria-label"): place(each) for each in buttons.all()}
        before["Back to live"] = before.pop("Freeze the picture")
        assert after == before


@pytest.mark.parametrize("name", ["a phone", "a phone on its side"])
def test_what_is_saved_is_what_was_seen(
    open_browser: OpenBrowser, server_url: str, face_film: Path, name: str
) -> None:
    view = VIEWS[name]
    browser = open_browser(*camera_flags(face_film))
    with live(browser, server_url, view) as page:
        # A new face's box is coarse until the detector looks closely, in its second frame.
        page.wait_for_timeout(500)
        face = place(page.locator(".face-box"))
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the picture").click()
        saved = Image.open(io.BytesIO(Path(download.value.path()).read_bytes()))
        scale = max(view[0] / 640, view[1] / 480)
        assert saved.width == pytest.approx(view[0] / scale, abs=4)
        assert saved.height == pytest.approx(view[1] / scale, abs=4)
        # The box has a light core; it lies where it lay on the screen.
        drawn = np.asarray(saved.convert("RGB")).astype(int)
        yellow = (drawn[:, :, 0] > 200) & (drawn[:, :, 1] > 180) & (drawn[:, :, 2] < 90)
        pixels = saved.width / view[0]
        rows, columns = np.nonzero(yellow)
        # Of the left edge alone; a little below it the label may have a mark of the same colour.
        edge = rows[(columns < columns.min() + 20) & (rows < face[3] * pixels + 12)]
        bottom = edge.max()
        assert columns.min() == pytest.approx(face[0] * pixels, abs=2 * TREMBLE)
        assert columns.max() == pytest.approx(face[2] * pixels, abs=2 * TREMBLE)
        assert bottom == pytest.approx(face[3] * pixels, abs=2 * TREMBLE)


def test_a_moving_face_is_saved_with_the_box_of_that_very_frame(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    steps = [*range(0, 200, 5), *range(200, 0, -5)]
    film = write_film(tmp_path / "pan.mjpeg", [scene((100.0 + x, 90.0, 0.9)) for x in steps])
    browser = open_browser(*camera_flags(film))
    with live(browser, server_url, (640, 480)) as page:
        for _ in range(3):
            page.wait_for_timeout(400)
            with page.expect_download() as download:
                page.get_by_role("button", name="Save the picture").click()
            saved = np.asarray(Image.open(download.value.path()).convert("RGB")).astype(int)
            yellow = (saved[:, :, 0] > 200) & (saved[:, :, 1] > 180) & (saved[:, :, 2] < 90)
            # An edge may lie between two columns, and be pale in both.
            line = yellow.sum(axis=0)
            columns = np.nonzero(line[:-1] + line[1:] > 40)[0]
            # The head's picture is brighter than the wall: its edges say where the face is.
            bright = np.nonzero((np.abs(saved - 128).max(axis=2) > 20).sum(axis=0) > 100)[0]
            head = (bright.min() + bright.max()) / 2
            # The face's middle lies right of the head's middle on the film, left in the mirror.
            assert (columns.min() + columns.max()) / 2 == pytest.approx(head, abs=5)


@pytest.mark.parametrize(
    ("brightness", "words"),
    [(5, "Too dark. Turn on a light"), (128, "No face in view. Come closer")],
)
def test_a_film_without_a_face_gets_a_hint_instead_of_empty_bars(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path, brightness: int, words: str
) -> None:
    picture = np.full((480, 640, 3), brightness, np.uint8)
    film = write_film(tmp_path / "film.mjpeg", [picture] * 30)
    page = open_browser(*camera_flags(film)).new_page(locale="en-US")
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    expect(page.locator(".guidance")).to_contain_text(words, timeout=LABEL_MILLISECONDS)
    expect(page.locator("[aria-live]")).to_contain_text(words)
    expect(page.locator(".bars")).to_be_hidden()


def test_a_face_on_its_side_is_not_named(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    turned = np.full((480, 640, 3), 128, np.uint8)
    turned[40:440, 120:520] = np.rot90(scene((0.0, 0.0, 1.6))[:400, :400])
    film = write_film(tmp_path / "turned.mjpeg", [turned] * 30)
    page = open_browser(*camera_flags(film)).new_page(locale="en-US")
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    hint = page.locator(".guidance, .face-text").first
    expect(hint).to_have_text(re.compile("turned away|No face in view"), timeout=LABEL_MILLISECONDS)


def test_edges_and_meaning_survive_the_systems_own_colours(
    open_browser: OpenBrowser, server_url: str, face_film: Path
) -> None:
    browser = open_browser(*camera_flags(face_film))
    with live(browser, server_url, VIEWS["a phone"], forced_colors="active") as page:
        for button in page.locator(".control, .bars-toggle").all():
            assert (
                button.evaluate("button => parseFloat(getComputedStyle(button).borderWidth)") >= 1
            )
        track, value = page.locator(".bar-track").nth(1), page.locator(".bar-value").nth(1)
        colour = "element => getComputedStyle(element).backgroundColor"
        assert track.evaluate(colour) != value.evaluate(colour)


def test_what_lies_over_the_film_is_dark_in_both_themes(
    open_browser: OpenBrowser, server_url: str, face_film: Path
) -> None:
    browser = open_browser(*camera_flags(face_film))
    seen = []
    for scheme in ("light", "dark"):
        with live(browser, server_url, VIEWS["a phone"], color_scheme=scheme) as page:
            colour = "element => getComputedStyle(element).backgroundColor"
            seen.append(page.locator(".face-label").evaluate(colour))
    assert seen[0] == seen[1] == "rgba(12, 16, 20, 0.8)"


@pytest.mark.parametrize("text", [2, 3])
@pytest.mark.parametrize("language", ["en-US", "vi-VN"])
def test_no_screen_is_wider_than_a_small_phone_with_large_text(
    open_browser: OpenBrowser, server_url: str, face_film: Path, language: str, text: int
) -> None:
    browser = open_browser(
        *camera_flags(face_film), f"--blink-settings=defaultFontSize={16 * text}"
    )
    for name in ("a folded phone", "a small phone"):
        width, height = VIEWS[name]
        page = browser.new_page(locale=language, viewport={"width": width, "height": height})
        for route, shown in SCREENS.items():
            page.goto(f"{server_url}/{route}")
            page.reload()
            page.locator(shown).first.wait_for(timeout=LABEL_MILLISECONDS)
            assert_nothing_is_cut_off(page, width, route)
        page.goto(f"{server_url}/#photo")
        page.locator("input[type=file]").first.set_input_files(
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": portrait()}
        )
        page.locator(".photo-bars").wait_for(timeout=LABEL_MILLISECONDS)
        assert_nothing_is_cut_off(page, width, "a photo")
        page.add_init_script(REFUSE)
        page.goto(f"{server_url}/?lang={language[:2]}#live")
        page.locator(".other-cameras").wait_for()
        assert_nothing_is_cut_off(page, width, "an error")


def assert_nothing_is_cut_off(page: Page, width: int, name: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    cut_off = page.evaluate(
        "[...document.querySelectorAll('dialog *, main *')]"
        ".filter(each => each.getBoundingClientRect().right > innerWidth + 1 &&"
        " getComputedStyle(each).position !== 'absolute').map(each => each.textContent)"
    )
    assert not cut_off, name
