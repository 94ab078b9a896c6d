"""Sends one file over HTTP: encodings, validators, ranges, caching (RFC 9110, RFC 9111)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope, Send

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
CHUNK_BYTES = 64 * 1024
SINGLE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@dataclass(frozen=True)
class Representation:
    """One encoding of a file."""

    body: bytes
    etag: str
    encoding: str | None

    @classmethod
    def of(cls, body: bytes, encoding: str | None = None) -> Representation:
        """Describe `body`."""
        return cls(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', encoding)


@dataclass(frozen=True)
class StaticFile:
    """A file as it is served.

    Attributes:
        representations: by content coding, best first; the last is the file itself.
        hashed: its name changes with its content, so it may be cached for good.
    """

    content_type: str
    representations: tuple[Representation, ...]
    hashed: bool


async def send_file(file: StaticFile, scope: Scope, send: Send) -> None:
    """Answer a GET or HEAD request with `file`."""
    request = Headers(scope=scope)
    byte_range = request.get("range") if scope["method"] == "GET" else None
    chosen = _negotiate(file, request.get("accept-encoding", "") if byte_range is None else "")
    headers = {
        "accept-ranges": "bytes",
        "cache-control": IMMUTABLE if file.hashed else REVALIDATE,
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
    """Return the status and the part of `body` that a Range header asks for (RFC 9110, 14.2).

    Several ranges, and a header that is malformed, give the whole body.
    """
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
