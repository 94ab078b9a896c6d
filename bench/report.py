"""docs/benchmarks.md: one section a benchmark, each rewritten when it has run."""

from __future__ import annotations

from pathlib import Path

from training.evaluation.markdown import filled

TITLE = """\
# Benchmarks

Written by `python -m bench`, a section by each of its benchmarks; do not edit. The others are
[vladmandic/face-api](https://www.npmjs.com/package/@vladmandic/face-api) and
[vladmandic/human](https://www.npmjs.com/package/@vladmandic/human), in the versions of
bench/package.json.
"""


def write_section(path: Path, name: str, text: str) -> None:
    """Put `text` into the section `name` of the report at `path`, in place of an older one."""
    report = path.read_text() if path.exists() else TITLE
    path.parent.mkdir(exist_ok=True)
    path.write_text(filled(report, name, text))
