"""The built page carries the licences of what it is built from."""

import json
from pathlib import Path

import pytest

from tests.kit import ROOT


@pytest.mark.parametrize(
    ("built", "source"),
    [
        ("LICENSE.txt", "LICENSE"),
        ("NOTICE.txt", "NOTICE"),
        ("LICENSES/Apache-2.0.txt", "LICENSES/Apache-2.0.txt"),
    ],
)
def test_they_lie_beside_the_page(site: Path, built: str, source: str) -> None:
    assert (site / built).read_bytes() == (ROOT / source).read_bytes()


def test_every_package_of_the_page_is_named() -> None:
    packages = json.loads((ROOT / "web/package.json").read_text())["dependencies"]
    notice = (ROOT / "NOTICE").read_text().lower()
    names = {
        name.removeprefix("@tensorflow/").replace("react-dom", "react dom") for name in packages
    }
    assert {name for name in names if name not in notice} == set()
