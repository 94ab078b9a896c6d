"""Browsers are got the nearest way there is; the machine in these tests is a folder of scripts."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit import browsers, webkit


class Machine:
    """A PATH of scripts, each noted in a log when it is called."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.log = folder / "log"
        self.log.touch()

    def put(self, name: str, *, then: str = "", code: int = 0) -> None:
        script = self.bin / name
        script.write_text(f'#!/bin/sh\necho "{name} $*" >>{self.log}\n{then}\nexit {code}\n')
        script.chmod(script.stat().st_mode | stat.S_IXUSR)

    def calls(self, name: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if line.startswith(name)]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """A machine with Firefox and WebKit, without Chromium, where nothing can be downloaded."""
    machine = Machine(tmp_path)
    for name in ("firefox", "WebKitWebDriver", "Xvfb", "MiniBrowser"):
        machine.put(name)
    libraries = tmp_path / "lib" / "any" / "webkit2gtk-4.1"
    libraries.mkdir(parents=True)
    (libraries / "MiniBrowser").touch()
    machine.put("playwright", code=1)
    monkeypatch.setattr(webkit, "LIBRARIES", tmp_path / "lib")
    monkeypatch.setattr(browsers, "PLAYWRIGHT", (str(machine.bin / "playwright"),))
    monkeypatch.setenv("PATH", f"{machine.bin}:/nowhere")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    browsers.update.cache_clear()
    yield machine
    browsers.update.cache_clear()


def test_what_is_installed_is_enough(machine: Machine) -> None:
    machine.put("chromium")
    assert browsers.main() == 0
    assert machine.calls("playwright") == machine.calls("apt-get") == []


def test_a_download_comes_before_the_systems_packages(machine: Machine) -> None:
    machine.put("apt-get")
    machine.put("playwright", then=f"/bin/cp {machine.bin}/firefox {machine.bin}/chromium")
    assert browsers.main() == 0
    assert machine.calls("playwright") == ["playwright install chromium --no-shell"]
    assert machine.calls("apt-get") == []


def test_the_systems_packages_come_last(machine: Machine) -> None:
    machine.put("apt-get", then=f"/bin/cp {machine.bin}/firefox {machine.bin}/chromium")
    assert browsers.main() == 0
    assert len(machine.calls("playwright")) == 1
    assert machine.calls("apt-get")[-1].endswith("chromium fonts-dejavu-core")


def test_a_chromium_that_does_not_start_does_not_count(machine: Machine) -> None:
    machine.put("chromium", code=1)
    machine.put("apt-get", then=f"/bin/cp {machine.bin}/firefox {machine.bin}/google-chrome")
    assert browsers.main() == 0
    assert machine.calls("apt-get")


def test_without_any_way_the_message_names_one(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.put("apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert browsers.main() == 1
    assert machine.calls("apt-get") == []
    assert "apt-get install chromium" in capsys.readouterr().err


def test_a_chromium_that_was_named_is_not_replaced(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.put("chromium")
    machine.put("apt-get")
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")
    assert browsers.main() == 1
    assert "/nowhere/chromium" in capsys.readouterr().err
    assert machine.calls("playwright") == machine.calls("apt-get") == []


def test_firefox_and_webkit_are_got_where_they_can_be(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.put("chromium")
    (machine.bin / "firefox").unlink()
    (machine.bin / "Xvfb").unlink()
    machine.put("apt-get", code=100)
    assert browsers.main() == 0
    assert len(machine.calls("apt-get update")) == 1
    assert "No Firefox" in capsys.readouterr().out
    browsers.update.cache_clear()
    machine.put("apt-get")
    assert browsers.main() == 0
    assert [call.rpartition("recommends ")[2] for call in machine.calls("apt-get install")] == [
        "firefox-esr",
        "webkit2gtk-driver xvfb",
    ]
