"""Replaces what is published only when its replacement is complete."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder, which replaces `folder` if the block ends without an exception."""
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
    """Write a file so that a reader sees all of the old content or all of the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}")
    temporary.write_bytes(content)
    temporary.replace(path)
