"""The built app, read into memory once and served from there.

A path is looked up in a table made at the start, so no request can reach the file system, and a
build that runs meanwhile cannot show through half-finished. Restart the server after a build.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from server.problems import method_not_allowed

CONTENT_TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Content codings in order of preference, and the suffix of the file that holds each."""
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
CHUNK_BYTES = 64 * 1024
SINGLE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


class MissingBuildError(Exception):
    """The folder holds no built app."""


@dataclass(frozen=True)
class Representation:
    """One encoding of a file."""

    body: bytes
    etag: str
    encoding: str | None


@dataclass(frozen=True)
class StaticFile:
    """A file as it is served.

    Attributes:
        representations: by content coding, best first; the last is the file itself.
        hashed: its name changes with its content, so it may be cached for good.
        version: of the model it belongs to; a request with ?v=version may be cached for good.
    """

    content_type: str
    representations: tuple[Representation, ...]
    hashed: bool
    version: str | None

    def cache_control(self, query: bytes) -> str:
        """Return how long this may be kept by whoever asked with `query`."""
        asked_version = parse_qs(query.decode("latin-1")).get("v", [None])[-1]
        versioned = self.version is not None and asked_version == self.version
        return IMMUTABLE if self.hashed or versioned else REVALIDATE


class StaticSite:
    """An ASGI app for the files of one folder.

    Args:
        root: the folder; links in it that lead out of it are left out.
        otherwise: answers every other path.

    Raises:
        MissingBuildError: there is no index.html in the folder.
    """

    def __init__(self, root: Path, otherwise: ASGIApp) -> None:
        check_build(root)
        self._otherwise = otherwise
        self._files = _load(root)
        self._files["/"] = self._files["/index.html"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        file = self._files.get(scope["path"]) if scope["type"] == "http" else None
        if file is None:
            await self._otherwise(scope, receive, send)
        elif scope["method"] not in ("GET", "HEAD"):
            await method_not_allowed("GET, HEAD").response()(scope, receive, send)
        else:
            await _send_file(file, scope, send)


def check_build(root: Path) -> None:
    """Raise MissingBuildError unless `root` holds a built app."""
    if not (root / "index.html").is_file():
        raise MissingBuildError(f"{root} holds no built app. Run `make run` to build it.")


def _load(root: Path) -> dict[str, StaticFile]:
    contents = {
        "/" + path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.resolve().is_relative_to(root.resolve())
    }
    versions = _model_versions(contents)
    return {
        name: StaticFile(
            content_type=_content_type(name),
            representations=_representations(name, contents),
            hashed=name.startswith("/assets/"),
            version=None if name.endswith("/manifest.json") else versions.get(_folder(name)),
        )
        for name in contents
        if not _is_encoding_of_another(name, contents)
    }


def _model_versions(contents: Mapping[str, bytes]) -> dict[str, str]:
    versions = {}
    for name, content in contents.items():
        if name.endswith("/manifest.json"):
            version = json.loads(content).get("version")
            if isinstance(version, str):
                versions[_folder(name)] = version
    return versions


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _content_type(name: str) -> str:
    guess = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return CONTENT_TYPES.get(Path(name).suffix, guess)


def _is_encoding_of_another(name: str, contents: Mapping[str, bytes]) -> bool:
    return any(
        name.endswith(suffix) and name.removesuffix(suffix) in contents
        for suffix in ENCODINGS.values()
    )


def _representations(name: str, contents: Mapping[str, bytes]) -> tuple[Representation, ...]:
    encoded = [
        Representation(contents[name + suffix], _etag(contents[name + suffix]), encoding)
        for encoding, suffix in ENCODINGS.items()
        if name + suffix in contents
    ]
    plain = contents[name]
    return (*encoded, Representation(plain, _etag(plain), None))


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


async def _send_file(file: StaticFile, scope: Scope, send: Send) -> None:
    request = Headers(scope=scope)
    byte_range = request.get("range") if scope["method"] == "GET" else None
    chosen = _negotiate(file, request.get("accept-encoding", "") if byte_range is None else "")
    headers = {
        "accept-ranges": "bytes",
        "cache-control": file.cache_control(scope["query_string"]),
        "etag": chosen.etag,
        "vary": "Accept-Encoding",
    }
    if _is_current(request.get("if-none-match"), chosen.etag):
        await _send(send, 304, headers, memoryview(b""))
        return
    headers["content-type"] = file.content_type
    if chosen.encoding is not None:
        headers["content-encoding"] = chosen.encoding
    status, body = 200, memoryview(chosen.body)
    if byte_range is not None and request.get("if-range", chosen.etag) == chosen.etag:
        status, body = _slice(body, byte_range, headers)
    headers["content-length"] = str(len(body))
    await _send(send, status, headers, body if scope["method"] == "GET" else body[:0])


def _negotiate(file: StaticFile, accept_encoding: str) -> Representation:
    offered = {}
    for item in accept_encoding.lower().split(","):
        coding, _, quality = item.replace(" ", "").partition(";q=")
        offered[coding] = quality not in ("0", "0.0", "0.00", "0.000")
    for representation in file.representations[:-1]:
        if offered.get(representation.encoding or "", False):
            return representation
    return file.representations[-1]


def _is_current(if_none_match: str | None, etag: str) -> bool:
    known = [item.strip().removeprefix("W/") for item in (if_none_match or "").split(",")]
    return etag in known or known == ["*"]


def _slice(body: memoryview, byte_range: str, headers: dict[str, str]) -> tuple[int, memoryview]:
    """Cut one range out of `body`; several, or a malformed one, give the whole (RFC 9110)."""
    match = SINGLE_RANGE.fullmatch(byte_range.replace(" ", ""))
    if match is None or match.groups() == ("", ""):
        return 200, body
    first, last = match.groups()
    size = len(body)
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if first and last and int(last) < start:
        return 200, body
    if start >= size or end < start:
        headers["content-range"] = f"bytes */{size}"
        return 416, body[:0]
    headers["content-range"] = f"bytes {start}-{end}/{size}"
    return 206, body[start : end + 1]


async def _send(send: Send, status: int, headers: Mapping[str, str], body: memoryview) -> None:
    raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    # In pieces, so that what is written waits for what the client has taken.
    for start in range(0, len(body), CHUNK_BYTES):
        piece = bytes(body[start : start + CHUNK_BYTES])
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
