"""Replaces a folder of the app by a finished one, or leaves it as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `folder` when the block ends without error."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    # In the same parent, because a rename does not cross file systems.
    with tempfile.TemporaryDirectory(prefix=".export-", dir=folder.parent) as temporary:
        new, old = Path(temporary) / "new", Path(temporary) / "old"
        new.mkdir()
        yield new
        if folder.exists():
            folder.rename(old)
        new.rename(folder)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that is either the old or the whole new one at any time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}")
    temporary.write_bytes(content)
    temporary.replace(path)
