"""`python -m server.host.precompress FOLDER`: brotli and gzip siblings for the built app's files.

Done once at build time with the highest effort, so the host only picks one.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path

import brotli

SUFFIXES = {".bin", ".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"}
MIN_BYTES = 1024
MIN_SAVING = 0.05


def precompress(root: Path) -> int:
    """Write FILE.br and FILE.gz beside each file that gains by it; return how many were written."""
    return sum(
        _write_siblings(path)
        for path in sorted(root.rglob("*"))
        if path.suffix in SUFFIXES and path.is_file() and path.stat().st_size >= MIN_BYTES
    )


def _write_siblings(path: Path) -> int:
    siblings = {suffix: path.with_name(path.name + suffix) for suffix in (".br", ".gz")}
    changed = path.stat().st_mtime
    if all(
        sibling.exists() and sibling.stat().st_mtime >= changed for sibling in siblings.values()
    ):
        return 0
    content = path.read_bytes()
    compressed = {
        ".br": brotli.compress(content, quality=11, lgwin=24),
        ".gz": gzip.compress(content, compresslevel=9, mtime=0),
    }
    worthwhile = 0
    for suffix, sibling in siblings.items():
        if len(compressed[suffix]) <= len(content) * (1 - MIN_SAVING):
            sibling.write_bytes(compressed[suffix])
            worthwhile += 1
        else:
            sibling.unlink(missing_ok=True)
    return worthwhile


def main() -> int:
    """Compress the folder that the command line names; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m server.host.precompress", description=__doc__)
    parser.add_argument("folder", type=Path, help="the built app, such as web/dist")
    folder: Path = parser.parse_args().folder
    if not folder.is_dir():
        print(f"camxuc: {folder} is not a folder. Build the app first.", file=sys.stderr)
        return 1
    print(f"camxuc: {precompress(folder)} compressed files written in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
