"""What a picture's file holds beside the pixels, and the file without it.

Browsers overlook what is wrong with metadata: bad checksums, large texts, broken blocks. Pillow
refuses some such pictures. So the pixels' own parts go to Pillow alone, and the two pieces of
metadata that matter, the orientation and the colour profile, are taken as browsers take them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from server.api.orientation import UPRIGHT, read_orientation

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
MAX_PROFILE_BYTES = 10_000_000
"""Chromium was seen to use a profile of 9 MB and not one of 100 MB."""

_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_SOS, _COM = 0xDA, 0xFE
_STANDALONE = (0x00, 0x01, *range(0xD0, 0xDA))
"""Markers without a length: stuffing, TEM, RST, SOI and EOI."""
_EXIF, _ICC = b"Exif\0", b"ICC_PROFILE\0"
_ADOBE_BYTES = 12
"""Of an APP14 that says how the colours are stored; shorter ones say nothing."""
_ADLER_BYTES = 4
"""Of the checksum at the end of a zlib stream (RFC 1950, 2.2)."""
_PNG_SIDE_CHUNKS = (b"tRNS", b"acTL", b"fcTL", b"fdAT")
"""Ancillary chunks that change what is shown."""


@dataclass(frozen=True)
class Container:
    """A picture's file, taken apart.

    Attributes:
        format: Pillow's name of the format.
        pixels: a file of this format with the parts that make the picture.
        orientation: EXIF orientation, 1 to 8.
        profile: an ICC profile, None where there is none that browsers use.
    """

    format: str
    pixels: bytes
    orientation: int = UPRIGHT
    profile: bytes | None = None


def open_container(content: bytes) -> Container | None:
    """Take a file apart; return None where it is no JPEG, PNG or WebP.

    Where the file is damaged, the rest of it is left as it is, for the decoder to judge.
    """
    if content.startswith(JPEG_START):
        return _open_jpeg(content)
    if content.startswith(PNG_SIGNATURE):
        return _open_png(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _open_webp(content)
    return None


def _open_jpeg(content: bytes) -> Container:
    exif: bytes | None = None
    profile = _ProfileParts()
    kept = [content[:2]]
    end = 2
    for marker, start, end in _jpeg_segments(content):
        body = content[start + 4 : end]
        if marker == _APP1 and exif is None and body.startswith(_EXIF):
            exif = body[len(_EXIF) + 1 :]
        elif marker == _APP2 and body.startswith(_ICC):
            profile.take(body[len(_ICC) :])
        elif _makes_the_picture(marker, body):
            kept.append(content[start:end])
    kept.append(content[end:])
    orientation = UPRIGHT if exif is None else read_orientation(exif)
    return Container("JPEG", b"".join(kept), orientation, profile.whole())


class _ProfileParts:
    """A colour profile that is spread over a JPEG's segments (ICC.1:2010, B.4)."""

    def __init__(self) -> None:
        self._count = 0
        self._parts: dict[int, bytes] = {}

    def take(self, body: bytes) -> None:
        """Take in one part: its number from 1, how many there are, and its bytes."""
        if len(body) > 2:
            self._count = body[1]
            self._parts.setdefault(body[0], body[2:])

    def whole(self) -> bytes | None:
        """Return the profile, None where parts are missing."""
        if not self._parts or sorted(self._parts) != list(range(1, self._count + 1)):
            return None
        return b"".join(self._parts[number] for number in sorted(self._parts))


def _makes_the_picture(marker: int, body: bytes) -> bool:
    if marker == _APP14:
        return len(body) >= _ADOBE_BYTES
    return not (_APP0 < marker <= _APP15 or marker == _COM)


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment before the first scan (T.81, B.1.1)."""
    at = 2
    while True:
        # Decoders skip what lies between two segments, and fill bytes before a marker.
        at = content.find(b"\xff", at)
        while 0 <= at < len(content) - 1 and content[at + 1] == 0xFF:
            at += 1
        if at < 0 or at + 4 > len(content) or content[at + 1] == _SOS:
            return
        marker = content[at + 1]
        if marker in _STANDALONE:
            at += 2
            continue
        end = at + 2 + max(2, int(struct.unpack_from(">H", content, at + 2)[0]))
        if end > len(content):
            return
        yield marker, at, end
        at = end


def _open_png(content: bytes) -> Container:
    exif: bytes | None = None
    profile: bytes | None = None
    kept = [PNG_SIGNATURE]
    end = len(PNG_SIGNATURE)
    before_pixels = True
    for name, start, end in _png_chunks(content):
        body, whole = content[start + 8 : end - 4], content[start:end]
        before_pixels = before_pixels and name != b"IDAT"
        if not name[0] & 0x20:
            kept.append(whole)
        elif not _is_whole(whole):
            continue
        elif name in _PNG_SIDE_CHUNKS and (before_pixels or name != b"tRNS"):
            kept.append(whole)
        elif name == b"eXIf" and before_pixels and exif is None:
            exif = body
        elif name == b"iCCP" and before_pixels and profile is None:
            profile = _png_profile(body)
    kept.append(content[end:])
    orientation = UPRIGHT if exif is None else read_orientation(exif)
    return Container("PNG", b"".join(kept), orientation, profile or None)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start and end of each chunk (PNG, section 5.3)."""
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(content):
        end = at + 12 + int(struct.unpack_from(">I", content, at)[0])
        if end > len(content):
            return
        yield content[at + 4 : at + 8], at, end
        at = end


def _is_whole(chunk: bytes) -> bool:
    return zlib.crc32(chunk[4:-4]).to_bytes(4) == chunk[-4:]


def without_checksum(png: bytes) -> bytes:
    """Return a PNG without the checksum behind its pixels, which browsers overlook.

    They do not overlook that of a chunk: where one with pixels is damaged, the PNG stays as it is.
    """
    pixels = [(start, end) for name, start, end in _png_chunks(png) if name == b"IDAT"]
    if not pixels or not all(_is_whole(png[start:end]) for start, end in pixels):
        return png
    start, end = pixels[-1]
    chunk = b"IDAT" + png[start + 8 : end - 4][:-_ADLER_BYTES]
    length, crc = len(chunk) - 4, zlib.crc32(chunk)
    return png[:start] + length.to_bytes(4) + chunk + crc.to_bytes(4) + png[end:]


def _png_profile(body: bytes) -> bytes:
    """Return the profile in an iCCP chunk, empty where browsers would use none."""
    name, _, rest = body.partition(b"\0")
    if not 1 <= len(name) <= 79 or rest[:1] != b"\0":
        return b""
    unpacking = zlib.decompressobj()
    with suppress(zlib.error):
        profile = unpacking.decompress(rest[1:], MAX_PROFILE_BYTES)
        if unpacking.eof:
            return profile
    return b""


def _open_webp(content: bytes) -> Container:
    # No browser looks for an orientation here, and the decoder finds the profile by itself.
    return Container("WEBP", content)
