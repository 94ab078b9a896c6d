"""The live view, with a fake camera that shows a real face."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect

from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import eventually, go_live
from tests.kit.boxes import Box, iou
from tests.kit.chromium import camera_flags
from tests.kit.films import HEIGHT, WIDTH, face_box, scene, write_film

HEAD = (170.0, 70.0, 1.3)

VIEWS: dict[str, ViewportSize] = {
    "phone upright": {"width": 390, "height": 844},
    "phone on its side": {"width": 844, "height": 390},
    "desktop": {"width": 1280, "height": 800},
    "narrow window": {"width": 320, "height": 480},
}


@pytest.fixture
def browser(open_browser: OpenBrowser, face_film: Path) -> Browser:
    return open_browser(*camera_flags(face_film))


def visit(page: Page, url: str) -> None:
    """Open the app and go live."""
    page.goto(url)
    go_live(page)


def on_screen(box: Box, view: ViewportSize, film: tuple[int, int] = (WIDTH, HEIGHT)) -> Box:
    """Where a box of the film should be drawn: the film covers the view and is mirrored."""
    width, height = film
    scale = max(view["width"] / width, view["height"] / height)
    left = (view["width"] - width * scale) / 2
    top = (view["height"] - height * scale) / 2
    return Box(
        left + (width - box.x - box.width) * scale,
        top + box.y * scale,
        box.width * scale,
        box.height * scale,
    )


def drawn_boxes(page: Page) -> list[Box]:
    """Where boxes are drawn, from left to right."""
    rectangles = page.locator(".face-box").evaluate_all(
        "boxes => boxes.map(box => box.getBoundingClientRect())"
        ".map(({x, y, width, height}) => [x, y, width, height])"
    )
    return [Box(*rectangle) for rectangle in sorted(rectangles)]


def wait_for_boxes(page: Page, *expected: Box) -> list[Box]:
    """Wait until these boxes are drawn, from left to right, and no others."""

    def match() -> bool:
        drawn = drawn_boxes(page)
        return len(drawn) == len(expected) and all(
            iou(box, known) >= 0.6 for box, known in zip(drawn, expected, strict=True)
        )

    eventually(page, match)
    return drawn_boxes(page)


def test_happiness_leads_on_a_smiling_face(browser: Browser, server_url: str) -> None:
    page = browser.new_page()
    visit(page, server_url)
    expect(page.locator(".face-label")).to_have_text(re.compile(r"^1happiness \d+%$"))
    expect(page.locator("[aria-live]")).to_have_text("1 face: happiness")


@pytest.mark.parametrize("name", VIEWS)
def test_box_and_label_sit_on_the_face(browser: Browser, server_url: str, name: str) -> None:
    view = VIEWS[name]
    page = browser.new_page(viewport=view)
    visit(page, server_url)
    (box,) = wait_for_boxes(page, on_screen(face_box(*HEAD), view))
    label = page.locator(".face-label").bounding_box()
    assert label is not None
    middle = label["x"] + label["width"] / 2
    assert box.x <= middle <= box.x + box.width
    # Above the face, or below it where the view has no room: never on it.
    slack = 8
    above = label["y"] + label["height"] <= box.y + slack
    below = label["y"] >= box.y + box.height - slack
    assert above or below
    assert label["y"] + label["height"] <= view["height"]
    assert label["y"] >= 0 and label["x"] >= 0
    assert label["x"] + label["width"] <= view["width"]


def test_a_camera_held_upright_is_shown_upright_and_whole(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    upright = np.full((WIDTH, HEIGHT, 3), 128, np.uint8)
    upright[:HEIGHT] = scene((60, 20, 1.2))[:, :HEIGHT]
    film = write_film(tmp_path / "upright.mjpeg", [upright] * 30)
    view = VIEWS["phone upright"]
    page = open_browser(*camera_flags(film)).new_page(viewport=view)
    visit(page, server_url)
    wait_for_boxes(page, on_screen(face_box(60, 20, 1.2), view, (HEIGHT, WIDTH)))


def test_the_box_holds_still_on_a_still_face(browser: Browser, server_url: str) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    visit(page, server_url)
    wait_for_boxes(page, on_screen(face_box(*HEAD), {"width": WIDTH, "height": HEIGHT}))
    page.wait_for_timeout(1000)
    sides: list[float] = []
    for _ in range(20):
        sides += [box.width for box in drawn_boxes(page)]
        page.wait_for_timeout(100)
    assert len(sides) == 20
    assert max(sides) - min(sides) <= 2.5


def test_boxes_follow_the_window(browser: Browser, server_url: str) -> None:
    page = browser.new_page(viewport=VIEWS["phone upright"])
    visit(page, server_url)
    turned = VIEWS["phone on its side"]
    page.set_viewport_size(turned)
    wait_for_boxes(page, on_screen(face_box(*HEAD), turned))


def test_the_film_is_mirrored_and_the_text_is_not(browser: Browser, server_url: str) -> None:
    page = browser.new_page()
    visit(page, server_url)

    def mirrored(selector: str) -> bool:
        return bool(
            page.locator(selector).evaluate(
                "element => new DOMMatrix(getComputedStyle(element).transform).a < 0"
            )
        )

    assert mirrored("video")
    assert not mirrored(".face-label")
    video = page.locator("video")
    assert video.get_attribute("playsinline") is not None
    assert video.evaluate("video => video.muted")


def test_two_faces_have_two_labels(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    heads = ((10.0, 40.0, 1.1), (350.0, 120.0, 1.1))
    film = write_film(tmp_path / "two.mjpeg", [scene(*heads)] * 30)
    view = VIEWS["desktop"]
    page = open_browser(*camera_flags(film)).new_page(viewport=view)
    visit(page, server_url)
    expect(page.locator(".face-label")).to_have_count(2)
    expected = sorted((on_screen(face_box(*head), view) for head in heads), key=lambda box: box.x)
    wait_for_boxes(page, *expected)


def test_the_box_follows_a_moving_face_under_one_id(
    open_browser: OpenBrowser, server_url: str, tmp_path: Path
) -> None:
    # Slow enough for a busy machine, which reads some frames a second.
    lefts = [*range(20, 280, 2), *range(280, 20, -2)]
    film = write_film(tmp_path / "pan.mjpeg", [scene((left, 70, 1.3)) for left in lefts])
    page = open_browser(*camera_flags(film)).new_page(viewport={"width": WIDTH, "height": HEIGHT})
    visit(page, server_url)
    ids: set[str] = set()
    middles: list[float] = []

    def has_moved() -> bool:
        ids.update(
            page.locator(".face-box").evaluate_all("boxes => boxes.map(b => b.dataset.face)")
        )
        middles.extend(box.x + box.width / 2 for box in drawn_boxes(page))
        return bool(middles) and max(middles) - min(middles) > 150

    eventually(page, has_moved)
    assert len(ids) == 1


def test_a_small_face_is_found(open_browser: OpenBrowser, server_url: str, tmp_path: Path) -> None:
    film = write_film(tmp_path / "small.mjpeg", [scene((420, 250, 0.55))] * 30)
    view: ViewportSize = {"width": WIDTH, "height": HEIGHT}
    page = open_browser(*camera_flags(film)).new_page(viewport=view)
    visit(page, server_url)
    wait_for_boxes(page, on_screen(face_box(420, 250, 0.55), view))


def test_nothing_leaves_the_origin_and_nothing_complains(browser: Browser, server_url: str) -> None:
    context = browser.new_context()
    requests, complaints = listen(context)
    page = context.new_page()
    visit(page, server_url)
    page.wait_for_timeout(1000)
    paths = [url.removeprefix(server_url) for url in requests]
    assert any("/model/" in path for path in paths), "the models' requests were not seen"
    assert [url for url in requests if not url.startswith((f"{server_url}/", "blob:"))] == []
    assert complaints == []
    assert page.evaluate("window.violations") == []


def listen(context: BrowserContext) -> tuple[list[str], list[str]]:
    """Collect the context's requests, and what its console and the CSP complain about."""
    requests: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        requests.append(request.url)

    context.on("request", note_request)
    context.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in {"error", "warning"} else None
        ),
    )
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.add_init_script(
        "window.violations = [];"
        "addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective));"
    )
    return requests, complaints


def test_stop_switches_the_camera_off(browser: Browser, server_url: str) -> None:
    page = browser.new_page()
    visit(page, server_url)
    stream = page.locator("video").evaluate_handle("video => video.srcObject")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()
    expect(page.get_by_role("heading", name="Camxuc")).to_be_focused()
    assert stream.evaluate("stream => stream.getTracks().every(t => t.readyState === 'ended')")
    go_live(page)
    expect(page.locator(".face-label")).to_have_count(1)


def test_diagnostics_tell_what_computes(browser: Browser, server_url: str) -> None:
    page = browser.new_page(viewport=VIEWS["phone upright"])
    page.add_init_script(
        "localStorage.setItem('camxuc.settings', JSON.stringify({ diagnostics: true }))"
    )
    visit(page, server_url)
    panel = page.locator(".diagnostics")
    expect(panel).to_contain_text("Computes onwasm, worker")
    expect(panel).to_contain_text(re.compile(r"Find, name \(ms\)\d"))
    expect(panel).to_contain_text(re.compile(rf"{WIDTH} . {HEIGHT}"))
