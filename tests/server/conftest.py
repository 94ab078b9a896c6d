"""A small built app, and a client of the server in front of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.app import create_app
from server.settings import Settings

MODEL_VERSION = "0123456789abcdef"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder shaped like web/dist, with a secret beside it."""
    (tmp_path / "secret.txt").write_text("SECRET")
    root = tmp_path / "dist"
    contents = {
        "index.html": b"<!doctype html><title>Camxuc</title>",
        "manifest.webmanifest": b"{}",
        "assets/index-abc123.js": b"console.log(1)",
        "assets/tfjs-abc123.wasm": b"\0asm",
        "model/manifest.json": b'{"version": "%s"}' % MODEL_VERSION.encode(),
        "model/model.json": b"{}",
        "model/group1-shard1of1.bin": bytes(range(256)) * 1000,
    }
    for name, content in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    (root / "leak.txt").symlink_to(tmp_path / "secret.txt")
    return root


@pytest.fixture
def client(site: Path) -> Iterator[TestClient]:
    """A client that does not hide server errors behind exceptions."""
    app = create_app(Settings(site=site))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
