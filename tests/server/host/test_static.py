"""Serving the built app: types, caching, encodings, ranges, and nothing but its files."""

import gzip
import json
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.host.app import create_app
from server.host.static import MissingBuildError
from server.settings import Settings
from tests.kit.host import Host

IMMUTABLE = "public, max-age=31536000, immutable"
SHARD = "/model/weights-0123abcd.bin"


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/assets/index-abc123.js", "text/javascript; charset=utf-8"),
        ("/assets/tfjs-abc123.wasm", "application/wasm"),
        ("/model/model-89abcdef.json", "application/json"),
        (SHARD, "application/octet-stream"),
        ("/manifest.webmanifest", "application/manifest+json"),
    ],
)
def test_content_types(client: TestClient, path: str, content_type: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == content_type


@pytest.mark.parametrize(
    ("path", "cache_control"),
    [
        ("/", "no-cache"),
        ("/index.html", "no-cache"),
        ("/manifest.webmanifest", "no-cache"),
        ("/assets/index-abc123.js", IMMUTABLE),
        (SHARD, IMMUTABLE),
        ("/model/model-89abcdef.json", IMMUTABLE),
        ("/model/manifest.json", "no-cache"),
        ("/model/weights.bin", "no-cache"),
        ("/model/weights.bin?v=0123456789abcdef", "no-cache"),
    ],
)
def test_only_what_never_changes_is_cached_for_good(
    client: TestClient, path: str, cache_control: str
) -> None:
    assert client.get(path).headers["cache-control"] == cache_control


def test_unchanged_files_are_not_sent_again(client: TestClient) -> None:
    etag = client.get(SHARD).headers["etag"]
    again = client.get(SHARD, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    assert client.get(SHARD, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_tells_the_length_and_sends_nothing(client: TestClient) -> None:
    head = client.head(SHARD)
    assert (head.headers["content-length"], head.content) == ("256000", b"")


@pytest.mark.parametrize(
    ("byte_range", "status", "content_range", "body"),
    [
        ("bytes=0-3", 206, "bytes 0-3/256000", bytes([0, 1, 2, 3])),
        ("bytes=255998-", 206, "bytes 255998-255999/256000", bytes([254, 255])),
        ("bytes=-2", 206, "bytes 255998-255999/256000", bytes([254, 255])),
        ("bytes=255999-999999999", 206, "bytes 255999-255999/256000", bytes([255])),
        ("bytes=256000-", 416, "bytes */256000", b""),
        ("bytes=-0", 416, "bytes */256000", b""),
    ],
)
def test_ranges(
    client: TestClient, byte_range: str, status: int, content_range: str, body: bytes
) -> None:
    response = client.get(SHARD, headers={"Range": byte_range})
    assert (response.status_code, response.content) == (status, body)
    assert response.headers["content-range"] == content_range


@pytest.mark.parametrize(
    "byte_range", ["bytes=3-1", "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=" + "9" * 6000]
)
def test_ranges_that_are_none_give_the_whole_file(client: TestClient, byte_range: str) -> None:
    response = client.get(SHARD, headers={"Range": byte_range})
    assert (response.status_code, len(response.content)) == (200, 256000)


def test_a_range_of_another_version_gives_the_whole_file(client: TestClient) -> None:
    response = client.get(SHARD, headers={"Range": "bytes=0-3", "If-Range": '"old"'})
    assert (response.status_code, len(response.content)) == (200, 256000)


def test_precompressed_siblings_are_sent_to_who_takes_them(site: Path, tmp_path: Path) -> None:
    site = shutil.copytree(site, tmp_path / "dist")
    script = site / "assets" / "index-abc123.js"
    script.with_name(script.name + ".gz").write_bytes(gzip.compress(script.read_bytes()))
    script.with_name(script.name + ".br").write_bytes(b"brotli")
    with TestClient(create_app(Settings(site=site))) as client:
        path = "/assets/index-abc123.js"
        zipped = client.get(path, headers={"Accept-Encoding": "gzip, br;q=0"})
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        brotli = client.head(path, headers={"Accept-Encoding": "gzip, deflate, br"})
        ranged = client.get(path, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-6"})
        assert client.get(path + ".gz").status_code == 404
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.headers["content-type"] == plain.headers["content-type"]
    assert zipped.content == plain.content == script.read_bytes()
    assert "content-encoding" not in plain.headers
    assert zipped.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert zipped.headers["etag"] != plain.headers["etag"]
    assert (brotli.headers["content-encoding"], brotli.headers["content-length"]) == ("br", "6")
    assert (ranged.status_code, ranged.content) == (206, b"console")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/assets",
        "/assets/",
        "/leak.txt",
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/index.html%00.js",
        "/%00",
        "/index.html/",
        "/./index.html",
        "/INDEX.HTML",
        "/%ff%fe",
        "/assets/index-abc123.js;.html",
    ],
)
def test_other_paths_are_not_found(host: Host, path: str) -> None:
    # Sent as it stands: a client library would tidy some of these up.
    status, headers, body = host.request("GET", path)
    assert status == 404
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["reason"] == "not-found"
    assert b"SECRET" not in body


def test_only_reading_is_allowed(client: TestClient) -> None:
    response = client.post("/index.html")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")
    assert response.json()["reason"] == "method-not-allowed"


def test_a_missing_build_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(MissingBuildError, match="make run"):
        create_app(Settings(site=tmp_path / "dist"))
