"""How a picture is turned upright, as browsers do it.

docs/pictures.md has what Chromium, Firefox and WebKit were seen to do; where they differ, this
follows Chromium. Pillow would also believe XMP, other types of the entry, and EXIF in places that
no browser looks at.
"""

from __future__ import annotations

import struct

from PIL import Image

UPRIGHT = 1
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation but 1, which is upright (EXIF 2.32, section 4.6.4)."""

_BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ENTRY_BYTES = 12
_ORIENTATION, _EXIF_DIRECTORY = 0x0112, 0x8769
_SHORT, _LONG = 3, 4


def read_orientation(exif: bytes) -> int:
    """Return the orientation that EXIF data say, 1 to 8.

    It is an entry of type SHORT and count 1 in the first directory, or else in the Exif directory
    that the first one leads to. Everything else counts as upright.

    Args:
        exif: the data from their byte order mark on, as in TIFF.
    """
    order = _BYTE_ORDERS.get(exif[:4])
    if order is None or len(exif) < 8:
        return UPRIGHT
    (first,) = struct.unpack_from(order + "I", exif, 4)
    for directory in (first, _number(exif, order, first, _EXIF_DIRECTORY, _LONG)):
        if directory is not None:
            found = _number(exif, order, directory, _ORIENTATION, _SHORT)
            if found is not None:
                return found if found in TURNS else UPRIGHT
    return UPRIGHT


def _number(exif: bytes, order: str, directory: int, tag: int, kind: int) -> int | None:
    """Return the value of a directory's first entry with this tag and type, and count 1."""
    if directory + 2 > len(exif):
        return None
    (count,) = struct.unpack_from(order + "H", exif, directory)
    start = directory + 2
    end = min(start + count * _ENTRY_BYTES, len(exif))
    for at in range(start, end - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        if struct.unpack_from(order + "HHI", exif, at) == (tag, kind, 1):
            code = {_SHORT: "H", _LONG: "I"}[kind]
            value: int = struct.unpack_from(order + code, exif, at + 8)[0]
            return value
    return None
