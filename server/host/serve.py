"""Serves http and https side by side in one process."""

from __future__ import annotations

import asyncio
import signal
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from server.host.app import create_app
from server.host.certificate import Certificate
from server.host.listen import Listener
from server.host.memory import give_back_large_blocks
from server.host.phone import PhoneAccess
from server.host.protocol import ImpatientProtocol
from server.settings import Settings

SHUTDOWN_SECONDS = 5
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _Server(uvicorn.Server):
    """uvicorn's server without its signal handling, which knows of one server a process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(settings: Settings, phone: PhoneAccess | None, listeners: Sequence[Listener]) -> None:
    """Answer requests on `listeners` until the process is told to stop.

    Raises:
        MissingBuildError: web/dist has not been built.
    """
    give_back_large_blocks()
    # Pillow's warnings would describe a visitor's picture.
    warnings.filterwarnings("ignore", module="PIL")
    app = create_app(settings, phone)
    configs = [_config(settings, app, listener.certificate) for listener in listeners]
    servers = [_Server(config) for config in configs]

    def stop(*_: object) -> None:
        for server in servers:
            server.should_exit = True

    for number in STOP_SIGNALS:
        signal.signal(number, stop)

    async def serve_all() -> None:
        pairs = zip(servers, listeners, strict=True)
        await asyncio.gather(*(server.serve([listener.socket]) for server, listener in pairs))

    with asyncio.Runner(loop_factory=configs[0].get_loop_factory()) as runner:
        runner.run(serve_all())


def _config(settings: Settings, app: ASGIApp, certificate: Certificate | None) -> uvicorn.Config:
    protocol = type("Protocol", (ImpatientProtocol,), {"stall_seconds": settings.stall_seconds})
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        # An access log would keep the addresses of visitors.
        access_log=False,
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        ssl_certfile=None if certificate is None else certificate.chain,
        ssl_keyfile=None if certificate is None else certificate.key,
    )
