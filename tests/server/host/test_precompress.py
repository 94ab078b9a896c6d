"""Brotli and gzip siblings, made at build time."""

import gzip
import os
from pathlib import Path

import brotli

from server.host.precompress import precompress


def test_siblings_hold_the_same_bytes_and_are_made_once(tmp_path: Path) -> None:
    script = tmp_path / "assets" / "index.js"
    script.parent.mkdir()
    script.write_bytes(b"console.log('hello');" * 200)
    assert precompress(tmp_path) == 2
    assert gzip.decompress(script.with_suffix(".js.gz").read_bytes()) == script.read_bytes()
    assert brotli.decompress(script.with_suffix(".js.br").read_bytes()) == script.read_bytes()
    assert precompress(tmp_path) == 0


def test_what_gains_nothing_gets_none(tmp_path: Path) -> None:
    (tmp_path / "noise.bin").write_bytes(os.urandom(5000))
    (tmp_path / "small.js").write_bytes(b"1")
    (tmp_path / "photo.webp").write_bytes(bytes(5000))
    assert precompress(tmp_path) == 0
    assert len(list(tmp_path.iterdir())) == 3


def test_a_changed_file_is_compressed_again(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_bytes(b"a" * 5000)
    precompress(tmp_path)
    page.write_bytes(b"b" * 5000)
    later = page.with_suffix(".html.gz").stat().st_mtime + 10
    os.utime(page, (later, later))
    assert precompress(tmp_path) == 2
    assert gzip.decompress(page.with_suffix(".html.gz").read_bytes()) == b"b" * 5000
