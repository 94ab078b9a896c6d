"""What the documents that are written by commands have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are aligned to the right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))


def filled(document: str, name: str, text: str) -> str:
    """Return `document` with `text` in its section `name`, added at the end where it has none."""
    section = f"<!-- {name} -->\n{text.strip()}\n<!-- /{name} -->\n"
    old = re.compile(rf"<!-- {name} -->\n.*?<!-- /{name} -->\n", re.DOTALL)
    document, replaced = old.subn(lambda _: section, document)
    return document if replaced else f"{document}\n{section}"
