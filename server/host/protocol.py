"""Cuts off clients that are too slow, or whose request head does not end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD_BYTES = 1 << 19
"""Far more than a browser sends. The count may include the end of the request before the head."""


class _Timer:
    """Calls `action` unless stopped within `seconds`; starting it again does not prolong it."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, seconds: float, action: Callable[[], None]
    ) -> None:
        self._loop, self._seconds, self._action = loop, seconds, action
        self._handle: asyncio.TimerHandle | None = None

    def start(self) -> None:
        if self._handle is None:
            self._handle = self._loop.call_later(self._seconds, self._action)

    def stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None


class ImpatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol with limits on the time and size of what a client sends.

    By itself uvicorn waits for ever. This cuts a connection that for `stall_seconds` sends no
    complete request head or takes nothing of an answer, and one whose request head is too long.
    server/api/upload.py limits the body.
    """

    stall_seconds: float = 10

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for the first request's head."""
        super().connection_made(transport)
        self._head_timer = _Timer(self.loop, self.stall_seconds, transport.abort)
        self._write_timer = _Timer(self.loop, self.stall_seconds, transport.abort)
        self._head_timer.start()
        self._in_head, self._head_bytes = False, 0

    def data_received(self, data: bytes) -> None:
        """Take in data; between requests it is the start of the next head."""
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._head_timer.start()
        self._head_bytes = self._head_bytes + len(data) if self._in_head else 0
        if self._head_bytes > MAX_HEAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """Begin to count: here the head starts."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Stop waiting and counting: the head is there."""
        self._in_head = False
        self._head_timer.stop()
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """Start waiting for the client to take what was written."""
        super().pause_writing()
        self._write_timer.start()

    def resume_writing(self) -> None:
        """Stop waiting: the client took it."""
        self._write_timer.stop()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection."""
        # close() would wait for a reader who may never come.
        if self.transport.get_write_buffer_size() > 0:
            self.transport.abort()
        super().timeout_keep_alive_handler()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop both timers."""
        self._head_timer.stop()
        self._write_timer.stop()
        super().connection_lost(exc)
