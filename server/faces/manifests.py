"""What the networks' manifests say, read from the folder that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from contract.manifest import (
    MANIFEST_NAME,
    ExpressionManifest,
    FollowManifest,
    NetworkManifest,
    read_manifest,
)

EXPRESSION_FOLDER, FOLLOW_FOLDER = "model", "follow"

M = TypeVar("M", bound=NetworkManifest)


class ManifestError(Exception):
    """A manifest that is missing or cannot be used; the message says which, and why."""


@dataclass(frozen=True)
class Manifests:
    """The manifests that reading faces needs."""

    expression: ExpressionManifest
    follow: FollowManifest


def read_manifests(root: Path) -> Manifests:
    """Read the manifests below a folder such as web/dist or web/public.

    Raises:
        ManifestError: one is missing, breaks the contract, or is of another kind of network; or
            the networks do not take the same crop of a face.
    """
    expression = _read(root / EXPRESSION_FOLDER, ExpressionManifest)
    follow = _read(root / FOLLOW_FOLDER, FollowManifest)
    if (follow.input, follow.alignment) != (expression.input, expression.alignment):
        raise ManifestError(f"The networks {expression.name} and {follow.name} want other crops.")
    return Manifests(expression, follow)


def _read(folder: Path, kind: type[M]) -> M:
    path = folder / MANIFEST_NAME
    try:
        manifest = read_manifest(path.read_bytes())
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ManifestError(
            f"{path} is no manifest that this version reads: {place}: {first['msg']}."
        ) from error
    if not isinstance(manifest, kind):
        raise ManifestError(f"{path} is the manifest of another network: {manifest.kind}.")
    return manifest
