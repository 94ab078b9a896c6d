"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.kit import ROOT

DOCUMENTS = ("README.md", "docs/architecture.md")
FILE = re.compile(r"`((?:[\w.-]+/)+[\w-]+\.(?:py|tsx?|md|json|html))`")
FOLDER = re.compile(r"`((?:[a-z\d.-]+/)+)`")
LINK = re.compile(r"\]\(([\w./-]+)\)")
SOURCES = ("bench", "contract", "docs", "export", "server", "tests", "training", "web/src")


def files() -> list[str]:
    """Return the repository's own files, as paths."""
    return [
        path.relative_to(ROOT).as_posix()
        for folder in SOURCES
        for path in (ROOT / folder).rglob("*")
        if "node_modules" not in path.parts
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_a_document_names_are_there(document: str) -> None:
    """A path may leave out where it starts, as `film/search.ts` does."""
    text = (ROOT / document).read_text()
    known = [f"/{path}" for path in files()]
    named = FILE.findall(text) + [folder.rstrip("/") for folder in FOLDER.findall(text)]
    missing = [
        path
        for path in named
        if not (ROOT / path).exists() and not any(own.endswith(f"/{path}") for own in known)
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_of_a_document_lead_somewhere(document: str) -> None:
    folder = (ROOT / document).parent
    links = LINK.findall((ROOT / document).read_text())
    assert [link for link in links if not Path(folder, link).exists()] == []
