"""The reasons of problems have one list, in server/problems.py; the hosting page agrees with it."""

import re
from pathlib import Path

import pytest

from server.problems import REASONS, Problem

ROOT = Path(__file__).parents[2]


def test_the_hosting_page_tells_every_reason() -> None:
    page = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    table = re.findall(r"^\| (\d{3}) \| `([a-z-]+)` \| (.+) \|$", page, re.MULTILINE)
    told = [(name, int(status), meaning) for status, name, meaning in table]
    assert told == [(name, reason.status, reason.meaning) for name, reason in REASONS.items()]


def test_there_is_no_reason_beside_the_list() -> None:
    with pytest.raises(KeyError):
        Problem("invented", "A reason that is in no list.")


def test_every_reason_of_the_list_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "server").rglob("*.py"))
    for name in REASONS:
        assert code.count(f'"{name}"') >= 2, name
