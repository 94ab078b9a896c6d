"""The built app, read into memory once and served from there.

A path is looked up in a table that is made at the start. So no request reaches the file system, and
no half-finished build is served. Restart the host after a build.

ServeStatic 4.4 was tried and does less. It opens a file at each request, in a new thread: 1.5 to
10 ms of CPU where the table takes 0.02, and after a build it announces the old length with the new
bytes. All encodings of a file share one ETag, made of its time of change; If-Range is ignored, and
so is an If-None-Match that lists several tags or a weak one.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from server.faces.manifests import ManifestError, Manifests, read_manifests
from server.faces.recognition import ModelError, check_models
from server.host.start_error import StartError
from server.host.static_file import Representation, StaticFile, send_file
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


HASHED = re.compile(r"^/assets/|-[0-9a-f]{8}\.(bin|json)$")
"""Names that hold a hash of their content: the build's own, and the networks' files."""


class MissingBuildError(StartError):
    """The folder holds no built app that this host can serve."""


class StaticSite:
    """An ASGI app for the files of one folder.

    Args:
        root: the folder; links in it that lead out of it are left out.
        otherwise: answers every other path.
    """

    def __init__(self, root: Path, otherwise: ASGIApp) -> None:
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
            await send_file(file, scope, send)


def check_build(root: Path) -> Manifests:
    """Return the manifests of the built app in `root`.

    Raises:
        MissingBuildError: the folder holds no built app, or one of another version, or the host
            lacks a network of its own.
    """
    if not (root / "index.html").is_file():
        raise MissingBuildError(f"{root} holds no built app. Run `make run` to build it.")
    try:
        check_models()
        return read_manifests(root)
    except ModelError as error:
        raise MissingBuildError(str(error)) from error
    except ManifestError as error:
        raise MissingBuildError(f"{error} Run `make run` to build the app again.") from error


def _load(root: Path) -> dict[str, StaticFile]:
    contents = {
        "/" + path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.resolve().is_relative_to(root.resolve())
    }
    return {
        name: StaticFile(
            content_type=_content_type(name),
            representations=_representations(name, contents),
            hashed=HASHED.search(name) is not None,
        )
        for name in contents
        if not _is_encoding_of_another(name, contents)
    }


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
        Representation.of(contents[name + suffix], encoding)
        for encoding, suffix in ENCODINGS.items()
        if name + suffix in contents
    ]
    return (*encoded, Representation.of(contents[name]))
