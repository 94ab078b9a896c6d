"""Reads the picture of a request, with limits on its size and on the time it takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
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
MAX_FIELDS = 1000
DRAIN_SECONDS = 2
DRAIN_BYTES = 64_000_000


async def read_body(request: Request, settings: Settings) -> bytearray:
    """Return the request's body.

    Raises:
        Problem: 413 as soon as it is too long, 408 when it comes too slowly.
        ClientDisconnect: the client went away.
    """
    too_long = Problem(
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
        raise Problem("too-slow", "The request took too long to arrive.", CLOSE) from None
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
    """Return the picture in `body`: the file of a form, or all of it whatever its media type.

    Raises:
        Problem: 400; the form is damaged, or does not hold exactly one file, in the field "file".
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
        raise Problem("broken-form", "The form is cut short or damaged.") from None
    return form.picture()


@dataclass
class _File:
    """A field that holds a file: its name, and the file's bytes."""

    field: bytes
    content: bytearray


class _Form:
    """Collects a form's files: every field that names a file, and every one that is named FIELD."""

    def __init__(self) -> None:
        self._files: list[_File] = []
        self._fields = 0
        self._header = bytearray()
        self._value = bytearray()
        self._file: _File | None = None

    def picture(self) -> bytearray:
        """Return the only file.

        Raises:
            Problem: 400; there is none, or several, or its field has another name.
        """
        # A browser sends a file field that was left empty as a file of no bytes.
        files = [file for file in self._files if file.content] or self._files[:1]
        if len(files) > 1:
            raise Problem(
                "several-files",
                f"The form has {len(files)} files. Send one picture a request, in the field "
                f'"{FIELD}".',
            )
        if not files:
            raise Problem("no-file", f'The form has no file. Send one in the field "{FIELD}".')
        if files[0].field != FIELD.encode():
            name = files[0].field.decode(errors="replace")
            raise Problem(
                "no-file", f'The file is in the field "{name}". Send it in the field "{FIELD}".'
            )
        return files[0].content

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_begin": self._begin_header,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_part_data": self._take,
        }

    def _begin(self) -> None:
        self._fields += 1
        self._file = None
        if self._fields > MAX_FIELDS:
            raise Problem("too-many-fields", f"A form has at most {MAX_FIELDS:,} fields.")

    def _begin_header(self) -> None:
        self._header.clear()
        self._value.clear()

    def _end_header(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            name = options.get(b"name", b"")
            if b"filename" in options or name == FIELD.encode():
                self._file = _File(name, bytearray())
                self._files.append(self._file)

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.content += data[start:end]


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
