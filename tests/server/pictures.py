"""Pictures as files."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

from tests.kit.boxes import Box, iou

ASTRONAUT_FACE = (175.0, 74.0, 102.0, 102.0)
"""Left, top, width and height of the face in skimage's astronaut, by hand."""


def encoded(image: Image.Image, file_format: str = "PNG", **options: Any) -> bytes:
    """Return `image` as a file."""
    buffer = io.BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def png_of_claimed_size(width: int, height: int) -> bytes:
    """Return a PNG that says it is huge and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def overlap(reading: dict[str, Any], expected: tuple[float, float, float, float]) -> float:
    """Return the IoU of a FaceReading's box and (left, top, width, height)."""
    return iou(Box(**reading["box"]), Box(*expected))
