"""How the installed browsers turn pictures, and which damage they overlook: docs/pictures.md."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from server.api.orientation import TURNS
from tests.e2e.conftest import OpenBrowser
from tests.kit.firefox import firefox_path, running_firefox
from tests.kit.tab import Tab
from tests.kit.webkit import running_webkit, webkit_paths
from tests.server.odd_pictures import CORNERS, corners, scene
from tests.server.picture_files import DAMAGED, ORIENTED, SHOWN

MAX_BYTES = 100_000
"""Larger files take too long on their way into a browser."""
FILES = {
    name: base64.b64encode(content).decode()
    for name, content in {
        **{name: case.content for name, case in ORIENTED.items()},
        **{name: content for name, content in SHOWN.items() if len(content) < MAX_BYTES},
        **DAMAGED,
    }.items()
}
READ = """
const type = (name) => 'image/' + name.split(/[ ,]/)[0].toLowerCase();
const nearest = (pixel) => Object.entries(CORNERS).map(([name, colour]) =>
  [colour.reduce((sum, value, i) => sum + (value - pixel[i]) ** 2, 0), name]
).sort((a, b) => a[0] - b[0])[0][1];
async function corners(name, encoded) {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const blob = new Blob([bytes], { type: type(name) });
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  const { width, height } = bitmap;
  const context = Object.assign(document.createElement('canvas'), { width, height })
    .getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const places = [[2, 2], [width - 3, 2], [2, height - 3], [width - 3, height - 3]];
  return `${width}x${height} ` + places.map(([x, y]) =>
    nearest(context.getImageData(x, y, 1, 1).data)).join('');
}
window.seen = undefined;
(async () => {
  const seen = {};
  for (const [name, encoded] of Object.entries(FILES)) {
    seen[name] = await corners(name, encoded).catch(() => 'refused');
  }
  window.seen = JSON.stringify(seen);
})();
"""
SCRIPT = f"const CORNERS = {json.dumps(CORNERS)}; const FILES = {json.dumps(FILES)}; {READ}"


def expected(browser: str) -> dict[str, str]:
    """Return what docs/pictures.md says that a browser sees."""
    seen = dict.fromkeys(FILES, corners(scene()))
    for name, case in ORIENTED.items():
        turn = TURNS.get(case.otherwise.get(browser, case.orientation))
        seen[name] = corners(scene() if turn is None else scene().transpose(turn))
    return seen | dict.fromkeys(DAMAGED, "refused")


def seen_in(tab: Tab) -> dict[str, str]:
    """Return the size and the corners of each picture in a tab."""
    tab.evaluate(f"(() => {{ {SCRIPT} return true; }})()")
    seen: dict[str, str] = json.loads(tab.wait_for("window.seen"))
    return seen


def test_chromium_reads_them_as_the_host_does(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.evaluate(f"() => {{ {SCRIPT} }}")
    page.wait_for_function("window.seen")
    assert json.loads(page.evaluate("window.seen")) == expected("chromium")
    page.context.close()


def test_firefox_reads_them_as_the_page_says(tmp_path: Path) -> None:
    path = firefox_path()
    if not path:
        pytest.skip("this machine has no Firefox (Debian: apt-get install firefox-esr)")
    with running_firefox(path, tmp_path) as firefox:
        firefox.goto("data:text/html,<title>Pictures</title>")
        seen = seen_in(firefox)
    # It shows what is left of them.
    seen |= dict.fromkeys(DAMAGED, "refused")
    # Some builds turn every PNG by its eXIf chunk, others show all of them as they are stored.
    pngs = {name: turned for name, turned in expected("firefox").items() if "PNG, eXIf" in name}
    if all(seen[name] == corners(scene()) for name in pngs):
        seen |= pngs
    assert seen == expected("firefox")


def test_webkit_reads_them_as_the_page_says() -> None:
    paths = webkit_paths()
    if not paths:
        pytest.skip("this machine has no WebKitGTK (Debian: webkit2gtk-driver and xvfb)")
    with running_webkit(*paths) as webkit:
        webkit.goto("data:text/html,<title>Pictures</title>")
        # It shows what is left of damaged ones.
        assert seen_in(webkit) | dict.fromkeys(DAMAGED, "refused") == expected("webkit")
