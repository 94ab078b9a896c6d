"""Replaces a folder of the app by a finished one, or leaves it as it was."""

from __future__ import annotations

import shutil
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


def copy_file(source: Path, target: Path) -> None:
    """Copy `source` to `target`, which is either the old or the whole new file at any time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}")
    shutil.copyfile(source, temporary)
    temporary.replace(target)
