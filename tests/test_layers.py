"""Data runs one way: each room of the house imports only what it may know."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit import ROOT

OURS = {"bench", "contract", "export", "server", "tests", "training"}
MAY_KNOW: dict[str, set[str]] = {
    "contract": set(),
    "server": {"contract"},
    "training": {"contract", "server.faces"},
    "export": {"contract", "training", "server"},
    "bench": {"contract", "training", "server.faces", "tests.kit"},
    "tests/kit": set(),
}
"""What each room imports of ours, itself aside."""

TRAINING_ONLY = {"jax", "keras", "tensorflow", "torch"}
WEB_FRAMEWORKS = {"fastapi", "httptools", "starlette", "uvicorn", "uvloop"}


def imports(path: Path) -> Iterator[str]:
    """Yield the absolute names of the modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: name modules in full"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strangers(room: str, allowed: set[str]) -> list[str]:
    """Return what a room's files import of ours and may not."""
    own = room.replace("/", ".")
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0] in OURS
        and not any(f"{name}.".startswith(f"{known}.") for known in (own, *allowed))
    ]


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_room_knows_only_what_it_may(room: str) -> None:
    assert strangers(room, MAY_KNOW[room]) == []


def test_the_host_starts_without_what_trains() -> None:
    for path in (ROOT / "server").rglob("*.py"):
        assert not {name.split(".")[0] for name in imports(path)} & TRAINING_ONLY, path


def test_the_faces_are_a_library_without_web() -> None:
    for path in (ROOT / "server/faces").rglob("*.py"):
        names = set(imports(path))
        assert not {name.split(".")[0] for name in names} & WEB_FRAMEWORKS, path
        assert not {name for name in names if name.startswith(("server.api", "server.host"))}, path


def test_tests_import_nothing_of_the_benchmarks_command_line() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        assert not {name for name in imports(path) if name.startswith("bench.__main__")}, path


def test_a_rule_that_is_broken_is_seen(tmp_path: Path) -> None:
    assert list(imports(_write(tmp_path, "def f():\n    from training.data import ferplus\n"))) == [
        "training.data.ferplus"
    ]
    assert list(imports(_write(tmp_path, "import export.tfjs, os\n"))) == ["export.tfjs", "os"]


def _write(folder: Path, text: str) -> Path:
    path = folder / "module.py"
    path.write_text(text)
    return path
