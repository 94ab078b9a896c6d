"""The files of an exported network, whose names carry the hash of what is in them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from contract.base import Contract, Count

NAME_DIGITS = 8
"""How many digits of a file's SHA-256 its name carries."""

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class ModelFile(Contract):
    """One file of a network.

    `path` is relative to the manifest's folder, such as weights-52810d55.bin. It carries the first
    digits of `sha256`, so an address never has two contents and may be cached for ever.
    """

    path: str = Field(pattern=r"^[a-z]+-[0-9a-f]{8}\.(json|bin)$")
    bytes: Count
    sha256: Sha256

    @model_validator(mode="after")
    def _name_carries_the_hash(self) -> Self:
        if f"-{self.sha256[:NAME_DIGITS]}." not in self.path:
            raise ValueError(f"{self.path} does not carry its hash, {self.sha256[:NAME_DIGITS]}")
        return self

    @classmethod
    def of(cls, path: Path) -> ModelFile:
        """Describe the file at `path`."""
        content = path.read_bytes()
        return cls(path=path.name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def content_version(files: list[ModelFile]) -> str:
    """Return the 16 hex digits that name this exact set of files."""
    digest = hashlib.sha256("".join(file.sha256 for file in files).encode())
    return digest.hexdigest()[:16]


def write_file(folder: Path, name: str, content: bytes) -> ModelFile:
    """Write `content` into `folder` as `name`, such as "weights.bin", with its hash in it."""
    stem, _, suffix = name.partition(".")
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{stem}-{digest[:NAME_DIGITS]}.{suffix}"
    path.write_bytes(content)
    return ModelFile.of(path)
