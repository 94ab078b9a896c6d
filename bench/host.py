"""A small host for the benchmark's own pages; the app itself is served by `python -m server`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

BENCH = Path(__file__).parent
WEB = BENCH.parent / "web"

FOLDERS = {
    "pages": BENCH / "pages",
    "face-api": BENCH / "node_modules/@vladmandic/face-api",
    "human": BENCH / "node_modules/@vladmandic/human",
    "wasm": WEB / "node_modules/@tensorflow/tfjs-backend-wasm/dist",
}

Serve = Callable[[str], bytes]
"""From the rest of a path to its content; raises LookupError or OSError where there is none."""


@contextmanager
def hosting(folders: Mapping[str, Path], routes: Mapping[str, Serve]) -> Iterator[str]:
    """Serve folders and routes, by the first part of a path, and yield the address."""
    handler = _handler({**{name: _reader(path) for name, path in folders.items()}, **routes})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _reader(folder: Path) -> Serve:
    def read(rest: str) -> bytes:
        path = (folder / rest).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise LookupError(rest)
        return path.read_bytes()

    return read


def _handler(routes: Mapping[str, Serve]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            name, _, rest = path.removeprefix("/").partition("/")
            try:
                status, content = 200, routes[name](rest)
            except (LookupError, OSError):
                status, content = 404, b""
            self.send_response(status)
            self.send_header("Content-Type", guess_type(path)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the table is what the user came for."""

    return Handler
