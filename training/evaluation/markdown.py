"""What the documents that are written by commands have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are aligned to the right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))


def fill(path: Path, sections: Mapping[str, str]) -> None:
    """Write the text of each section, by its name, into the document at `path`."""
    document = path.read_text()
    for name, text in sections.items():
        document = filled(document, name, text)
    path.write_text(document)


def filled(document: str, name: str, text: str) -> str:
    """Return `document` with `text` in its section `name`, added at the end where it has none."""
    section = f"<!-- {name} -->\n{text.strip()}\n<!-- /{name} -->\n"
    old = re.compile(rf"<!-- {name} -->\n.*?<!-- /{name} -->\n", re.DOTALL)
    document, replaced = old.subn(lambda _: section, document)
    return document if replaced else f"{document}\n{section}"
