"""The built app, read into memory once and served from there.

A path is looked up in a table made at the start, so no request can reach the file system, and a
build that runs meanwhile cannot show through half-finished. Restart the server after a build.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from server.problems import method_not_allowed
from server.static_file import Representation, StaticFile, send_file

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


class MissingBuildError(Exception):
    """The folder holds no built app."""


class StaticSite:
    """An ASGI app for the files of one folder.

    Args:
        root: the folder; links in it that lead out of it are left out.
        otherwise: answers every other path.

    Raises:
        MissingBuildError: the folder holds no built app.
    """

    def __init__(self, root: Path, otherwise: ASGIApp) -> None:
        check_build(root)
        self._otherwise = otherwise
        self._files = _load(root)
        self._files["/"] = self._files["/index.html"]

    @property
    def manifest(self) -> bytes:
        """The model's manifest.json."""
        return self._files["/model/manifest.json"].representations[-1].body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        file = self._files.get(scope["path"]) if scope["type"] == "http" else None
        if file is None:
            await self._otherwise(scope, receive, send)
        elif scope["method"] not in ("GET", "HEAD"):
            await method_not_allowed("GET, HEAD").response()(scope, receive, send)
        else:
            await send_file(file, scope, send)


def check_build(root: Path) -> None:
    """Raise MissingBuildError unless `root` holds a built app with its model."""
    if not all((root / name).is_file() for name in ("index.html", "model/manifest.json")):
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
        Representation.of(contents[name + suffix], encoding)
        for encoding, suffix in ENCODINGS.items()
        if name + suffix in contents
    ]
    return (*encoded, Representation.of(contents[name]))
