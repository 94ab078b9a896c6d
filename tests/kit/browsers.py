"""`python -m tests.kit.browsers` gets the browsers that the tests drive.

Chromium is a must: what the machine has, else Playwright's own download, else, as root on Debian
and Ubuntu, the system's package. Firefox and WebKit come from the system's packages where they can;
elsewhere their tests skip and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

from playwright.sync_api import Playwright, sync_playwright

from tests.kit.chromium import chromium_path
from tests.kit.firefox import firefox_path
from tests.kit.webkit import webkit_paths

PLAYWRIGHT = (sys.executable, "-m", "playwright")
WAY_OUT = """\
The tests need Chromium or Chrome, and none could be had. Install one (Debian, Ubuntu:
apt-get install chromium; macOS: brew install --cask chromium), or name one:
make test CHROMIUM_PATH=/path/to/it"""


def main() -> int:
    """Get what is missing; return 1 where there is no Chromium in the end."""
    with sync_playwright() as playwright:
        if not get_chromium(playwright):
            print(_way_out(), file=sys.stderr)
            return 1
    if not firefox_path() and not install("firefox-esr"):
        print("No Firefox here: its tests skip.")
    if not webkit_paths() and not install("webkit2gtk-driver", "xvfb"):
        print("No WebKit here: its tests skip.")
    return 0


def get_chromium(playwright: Playwright) -> bool:
    """Return whether there is a Chromium that starts, once all ways to get one have been tried."""
    if chromium_path(playwright) or os.environ.get("CHROMIUM_PATH"):
        return chromium_path(playwright) is not None
    if run("Downloading Chromium", *PLAYWRIGHT, "install", "chromium", "--no-shell"):
        if not chromium_path(playwright) and can_install():
            run("Installing its libraries", *PLAYWRIGHT, "install-deps", "chromium")
        if chromium_path(playwright):
            return True
    return install("chromium", "fonts-dejavu-core") and chromium_path(playwright) is not None


def can_install() -> bool:
    """Return whether packages of Debian or Ubuntu can be installed."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """Install packages of Debian or Ubuntu and return whether they are there now."""
    options = ("--yes", "--no-install-recommends")
    return (
        can_install()
        and update()
        and run(f"Installing {' and '.join(packages)}", "apt-get", "install", *options, *packages)
    )


@cache
def update() -> bool:
    """Fetch the system's list of packages, once."""
    return run("Updating the list of packages", "apt-get", "update")


def run(what: str, *command: str) -> bool:
    """Run a command and return whether it succeeded; what it says is shown only if it did not."""
    print(f"{what} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        last = "\n".join(done.stdout.splitlines()[-5:])
        print(f"{what} failed:\n{last}", file=sys.stderr)
    return done.returncode == 0


def _way_out() -> str:
    named = os.environ.get("CHROMIUM_PATH")
    return f"CHROMIUM_PATH is {named}, which does not start." if named else WAY_OUT


if __name__ == "__main__":
    sys.exit(main())
