"""Every trouble has a way out, and no way leads out of the app by mistake."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import OpenBrowser
from tests.e2e.live import LABEL_MILLISECONDS, eventually, go_live
from tests.kit.chromium import camera_flags
from tests.kit.face_camera import portrait

TWO_CAMERAS = (
    "--use-fake-device-for-media-stream=device-count=2",
    "--use-fake-ui-for-media-stream",
)
# Cameras whose id `broken` holds do not start; `all` stands for every camera, "" for the usual one.
BREAKABLE = """
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
window.broken = [];
navigator.mediaDevices.getUserMedia = constraints => {
  const id = constraints.video.deviceId?.exact ?? '';
  if (broken.includes('all') || broken.includes(id)) {
    return Promise.reject(new DOMException('stub', 'NotReadableError'));
  }
  return real(constraints);
};
"""
# A camera whose frames stop while `still` is true, as a virtual camera's do.
STOPPABLE = """
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const context = canvas.getContext('2d');
  let shade = 0;
  window.still = false;
  setInterval(() => {
    if (still) return;
    context.fillStyle = `rgb(${shade++ % 200} 90 90)`;
    context.fillRect(0, 0, 640, 480);
  }, 50);
  return canvas.captureStream(20);
};
"""
DROP = """content => {
  const files = new DataTransfer();
  files.items.add(new File([Uint8Array.from(content)], 'photo.jpg', { type: 'image/jpeg' }));
  const event = type => new DragEvent(type, {
    bubbles: true, cancelable: true, dataTransfer: files,
  });
  document.body.dispatchEvent(event('dragover'));
  return new Promise(resolve => setTimeout(() => {
    const veil = document.querySelector('.drop-veil')?.textContent ?? '';
    document.body.dispatchEvent(event('drop'));
    resolve(veil);
  }, 200));
}"""


@pytest.fixture
def browser(open_browser: OpenBrowser, face_film: Path) -> Browser:
    return open_browser(*camera_flags(face_film))


@pytest.fixture
def page(browser: Browser, server_url: str) -> Page:
    """The start, on a phone, where no service worker stands between the page and the host."""
    page = browser.new_page(
        locale="en-US", viewport={"width": 390, "height": 844}, service_workers="block"
    )
    page.goto(server_url)
    return page


def abort(route: Route) -> None:
    route.abort()


def absent(route: Route) -> None:
    route.fulfill(status=404)


@pytest.mark.parametrize(
    ("name", "kind", "control", "part"),
    [
        ("Settings", "js", ("radio", "Dark"), ".segments"),
        ("Timeline", "css", ("button", "Start recording"), ".timeline-actions"),
    ],
)
def test_a_missing_part_leaves_the_film_and_is_tried_again(
    page: Page, name: str, kind: str, control: tuple[Any, str], part: str
) -> None:
    go_live(page)
    missing = re.compile(rf"/assets/{name}-[^/]*\.{kind}$")
    page.route(missing, absent)
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name="This part did not arrive")).to_be_visible()
    before = page.locator("video").evaluate("video => video.currentTime")
    page.wait_for_timeout(500)
    assert page.locator("video").evaluate("video => video.currentTime") > before
    page.unroute(missing)
    page.get_by_role("button", name="Try again").click()
    role, label = control
    expect(page.get_by_role(role, name=label)).to_be_attached()
    expect(page.locator(part).first).to_have_css("display", "flex")


def test_a_screen_that_does_not_arrive_has_a_way_back(page: Page) -> None:
    page.route("**/assets/PhotoScreen-*.js", abort)
    page.get_by_role("button", name="Use a photo instead").click()
    expect(page.get_by_role("heading", name="This part did not arrive")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()


def test_a_page_whose_own_code_does_not_arrive_says_so(browser: Browser, server_url: str) -> None:
    page = browser.new_page(service_workers="block")
    page.route("**/assets/page-*.js", absent)
    page.goto(server_url)
    expect(page.get_by_text("Camxuc did not load.")).to_be_visible()
    expect(page.get_by_text("Chưa tải được Camxuc.")).to_be_visible()
    page.unroute("**/assets/page-*.js")
    page.get_by_role("link", name="Reload").click()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()


def test_a_page_whose_style_sheet_does_not_arrive_fetches_it_again(
    browser: Browser, server_url: str
) -> None:
    page = browser.new_page(service_workers="block")
    asked: list[str] = []

    def refuse_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=404)
        else:
            route.continue_()

    page.route("**/assets/page-*.css", refuse_once)
    page.goto(server_url)
    expect(page.get_by_role("button", name="Start the camera")).to_have_css("cursor", "pointer")


def test_a_page_of_an_earlier_build_reloads_once(page: Page, server_url: str) -> None:
    """The host has a new build: other names in its page, and the old files are gone."""
    visits: list[str] = []
    page.on("framenavigated", lambda frame: visits.append(frame.url))
    page.route("**/assets/Settings-*.js", absent)
    page.route(
        f"{server_url}/",
        lambda route: (
            route.fulfill(body="<script type=module src=./assets/index-new.js></script>")
            if route.request.resource_type == "fetch"
            else route.continue_()
        ),
    )
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="Settings").click()
    # It is back where it was, and what is still missing is told.
    expect(page).to_have_url(re.compile("#settings$"))
    expect(page.get_by_role("heading", name="There is a new version")).to_be_visible()
    page.wait_for_timeout(1000)
    assert visits.count(f"{server_url}/#settings") == 2  # opened, and loaded anew


def test_a_page_without_scripts_says_what_it_needs(browser: Browser, server_url: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(server_url)
    said = page.locator("noscript p")
    expect(said.first).to_contain_text("Camxuc needs JavaScript.")
    expect(said.last).to_contain_text("Camxuc cần JavaScript.")
    expect(said.last).to_be_visible()
    expect(page.get_by_text("Camxuc did not load.")).to_be_hidden()


def test_back_closes_what_is_open_and_no_more(page: Page, server_url: str) -> None:
    page.get_by_role("button", name="Settings").click()
    expect(page).to_have_url(f"{server_url}/#settings")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    go_live(page)
    page.get_by_role("button", name="Timeline").click()
    expect(page.get_by_role("dialog", name="Timeline")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Freeze the picture").click()
    expect(page).to_have_url(f"{server_url}/#live/frozen")
    page.go_back()
    expect(page.get_by_role("button", name="Freeze the picture")).to_be_visible()
    expect(page.locator(".face-label")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()
    page.get_by_role("button", name="Use a photo instead").click()
    page.get_by_role("button", name="Back").click()
    expect(page).to_have_url(f"{server_url}/")


def test_links_lead_into_the_app_and_a_reload_stays_there(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/?lang=vi#live/timeline")
    expect(page.get_by_role("dialog", name="Dòng thời gian")).to_be_visible(
        timeout=LABEL_MILLISECONDS
    )
    page.reload()
    expect(page.get_by_role("dialog", name="Dòng thời gian")).to_be_visible(
        timeout=LABEL_MILLISECONDS
    )
    page.get_by_role("button", name="Đóng").click()
    expect(page).to_have_url(f"{server_url}/?lang=vi#live")
    page.locator(".face-label").wait_for(timeout=LABEL_MILLISECONDS)
    page.get_by_role("button", name="Dừng", exact=True).click()
    expect(page.get_by_role("button", name="Bật camera")).to_be_visible()
    page.goto(f"{server_url}/#photo")
    expect(page.get_by_role("heading", name="Photo")).to_be_visible()


def test_a_read_photo_is_still_there_after_a_visit_elsewhere(page: Page) -> None:
    assert page.evaluate(DROP, list(portrait())) == "Drop it to read it"
    canvas = page.get_by_role("img", name=re.compile("1 face: happiness"))
    expect(canvas).to_be_visible(timeout=LABEL_MILLISECONDS)
    page.go_back()
    go_live(page)
    page.go_back()
    page.get_by_role("button", name="Use a photo instead").click()
    expect(canvas).to_be_visible()


def test_a_read_photo_outlives_a_reload_and_is_deleted_with_its_screen(page: Page) -> None:
    page.evaluate(DROP, list(portrait()))
    canvas = page.get_by_role("img", name=re.compile("1 face: happiness"))
    expect(canvas).to_be_visible(timeout=LABEL_MILLISECONDS)
    page.reload()
    expect(canvas).to_be_visible(timeout=LABEL_MILLISECONDS)
    kept = "async () => (await caches.keys()).filter(name => name.startsWith('camxuc.photos.'))"
    assert len(page.evaluate(kept)) == 1
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()
    eventually(page, lambda: page.evaluate(kept) == [])


def test_a_photo_dropped_on_the_film_is_read_and_back_leads_to_the_film(page: Page) -> None:
    go_live(page)
    page.evaluate(DROP, list(portrait()))
    expect(page.get_by_role("img", name=re.compile("1 face: happiness"))).to_be_visible(
        timeout=LABEL_MILLISECONDS
    )
    page.go_back()
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)


@pytest.fixture
def two_cameras(open_browser: OpenBrowser, server_url: str) -> Page:
    page = open_browser(*TWO_CAMERAS).new_page(locale="en-US")
    page.add_init_script(BREAKABLE)
    page.goto(server_url)
    return page


def device(page: Page) -> str:
    """The camera whose film plays."""
    found: str = page.locator("video").evaluate(
        "video => video.srcObject.getVideoTracks()[0].getSettings().deviceId"
    )
    return found


def test_a_chosen_camera_that_fails_is_not_asked_for_again(two_cameras: Page) -> None:
    page = two_cameras
    page.get_by_role("button", name="Start the camera").click()
    switch = page.get_by_role("button", name="Switch camera")
    switch.wait_for(timeout=LABEL_MILLISECONDS)
    first = device(page)
    cameras = page.evaluate(
        "navigator.mediaDevices.enumerateDevices().then(all =>"
        " all.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId))"
    )
    [other] = set(cameras) - {first}
    page.evaluate("id => { window.broken = [id]; }", other)
    switch.click()
    expect(page.get_by_text("That camera did not start.")).to_be_visible()
    assert device(page) == first
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Start the camera").click()
    switch.wait_for(timeout=LABEL_MILLISECONDS)
    assert device(page) == first


def test_another_camera_takes_the_place_of_a_busy_one(two_cameras: Page) -> None:
    page = two_cameras
    page.evaluate("window.broken = ['']")
    page.get_by_role("button", name="Start the camera").click()
    expect(page.get_by_text("That camera did not start.")).to_be_visible()
    assert device(page)


def test_where_all_cameras_are_busy_there_are_other_ways(two_cameras: Page) -> None:
    page = two_cameras
    page.evaluate("window.broken = ['all']")
    page.get_by_role("button", name="Start the camera").click()
    expect(page.get_by_role("heading", name="The camera is busy")).to_be_visible()
    others = page.get_by_role("button", name=re.compile("^fake_device_"))
    expect(others).to_have_count(2)
    page.evaluate("window.broken = []")
    others.last.click()
    expect(page.get_by_role("button", name="Switch camera")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    page.evaluate("window.broken = ['all']")
    page.get_by_role("button", name="Start the camera").click()
    page.get_by_role("button", name="Use a photo instead").click()
    expect(page.get_by_role("heading", name="Photo")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()


def test_a_permission_given_later_goes_on_by_itself(
    open_browser: OpenBrowser, server_url: str
) -> None:
    browser = open_browser("--use-fake-device-for-media-stream", "--deny-permission-prompts")
    page = browser.new_page(locale="en-US")
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    expect(page.get_by_role("heading", name="The camera is not allowed")).to_be_visible()
    page.context.grant_permissions(["camera"])
    expect(page.locator("video")).to_be_visible(timeout=LABEL_MILLISECONDS)


def test_a_permission_taken_back_is_not_a_camera_unplugged(
    open_browser: OpenBrowser, server_url: str
) -> None:
    page = open_browser("--use-fake-device-for-media-stream").new_page(locale="en-US")
    page.context.grant_permissions(["camera"])
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    page.locator("video").wait_for()
    page.wait_for_timeout(500)
    page.context.clear_permissions()
    expect(page.get_by_role("heading", name="The camera is not allowed")).to_be_visible()


def test_a_camera_without_frames_is_told_and_goes_on_by_itself(
    open_browser: OpenBrowser, server_url: str
) -> None:
    page = open_browser().new_page(locale="en-US")
    page.add_init_script(STOPPABLE)
    page.goto(server_url)
    page.get_by_role("button", name="Start the camera").click()
    page.locator("video").wait_for()
    page.wait_for_timeout(4000)
    told = page.get_by_role("heading", name="The camera sends no picture")
    expect(told).to_have_count(0)
    page.evaluate("window.still = true")
    expect(told).to_be_visible(timeout=8000)
    page.evaluate("window.still = false")
    expect(told).to_have_count(0)


def test_a_binary_that_is_missing_is_a_download_that_failed(page: Page) -> None:
    page.route("**/*.wasm", absent)
    page.reload()
    page.get_by_role("button", name="Start the camera").click()
    expect(page.get_by_role("heading", name="The download failed")).to_be_visible(timeout=15_000)
    page.unroute("**/*.wasm")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".face-label")).to_be_visible(timeout=LABEL_MILLISECONDS)


def test_the_timeline_answers_at_once_while_all_else_loads(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/model/.*\.bin"), hold)
    page.reload()
    page.get_by_role("button", name="Start the camera").click()
    page.get_by_role("button", name="Timeline").click()
    dialog = page.get_by_role("dialog", name="Timeline")
    expect(dialog).to_be_visible(timeout=1000)
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    top = dialog.evaluate("dialog => dialog.getBoundingClientRect().top")
    for route in held:
        route.continue_()
    expect(dialog.get_by_role("progressbar")).to_have_count(0, timeout=LABEL_MILLISECONDS)
    assert dialog.evaluate("dialog => dialog.getBoundingClientRect().top") <= top


PROMPT = """() => {
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
    prompt: async () => { window.prompted = true; },
  });
  dispatchEvent(event);
  return event.defaultPrevented;
}"""


def test_the_app_is_offered_once_it_is_known_and_only_then(page: Page) -> None:
    # The browser's own banner is held back.
    assert page.evaluate(PROMPT)
    offer = page.get_by_role("button", name="Install")
    expect(offer).to_have_count(0)
    page.evaluate("localStorage.setItem('camxuc.install', 'earned')")
    page.reload()
    page.evaluate(PROMPT)
    offer.click()
    assert page.evaluate("prompted")
    expect(offer).to_have_count(0)
    page.evaluate(PROMPT)
    page.get_by_role("button", name="Not now").click()
    page.reload()
    page.evaluate(PROMPT)
    expect(offer).to_have_count(0)
