"""A request's picture: read with limits on size and time, bare or out of a form."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from server.problems import CLOSE, Problem
from server.settings import Settings

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FIELD = "file"
FORM = b"multipart/form-data"
BARE_TYPES = (b"image/jpeg", b"image/png", b"image/webp", b"application/octet-stream", b"")
MAX_PARTS = 16
DRAIN_SECONDS = 2
DRAIN_BYTES = 64_000_000


async def read_body(request: Request, settings: Settings) -> bytearray:
    """Return the request's body.

    Raises:
        Problem: 413 as soon as it is too long, 408 when it comes too slowly, 415 for a media type
            that holds no picture.
        ClientDisconnect: the client went away.
    """
    media_type = _media_type(request)[0]
    if media_type not in (FORM, *BARE_TYPES):
        raise Problem(
            415,
            "wrong-type",
            f'Send image/jpeg, image/png or image/webp, or a form with the field "{FIELD}".',
            CLOSE,
        )
    too_long = Problem(
        413,
        "too-many-bytes",
        f"A request holds at most {settings.max_body_bytes / 1e6:g} MB.",
        CLOSE,
    )
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > settings.max_body_bytes:
        raise too_long
    body = bytearray()
    try:
        async with asyncio.timeout(settings.body_seconds):
            async for chunk in _impatient(request.stream(), settings.stall_seconds):
                body += chunk
                if len(body) > settings.max_body_bytes:
                    raise too_long
    except TimeoutError:
        raise Problem(408, "too-slow", "The request took too long to arrive.", CLOSE) from None
    return body


async def drain(request: Request) -> None:
    """Take in what a refused client still sends: for a moment, and not without end.

    A connection that is closed on unread data is reset, and the client may never see the answer.
    """
    if "100-continue" in request.headers.get("expect", "").lower():
        return
    with suppress(TimeoutError, ClientDisconnect, RuntimeError):
        async with asyncio.timeout(DRAIN_SECONDS):
            taken = 0
            async for chunk in request.stream():
                taken += len(chunk)
                if taken > DRAIN_BYTES:
                    break


def extract_picture(request: Request, body: bytearray) -> bytearray:
    """Return the picture in `body`: all of it, or the form's field "file".

    Raises:
        Problem: 400; the form is damaged or has no such field.
    """
    media_type, options = _media_type(request)
    if media_type != FORM:
        return body
    form = _Form()
    try:
        parser = MultipartParser(options.get(b"boundary", b""), form.callbacks())
        parser.write(bytes(body))
        parser.finalize()
    except (FormParserError, ValueError, UnicodeError):
        raise Problem(400, "broken-form", "The form is cut short or damaged.") from None
    if form.picture is None:
        raise Problem(400, "no-file", f'The form has no field "{FIELD}" that holds a picture.')
    return form.picture


class _Form:
    """Collects the first part named FIELD."""

    def __init__(self) -> None:
        self.picture: bytearray | None = None
        self._parts = 0
        self._name = bytearray()
        self._value = bytearray()
        self._wanted = False

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_begin": self._begin_header,
            "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_part_data": self._take,
        }

    def _begin(self) -> None:
        self._parts += 1
        self._wanted = False
        if self._parts > MAX_PARTS:
            raise FormParserError("too many parts")

    def _begin_header(self) -> None:
        self._name.clear()
        self._value.clear()

    def _end_header(self) -> None:
        if bytes(self._name).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            self._wanted = options.get(b"name") == FIELD.encode() and self.picture is None
            if self._wanted:
                self.picture = bytearray()

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._wanted and self.picture is not None:
            self.picture += data[start:end]


def _media_type(request: Request) -> tuple[bytes, dict[bytes, bytes]]:
    media_type, options = parse_options_header(request.headers.get("content-type"))
    return media_type.lower(), options


async def _impatient(stream: AsyncIterator[bytes], seconds: float) -> AsyncIterator[bytes]:
    """Pass `stream` on; raise TimeoutError when nothing comes for `seconds`."""
    iterator = aiter(stream)
    while True:
        async with asyncio.timeout(seconds):
            try:
                chunk = await anext(iterator)
            except StopAsyncIteration:
                return
        yield chunk
