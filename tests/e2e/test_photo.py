"""Photo mode: the same answer as the host's, and a clear word on every bad file."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect
from skimage import data

from server.api.images import decode
from server.faces.manifests import read_manifests
from server.faces.recognition import Recogniser
from server.settings import Settings
from tests.e2e.conftest import SPY_ON_WORKERS, OpenBrowser
from tests.kit import ROOT
from tests.kit.boxes import Box, iou
from tests.kit.films import scene

READ_MILLISECONDS = 90_000
EXIF_ORIENTATION = 0x0112

PORTRAIT: NDArray[np.uint8] = data.astronaut()  # type: ignore[no-untyped-call]
STILL_LIFE: NDArray[np.uint8] = data.coffee()  # type: ignore[no-untyped-call]


@pytest.fixture
def page(open_browser: OpenBrowser, server_url: str) -> Page:
    page = open_browser().new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(SPY_ON_WORKERS)
    # Choosers are the test's from here on: asked for right before a click, the click may win.
    page.on("filechooser", lambda _: None)
    page.goto(server_url)
    page.get_by_role("button", name="Use a photo instead").click()
    return page


def encoded(pixels: NDArray[np.uint8], kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()


def turned(pixels: NDArray[np.uint8]) -> bytes:
    """A JPEG as a phone held upright writes it: lying, with a note that says so."""
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    return encoded(np.ascontiguousarray(np.rot90(pixels)), "JPEG", quality=95, exif=exif)


def pick(page: Page, content: bytes, name: str = "photo.jpg") -> None:
    file: FilePayload = {"name": name, "mimeType": "", "buffer": content}
    page.locator("input[type=file]").first.set_input_files(file)


def reading(page: Page) -> dict[str, Any]:
    """What the browser read from the last photo."""
    expect(page.get_by_role("img", name="Your photo")).to_be_visible(timeout=READ_MILLISECONDS)
    result: dict[str, Any] = page.evaluate("readings.at(-1)")
    return result


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(read_manifests(ROOT / "web/public"))


def wide_group() -> NDArray[np.uint8]:
    """2400 x 1500 pixels, one large face and three that only tiles find."""
    picture = np.full((1500, 2400, 3), 90, np.uint8)
    heads = PORTRAIT[:250, 100:350]
    for left, top, size in ((100, 200, 700), (1000, 900, 260), (1500, 120, 220), (2100, 1100, 250)):
        head = Image.fromarray(heads).resize((size, size), Image.Resampling.LANCZOS)
        picture[top : top + size, left : left + size] = np.asarray(head)
    return picture


def long_picture(width: int, height: int) -> bytes:
    """Four faces of 100 pixels along a panorama or a long screenshot."""
    picture = np.full((height, width, 3), 90, np.uint8)
    head = PORTRAIT[:220, 120:340]
    for number in range(4):
        left, top = number * (width - 220) // 3, number * (height - 220) // 3
        picture[top : top + 220, left : left + 220] = head
    return encoded(picture, "JPEG", quality=95)


@pytest.mark.parametrize(
    ("content", "faces"),
    [
        pytest.param(encoded(PORTRAIT, "PNG"), 1, id="a portrait"),
        pytest.param(encoded(PORTRAIT, "WEBP", lossless=True), 1, id="WebP"),
        pytest.param(turned(scene((170.0, 70.0, 1.3))), 1, id="turned by EXIF"),
        pytest.param(encoded(wide_group(), "JPEG", quality=95), 4, id="small faces"),
        pytest.param(long_picture(6600, 660), 4, id="a panorama"),
        pytest.param(long_picture(400, 8000), 4, id="a long screenshot, 20:1"),
    ],
)
def test_a_photo_reads_as_it_does_on_the_host(
    page: Page, recogniser: Recogniser, content: bytes, faces: int
) -> None:
    pick(page, content)
    found = reading(page)
    picture = decode(content, Settings())
    assert (found["height"], found["width"]) == picture.pixels.shape[:2]
    expected = [json.loads(face.model_dump_json()) for face in recogniser.analyse(picture.pixels)]
    assert len(expected) == faces
    assert len(found["faces"]) == faces
    for ours, theirs in zip(found["faces"], expected, strict=True):
        assert iou(Box(**ours["box"]), Box(**theirs["box"])) >= 0.9
        assert ours["id"] == theirs["id"]
        assert ours["probabilities"] == pytest.approx(theirs["probabilities"], abs=0.02)
    labels = page.get_by_role("listitem").all_inner_texts()
    assert len(labels) == faces
    assert all("happiness" in label for label in labels)


def test_a_photo_of_50_megapixels_is_scaled(page: Page) -> None:
    large = Image.fromarray(PORTRAIT).resize((7100, 7100), Image.Resampling.BICUBIC)
    pick(page, encoded(np.asarray(large), "JPEG", quality=70))
    found = reading(page)
    assert found["width"] * found["height"] <= 12_500_000
    assert len(found["faces"]) == 1
    expect(page.get_by_role("listitem")).to_contain_text("happiness")


def test_the_labelled_photo_can_be_saved(page: Page) -> None:
    pick(page, encoded(PORTRAIT, "PNG"))
    reading(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save with labels").click()
    assert download.value.suggested_filename.startswith("camxuc-")
    saved = np.asarray(Image.open(download.value.path()).convert("RGB")).astype(int)
    assert saved.shape == (512, 512, 3)
    difference = np.abs(saved - PORTRAIT).max(axis=2) > 60
    # The label is drawn around the face, and the rest is as it was.
    assert 500 < difference.sum() < 30_000
    assert difference[300:, 300:].sum() == 0


def test_a_photo_without_a_face_says_so(page: Page) -> None:
    pick(page, encoded(STILL_LIFE, "PNG"))
    assert reading(page)["faces"] == []
    expect(page.get_by_text("No face found in this photo.")).to_be_visible()
    expect(page.get_by_role("button", name="Save with labels")).to_be_hidden()


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"just some words, no picture at all", "This is not a picture"),
        (b"", "This is not a picture"),
        (encoded(PORTRAIT, "PNG")[:90_000], "This picture cannot be read"),
        (encoded(PORTRAIT, "JPEG")[:9_000], "This picture cannot be read"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64), "does not read this kind of file"),
        (
            encoded(np.zeros((2, 2, 3), np.uint8), "PNG").replace(
                b"\0\0\0\x02\0\0\0\x02", b"\0\1\0\0\0\1\0\0", 1
            ),
            "This picture is too large",
        ),
    ],
    ids=["text", "empty", "truncated PNG", "truncated JPEG", "HEIC", "enormous"],
)
def test_a_bad_file_gets_a_clear_word_and_the_next_one_works(
    page: Page, content: bytes, title: str
) -> None:
    pick(page, content)
    expect(page.get_by_role("alert").get_by_role("heading")).to_contain_text(title)
    pick(page, encoded(PORTRAIT, "PNG"))
    assert len(reading(page)["faces"]) == 1


def test_a_photo_is_read_where_it_is_dropped_or_pasted(page: Page) -> None:
    page.get_by_role("button", name="Back").click()
    content = list(encoded(PORTRAIT, "JPEG", quality=80))
    give = """([content, type]) => {
        const files = new DataTransfer();
        files.items.add(new File([Uint8Array.from(content)], 'photo.jpg', { type: 'image/jpeg' }));
        const data = { bubbles: true, cancelable: true };
        document.body.dispatchEvent(
          type === 'drop'
            ? new DragEvent('drop', { ...data, dataTransfer: files })
            : new ClipboardEvent('paste', { ...data, clipboardData: files }),
        );
    }"""
    page.evaluate(give, [content, "drop"])
    assert len(reading(page)["faces"]) == 1
    page.evaluate(give, [content, "paste"])
    deadline = time.monotonic() + READ_MILLISECONDS / 1000
    while page.evaluate("readings.length") < 2:
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)


def test_each_face_has_its_number_its_bars_and_its_row(page: Page) -> None:
    pick(page, encoded(wide_group(), "JPEG", quality=90))
    assert len(reading(page)["faces"]) == 4
    entries = page.get_by_role("listitem").get_by_role("button")
    # The largest face is looked at first.
    expect(entries.nth(0)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".photo-bars dt")).to_have_count(8)
    page.get_by_role("button", name="Face 3").click()
    expect(entries.nth(2)).to_have_attribute("aria-expanded", "true")
    expect(entries.nth(2)).to_contain_text("3")
    save = page.get_by_role("button", name="Save with labels")
    expect(save).to_be_in_viewport(ratio=1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))
    assert [row["face"] for row in rows] == ["1", "2", "3", "4"]
    assert {row["file"] for row in rows} == {"photo.jpg"}


def test_several_files_are_all_read(page: Page) -> None:
    bad = b"no picture"
    portrait = encoded(PORTRAIT, "JPEG", quality=85)
    files: list[FilePayload] = [
        {"name": name, "mimeType": "", "buffer": content}
        for name, content in (("one.jpg", portrait), ("two.txt", bad), ("three.jpg", portrait))
    ]
    page.locator("input[type=file]").first.set_input_files(files)
    assert len(reading(page)["faces"]) == 1
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.get_by_role("button", name="Next photo").click()
    expect(page.get_by_role("alert")).to_contain_text("This is not a picture")
    page.get_by_role("button", name="Next photo").click()
    expect(page.get_by_text("3 of 3")).to_be_visible()
    expect(page.get_by_role("img", name="Your photo")).to_be_visible(timeout=READ_MILLISECONDS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export JSON").click()
    exported = json.loads(Path(download.value.path()).read_text())
    assert [photo["file"] for photo in exported["photos"]] == ["one.jpg", "three.jpg"]


def test_the_whole_area_asks_for_a_photo_and_says_that_it_stays_here(page: Page) -> None:
    expect(page.get_by_text("They are not uploaded")).to_be_visible()
    stage = page.locator(".photo-stage")
    box = stage.bounding_box()
    assert box
    with page.expect_file_chooser():
        page.mouse.click(box["x"] + 12, box["y"] + box["height"] - 12)
