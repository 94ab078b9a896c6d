"""Reads the files of a folder or of a zip by their names."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from lzma import LZMAError
from pathlib import Path, PureWindowsPath

from training.errors import DataError

_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_UNREADABLE = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_ENCRYPTED = 0x1


class UnreadableError(Exception):
    """One file cannot be read; the message says why."""


class Files:
    """The files of a folder or zip by name, in lower case and without their folders.

    Attributes:
        path: The folder or zip.
        repeated: Names that occur more than once; the first file of each is the one that is read.
    """

    def __init__(self, path: Path, members: Iterable[tuple[str, Callable[[], bytes]]]) -> None:
        self.path = path
        self.repeated: list[str] = []
        self._read: dict[str, Callable[[], bytes]] = {}
        for name, read in members:
            key = name.lower()
            # macOS puts a file with a picture's attributes beside each picture.
            if key.startswith("._"):
                continue
            if key in self._read:
                self.repeated.append(key)
            else:
                self._read[key] = read

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._read

    def names(self) -> list[str]:
        """Return all names, sorted."""
        return sorted(self._read)

    def read(self, name: str) -> bytes:
        """Return the content of the file called `name`.

        Raises:
            UnreadableError: It is missing or damaged.
        """
        read = self._read.get(name.lower())
        if read is None:
            raise UnreadableError("the file is missing")
        try:
            return read()
        except (OSError, EOFError, LZMAError, zipfile.BadZipFile, zlib.error) as error:
            raise UnreadableError(f"cannot be read ({error})") from error


def folder_files(path: Path) -> Files:
    """Return the files that lie in the folder at `path`."""
    found = sorted(file for file in path.iterdir() if file.is_file())
    return Files(path, ((file.name, file.read_bytes) for file in found))


def zip_files(path: Path) -> Files:
    """Return the files in the zip at `path`.

    Raises:
        DataError: It is no zip, or one that Python cannot read.
    """
    try:
        archive = zipfile.ZipFile(path)
        members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError(f"{path} is not a readable zip ({error}). Download it again.") from error
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise DataError(f"{path} is encrypted. Unpack it with its password into a folder.")
        if member.compress_type not in _READABLE:
            method = _UNREADABLE.get(member.compress_type, f"method {member.compress_type}")
            raise DataError(
                f"{path} is compressed by {method}, which Python does not read. "
                "Unpack it into a folder, or pack it again as an ordinary zip."
            )
    # A zip made on Windows may have backslashes between its folders.
    return Files(
        path,
        (
            (PureWindowsPath(member.filename).name, partial(archive.read, member))
            for member in members
        ),
    )
