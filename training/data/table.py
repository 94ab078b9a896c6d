"""Reads the lines of a CSV file as people save them: any usual encoding, line end and separator."""

from __future__ import annotations

import codecs
import csv
import io
from typing import NamedTuple

_BYTE_ORDER_MARKS = (
    # UTF-32's begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t"


class Row(NamedTuple):
    """One line of a table.

    Attributes:
        line: Its number in the file, from 1.
        cells: Its cells, without the spaces around them.
    """

    line: int
    cells: list[str]


def read_rows(content: bytes) -> list[Row]:
    """Return the lines of a CSV file that are not blank.

    Each line is read by itself, so that a quote that is never closed spoils its own line only.
    """
    lines = list(io.StringIO(_decoded(content), newline=None))
    first = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    rows = (
        Row(number, _cells(line.rstrip("\n"), separator)) for number, line in enumerate(lines, 1)
    )
    return [row for row in rows if any(row.cells)]


def _cells(line: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:  # longer than a cell may be: no table
        return [line[:80]]
    return [cell.strip() for cell in cells]


def _decoded(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            # A file that was cut off within a character keeps what comes before it.
            return content.decode(encoding, errors="replace")
    if b"\0" in content[:2]:
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
        return content.decode(encoding, errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")
