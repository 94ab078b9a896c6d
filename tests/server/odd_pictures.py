"""Pictures whose files are odd: orientation said in many places, damage that browsers overlook.

Each holds the same scene, 48 x 32 pixels with a colour in each corner, so that its turn shows.
"""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image

WIDTH, HEIGHT = 48, 32
CORNERS = {"R": (230, 20, 20), "G": (20, 200, 20), "B": (20, 20, 230), "W": (240, 240, 240)}
"""The colours of the stored picture's corners: upper left, upper right, lower left, lower right."""
SHORT, LONG, ASCII, BYTE = 3, 4, 2, 1
ORIENTATION, EXIF_IFD = 0x0112, 0x8769


def scene() -> Image.Image:
    """Return the stored picture."""
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    top, left = slice(0, HEIGHT // 2), slice(0, WIDTH // 2)
    bottom, right = slice(HEIGHT // 2, None), slice(WIDTH // 2, None)
    for place, colour in zip(
        ((top, left), (top, right), (bottom, left), (bottom, right)), CORNERS.values(), strict=True
    ):
        pixels[place] = colour
    return Image.fromarray(pixels)


def jpeg() -> bytes:
    """Return the scene as a JPEG without metadata but JFIF's."""
    return _encoded("JPEG", quality=95, subsampling=0)


def png() -> bytes:
    """Return the scene as a PNG: signature, IHDR, IDAT, IEND."""
    return _encoded("PNG")


def webp(lossless: bool = False) -> bytes:
    """Return the scene as a WebP of one chunk."""
    return _encoded("WEBP", lossless=lossless, quality=95)


def tiff(
    value: int | bytes,
    kind: int = SHORT,
    count: int = 1,
    *,
    order: str = ">",
    tag: int = ORIENTATION,
    before: tuple[tuple[int, int, int, bytes], ...] = (),
) -> bytes:
    """Return an EXIF block, from its byte order mark on, with one directory.

    Args:
        value: the orientation; bytes stand in the entry's four bytes as they are.
        kind: the entry's TIFF type.
        count: the entry's count.
        order: ">" or "<".
        tag: the entry's tag.
        before: further entries (tag, kind, count, four bytes) that come first.
    """
    if isinstance(value, int):
        code = {SHORT: "Hxx", LONG: "I", ASCII: "Bxxx", BYTE: "Bxxx"}[kind]
        value = struct.pack(order + code, value)
    entries = [*before, (tag, kind, count, value)]
    mark = b"MM\0*" if order == ">" else b"II*\0"
    body = struct.pack(order + "IH", 8, len(entries))
    for entry_tag, entry_kind, entry_count, entry_value in entries:
        body += struct.pack(order + "HHI", entry_tag, entry_kind, entry_count) + entry_value
    return mark + body + struct.pack(order + "I", 0)


def xmp(orientation: int) -> bytes:
    """Return an XMP packet that says the orientation."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
        f'tiff:Orientation="{orientation}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


def segment(marker: int, content: bytes) -> bytes:
    """Return a JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def exif_segment(block: bytes, prefix: bytes = b"Exif\0\0") -> bytes:
    """Return a JPEG's APP1 with EXIF."""
    return segment(0xE1, prefix + block)


def xmp_segment(packet: bytes) -> bytes:
    """Return a JPEG's APP1 with XMP."""
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def insert_segments(segments: bytes, before: int | None = None) -> bytes:
    """Return the JPEG with segments after SOI, or before its first segment of a marker."""
    content, at = jpeg(), 2
    while before is not None and content[at + 1] != before:
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return content[:at] + segments + content[at:]


def png_chunk(name: bytes, content: bytes, crc: int | None = None) -> bytes:
    """Return a PNG chunk, with a wrong checksum where one is given."""
    right = zlib.crc32(name + content)
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", right if crc is None else crc)
    )


def insert_chunks(chunks: bytes, before: bytes = b"IDAT") -> bytes:
    """Return the PNG with chunks before its first one of a name."""
    content, at = png(), 8
    while content[at + 4 : at + 8] != before:
        at += 12 + struct.unpack(">I", content[at : at + 4])[0]
    return content[:at] + chunks + content[at:]


def png_pixels() -> bytes:
    """Return the PNG's pixels as its IDAT chunk holds them: a zlib stream."""
    content = png()
    at = content.index(b"IDAT")
    (length,) = struct.unpack(">I", content[at - 4 : at])
    return content[at + 4 : at + 4 + length]


def png_of(*pixels: bytes, crc: int | None = None) -> bytes:
    """Return the PNG with other bytes for its pixels, one IDAT chunk for each part."""
    own = png_chunk(b"IDAT", png_pixels())
    return png().replace(own, b"".join(png_chunk(b"IDAT", part, crc) for part in pixels))


def riff_chunk(name: bytes, content: bytes) -> bytes:
    """Return a RIFF chunk."""
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def extended_webp(
    before: bytes = b"", after: bytes = b"", flags: int = 0x08, lossless: bool = False
) -> bytes:
    """Return the WebP with a VP8X header, and chunks before and after the picture.

    Args:
        before: chunks before the picture.
        after: chunks behind it.
        flags: of VP8X; 0x08 says EXIF, 0x04 XMP (RFC 9649, section 2.7.1).
        lossless: the picture's kind.
    """
    size = struct.pack("<I", WIDTH - 1)[:3] + struct.pack("<I", HEIGHT - 1)[:3]
    header = riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + size)
    return riff(header + before + webp(lossless)[12:] + after)


def riff(chunks: bytes) -> bytes:
    """Return a WebP file of chunks."""
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _encoded(file_format: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    scene().save(buffer, file_format, **options)
    return buffer.getvalue()


def corners(picture: Image.Image) -> str:
    """Return a picture's size and the nearest of CORNERS in each corner, such as "48x32 RGBW"."""
    width, height = picture.size
    places = ((2, 2), (width - 3, 2), (2, height - 3), (width - 3, height - 3))
    return f"{width}x{height} " + "".join(
        _nearest(np.asarray(picture.convert("RGB"))[y, x].astype(int)) for x, y in places
    )


def _nearest(pixel: NDArray[np.int_]) -> str:
    return min(CORNERS, key=lambda name: int(((pixel - np.array(CORNERS[name])) ** 2).sum()))
