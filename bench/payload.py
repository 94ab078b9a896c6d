"""How many bytes a first visit downloads."""

from __future__ import annotations

import gzip
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass

import brotli


@dataclass(frozen=True)
class Payload:
    """Bytes of all files of a visit, each compressed where that makes it smaller."""

    gzip: int
    brotli: int


def served(urls: Iterable[str]) -> int:
    """Return what the app's server sends for these addresses to a browser that accepts brotli."""
    total = 0
    for url in urls:
        request = urllib.request.Request(url, headers={"Accept-Encoding": "br, gzip"})  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            total += len(answer.read())
    return total


def compressed(urls: Iterable[str]) -> Payload:
    """Return what a server at its best could send for these addresses."""
    gzipped = brotlied = 0
    for url in urls:
        with urllib.request.urlopen(url) as answer:  # noqa: S310
            content = answer.read()
        gzipped += min(len(content), len(gzip.compress(content, 9)))
        brotlied += min(len(content), len(brotli.compress(content)))
    return Payload(gzipped, brotlied)
