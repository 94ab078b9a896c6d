"""A small built app with the committed model, and ways to ask the host in front of it."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from skimage import data
from starlette.testclient import TestClient

from server.host.app import create_app
from server.settings import Settings
from tests.kit.host import Host

PUBLIC = Path(__file__).parents[2] / "web" / "public"
MODEL = PUBLIC / "model"


@pytest.fixture(scope="session")
def astronaut() -> Image.Image:
    """A real, smiling face (NASA, public domain), 512 x 512."""
    pixels = data.astronaut()  # type: ignore[no-untyped-call]
    return Image.fromarray(pixels)


@pytest.fixture(scope="session")
def astronaut_png(astronaut: Image.Image) -> bytes:
    """The astronaut as a PNG file."""
    buffer = io.BytesIO()
    astronaut.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder shaped like web/dist, with a secret beside it."""
    parent = tmp_path_factory.mktemp("site")
    (parent / "secret.txt").write_text("SECRET")
    root = parent / "dist"
    contents = {
        "index.html": b"<!doctype html><title>Camxuc</title>",
        "manifest.webmanifest": b"{}",
        "assets/index-abc123.js": b"console.log(1)",
        "assets/tfjs-abc123.wasm": b"\0asm",
        "model/model-89abcdef.json": b"{}",
        "model/weights-0123abcd.bin": bytes(range(256)) * 1000,
        "model/weights.bin": b"a name that never changes",
    }
    for name, content in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    for manifest in PUBLIC.glob("*/manifest.json"):
        (root / manifest.parent.name).mkdir(exist_ok=True)
        shutil.copy(manifest, root / manifest.parent.name)
    (root / "leak.txt").symlink_to(parent / "secret.txt")
    return root


@pytest.fixture
def client(site: Path) -> Iterator[TestClient]:
    """A client that does not hide server errors behind exceptions."""
    app = create_app(Settings(site=site))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[Host]:
    """The real host in a process of its own."""
    with Host.start(site) as host:
        yield host


@pytest.fixture(scope="session")
def impatient_host(site: Path) -> Iterator[Host]:
    """The same with short limits on time, for clients that mean to be slow.

    On a loaded machine every client is slow, so no other test may use it.
    """
    with Host.start(site, CAMXUC_STALL_SECONDS="1", CAMXUC_BODY_SECONDS="2") as host:
        yield host
