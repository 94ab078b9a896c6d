"""Files that say their orientation in many places, or are damaged beside their pixels.

docs/pictures.md tells what Chromium, Firefox and WebKit do with them;
tests/e2e/test_picture_files.py asks those that are installed.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass, field

from PIL import ImageCms

from tests.server.odd_pictures import (
    ASCII,
    BYTE,
    EXIF_IFD,
    LONG,
    ORIENTATION,
    SHORT,
    exif_segment,
    extended_webp,
    insert_chunks,
    insert_segments,
    jpeg,
    png,
    png_chunk,
    png_of,
    png_pixels,
    riff,
    riff_chunk,
    segment,
    tiff,
    webp,
    xmp,
    xmp_segment,
)

UPRIGHT, TURNED = 1, 6
"""The orientations that most cases are about."""


@dataclass(frozen=True)
class Oriented:
    """A picture's file, and how it is turned.

    Attributes:
        content: the file.
        orientation: what the host follows, and every browser that is not in `otherwise`.
        otherwise: what browsers follow that do otherwise, by their name.
    """

    content: bytes
    orientation: int = UPRIGHT
    otherwise: dict[str, int] = field(default_factory=dict)


def _jpeg(segments: bytes, orientation: int = UPRIGHT, **otherwise: int) -> Oriented:
    return Oriented(insert_segments(segments), orientation, otherwise)


def _png(chunks: bytes, orientation: int = UPRIGHT, **otherwise: int) -> Oriented:
    return Oriented(insert_chunks(chunks), orientation, otherwise)


def _exif_chunk(block: bytes, crc: int | None = None) -> bytes:
    return png_chunk(b"eXIf", block, crc)


def _sub_directory() -> bytes:
    """EXIF whose orientation is in the Exif directory instead of the first."""
    first = struct.pack(">H", 1) + struct.pack(">HHII", EXIF_IFD, LONG, 1, 26) + bytes(4)
    second = struct.pack(">H", 1) + struct.pack(">HHIHH", ORIENTATION, SHORT, 1, 6, 0) + bytes(4)
    return b"MM\0*" + struct.pack(">I", 8) + first + second


def _thumbnail_directory() -> bytes:
    """EXIF whose orientation is that of the thumbnail."""
    first = struct.pack(">HHHIHH", 1, 0x0100, SHORT, 1, 48, 0) + struct.pack(">I", 26)
    second = struct.pack(">HHHIHH", 1, ORIENTATION, SHORT, 1, 6, 0) + bytes(4)
    return b"MM\0*" + struct.pack(">I", 8) + first + second


def _hexadecimal(block: bytes) -> bytes:
    """EXIF as ImageMagick writes it into a text chunk."""
    data = b"Exif\0\0" + block
    return f"\nexif\n{len(data):8}\n{data.hex()}\n".encode()


_BROKEN_ENTRY = (0x010F, ASCII, 1000, b"\xff\xff\xff\xf0")
_UNSORTED = ((0x9999, SHORT, 1, b"\0\1\0\0"), (0x0132, ASCII, 1, b"x\0\0\0"))

ORIENTED = {
    **{f"JPEG, EXIF {n}, big-endian": _jpeg(exif_segment(tiff(n)), n) for n in range(1, 9)},
    **{
        f"JPEG, EXIF {n}, little-endian": _jpeg(exif_segment(tiff(n, order="<")), n)
        for n in range(1, 9)
    },
    "JPEG, EXIF 0": _jpeg(exif_segment(tiff(0))),
    "JPEG, EXIF 9": _jpeg(exif_segment(tiff(9))),
    "JPEG, entry of type LONG": _jpeg(exif_segment(tiff(6, LONG, order="<"))),
    "JPEG, entry of type BYTE": _jpeg(exif_segment(tiff(6, BYTE))),
    "JPEG, entry of type ASCII": _jpeg(exif_segment(tiff(b"6\0\0\0", ASCII, 2))),
    "JPEG, entry of two values": _jpeg(exif_segment(tiff(b"\0\6\0\3", SHORT, 2))),
    "JPEG, entry of no value": _jpeg(exif_segment(tiff(6, SHORT, 0))),
    "JPEG, entry of another type, then 6": _jpeg(
        exif_segment(tiff(6, before=((ORIENTATION, LONG, 1, b"\0\0\0\3"),))), TURNED, firefox=1
    ),
    "JPEG, entries 3 and 6": _jpeg(
        exif_segment(tiff(6, before=((ORIENTATION, SHORT, 1, b"\0\3\0\0"),))), 3, firefox=6
    ),
    "JPEG, unsorted entries": _jpeg(exif_segment(tiff(6, before=_UNSORTED)), TURNED),
    "JPEG, another entry broken": _jpeg(exif_segment(tiff(6, before=(_BROKEN_ENTRY,))), TURNED),
    "JPEG, EXIF ends with its entry": _jpeg(exif_segment(tiff(6)[:-4]), TURNED),
    "JPEG, EXIF ends in its entry": _jpeg(exif_segment(tiff(6)[:-6]), firefox=6),
    "JPEG, no TIFF": _jpeg(exif_segment(b"MM\0+" + tiff(6)[4:])),
    "JPEG, byte order wrong": _jpeg(exif_segment(b"II*\0" + tiff(6)[4:])),
    "JPEG, in the Exif directory": _jpeg(exif_segment(_sub_directory()), TURNED, webkit=1),
    "JPEG, of the thumbnail": _jpeg(exif_segment(_thumbnail_directory())),
    "JPEG, XMP 6": _jpeg(xmp_segment(xmp(6))),
    "JPEG, EXIF 1 and XMP 3": _jpeg(exif_segment(tiff(1)) + xmp_segment(xmp(3))),
    "JPEG, XMP 3 before EXIF 6": _jpeg(
        xmp_segment(xmp(3)) + exif_segment(tiff(6)), TURNED, firefox=1
    ),
    "JPEG, EXIF 6 and EXIF 3": _jpeg(exif_segment(tiff(6)) + exif_segment(tiff(3)), TURNED),
    "JPEG, broken EXIF before EXIF 6": _jpeg(
        exif_segment(b"MM\0*\xff\xff\xff\xff") + exif_segment(tiff(6)), webkit=6
    ),
    "JPEG, EXIF just before the pixels": Oriented(
        insert_segments(exif_segment(tiff(6)), 0xDA), TURNED
    ),
    "JPEG, EXIF behind the pixels": Oriented(jpeg()[:-2] + exif_segment(tiff(6)) + jpeg()[-2:]),
    "JPEG, EXIF behind the end": Oriented(jpeg() + exif_segment(tiff(6))),
    "JPEG, EXIF in APP2": _jpeg(segment(0xE2, b"Exif\0\0" + tiff(6))),
    "JPEG, EXIF without its name": _jpeg(exif_segment(tiff(6), b"")),
    "JPEG, fill bytes before EXIF": _jpeg(b"\xff\xff" + exif_segment(tiff(6)), TURNED),
    **{
        f"PNG, eXIf {n}": _png(_exif_chunk(tiff(n)), n, **({"webkit": 1} if n > 1 else {}))
        for n in range(1, 9)
    },
    "PNG, entry of type LONG": _png(_exif_chunk(tiff(6, LONG, order="<"))),
    "PNG, entry of type ASCII": _png(_exif_chunk(tiff(b"6\0\0\0", ASCII, 2))),
    "PNG, eXIf with JPEG's prefix": _png(_exif_chunk(b"Exif\0\0" + tiff(6))),
    "PNG, eXIf behind the pixels": Oriented(insert_chunks(_exif_chunk(tiff(6)), b"IEND")),
    "PNG, eXIf behind the end": Oriented(png() + _exif_chunk(tiff(6))),
    "PNG, eXIf with a bad checksum": _png(_exif_chunk(tiff(6), crc=1)),
    "PNG, eXIf 6 and eXIf 3": _png(_exif_chunk(tiff(6)) + _exif_chunk(tiff(3)), 6, webkit=1),
    "PNG, XMP 6": _png(png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(6))),
    "PNG, EXIF as text": _png(
        png_chunk(b"tEXt", b"Raw profile type exif\0" + _hexadecimal(tiff(6)))
    ),
    "PNG, EXIF as compressed text": _png(
        png_chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(_hexadecimal(tiff(6))))
    ),
    **{
        f"WebP, EXIF {n}": Oriented(extended_webp(after=riff_chunk(b"EXIF", tiff(n))))
        for n in range(1, 9)
    },
    "WebP, lossless, EXIF 6": Oriented(
        extended_webp(after=riff_chunk(b"EXIF", tiff(6)), lossless=True)
    ),
    "WebP, EXIF with JPEG's prefix": Oriented(
        extended_webp(after=riff_chunk(b"EXIF", b"Exif\0\0" + tiff(6)))
    ),
    "WebP, EXIF before the pixels": Oriented(extended_webp(before=riff_chunk(b"EXIF", tiff(6)))),
    "WebP, XMP 6": Oriented(extended_webp(after=riff_chunk(b"XMP ", xmp(6)), flags=0x04)),
    "WebP without VP8X, EXIF 6": Oriented(riff(webp()[12:] + riff_chunk(b"EXIF", tiff(6)))),
}
"""Where an orientation can stand, and what comes of it. All pixels are stored upright."""


def red_for_green(padding: int = 0) -> bytes:
    """Return a colour profile that swaps red and green, made larger by random bytes."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = _tag(profile, b"rXYZ"), _tag(profile, b"gXYZ")
    swapped = bytearray(profile)
    swapped[red], swapped[green] = profile[green], profile[red]
    renamed = bytes(swapped).replace("sRGB".encode("utf-16-be"), "sXXX".encode("utf-16-be"))
    whole = renamed.replace(b"sRGB", b"sXXX") + os.urandom(padding)
    return struct.pack(">I", len(whole)) + whole[4:]


def _tag(profile: bytes, name: bytes) -> slice:
    """Return where a tag's data stand that are not the same in all tags."""
    (count,) = struct.unpack_from(">I", profile, 128)
    for at in range(132, 132 + 12 * count, 12):
        if profile[at : at + 4] == name:
            start, size = struct.unpack_from(">II", profile, at + 4)
            return slice(start, start + size)
    raise KeyError(name)


def iccp(profile: bytes) -> bytes:
    """Return a PNG's chunk with a colour profile."""
    return png_chunk(b"iCCP", b"x\0\0" + zlib.compress(profile))


def icc_segments(profile: bytes, size: int = 60_000) -> bytes:
    """Return a JPEG's segments with a colour profile."""
    parts = [profile[at : at + size] for at in range(0, len(profile), size)]
    return b"".join(
        segment(0xE2, b"ICC_PROFILE\0" + bytes([number, len(parts)]) + part)
        for number, part in enumerate(parts, start=1)
    )


_SIDE_CHUNKS = (b"tEXt", b"zTXt", b"iTXt", b"gAMA", b"cHRM", b"pHYs", b"tIME", b"bKGD", b"sRGB")

SHOWN = {
    **{
        f"PNG, {name.decode()} with a bad checksum": insert_chunks(png_chunk(name, b"a\0b", crc=7))
        for name in (*_SIDE_CHUNKS, b"sBIT", b"tRNS", b"iCCP", b"eXIf", b"prVt")
    },
    "PNG, 2 MB of zeros in a text": insert_chunks(
        png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(2_000_000)))
    ),
    "PNG, 80 MB of zeros in a text": insert_chunks(
        png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000)))
    ),
    "PNG, a text of 9 MB": insert_chunks(png_chunk(b"tEXt", b"a\0" + b"x" * 9_000_000)),
    "PNG, 3000 texts": insert_chunks(png_chunk(b"tEXt", b"a\0b") * 3000),
    "PNG, a text compressed by an unknown method": insert_chunks(
        png_chunk(b"zTXt", b"a\0\x09" + zlib.compress(b"x"))
    ),
    "PNG, a damaged text behind the pixels": insert_chunks(
        png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(3_000_000)), crc=7), b"IEND"
    ),
    "PNG, tRNS behind the pixels": insert_chunks(
        png_chunk(b"tRNS", struct.pack(">HHH", 230, 20, 20)), b"IEND"
    ),
    "PNG, a profile behind the pixels": insert_chunks(iccp(red_for_green()), b"IEND"),
    "PNG, a damaged profile": insert_chunks(png_chunk(b"iCCP", b"x\0\0junk")),
    "PNG, a profile without a name": insert_chunks(
        png_chunk(b"iCCP", b"\0\0" + zlib.compress(red_for_green()))
    ),
    "PNG, a wrong checksum of the pixels": png_of(png_pixels()[:-4] + b"sums"),
    "PNG, a wrong checksum of the pixels, over three chunks": png_of(
        png_pixels()[:-6], png_pixels()[-6:-2], b"ms"
    ),
    "PNG, 2 MB behind the end": png() + bytes(2_000_000),
    "JPEG, 2 MB behind the end": jpeg() + bytes(2_000_000),
    "JPEG, another JPEG behind the end": jpeg() + jpeg(),
    "JPEG, an APP14 that is too short": insert_segments(segment(0xEE, b"Adobe")),
    "JPEG, a short APP0": insert_segments(segment(0xE0, b"JF")),
    "JPEG, an APP5 of length 0": insert_segments(b"\xff\xe5\0\0"),
    "JPEG, bytes between segments": insert_segments(b"junkjunk", 0xDB),
    "JPEG, comments of 1.2 MB": insert_segments(segment(0xFE, bytes(60_000)) * 20),
    "JPEG, a damaged profile": insert_segments(segment(0xE2, b"ICC_PROFILE\0\1\1xx")),
    "WebP, 2 MB behind the end": webp() + bytes(2_000_000),
    "WebP, a damaged profile": extended_webp(before=riff_chunk(b"ICCP", b"xx"), flags=0x20),
}
"""Files that browsers show as if nothing were wrong."""

DAMAGED = {
    "PNG, a chunk of pixels and the pixels with wrong checksums": png_of(
        png_pixels()[:-4] + b"sums", crc=7
    ),
    "PNG, the last pixels missing, a wrong checksum": png_of(
        zlib.compress(zlib.decompress(png_pixels())[:-50])[:-4] + b"sums"
    ),
    "PNG, the end of the pixels missing": png_of(png_pixels()[:-6]),
}
"""Files whose pixels are damaged, which Chromium refuses."""

SWAPPED = {
    "PNG": insert_chunks(iccp(red_for_green())),
    "PNG, of 1.3 MB": insert_chunks(iccp(red_for_green(1_300_000))),
    "PNG, of 3 MB": insert_chunks(iccp(red_for_green(3_000_000))),
    "PNG, with sRGB behind it": insert_chunks(iccp(red_for_green()) + png_chunk(b"sRGB", b"\0")),
    "JPEG": insert_segments(icc_segments(red_for_green())),
    "JPEG, of 1.3 MB": insert_segments(icc_segments(red_for_green(1_300_000))),
    "JPEG, just before the pixels": insert_segments(icc_segments(red_for_green()), 0xDA),
}
"""Files with a profile that swaps red and green, which all three browsers follow."""
