"""The contract between training and the app: what stands beside a model.json.

`python -m export schema` writes this module's JSON Schema, from which the TypeScript types are
generated, so both sides validate the same thing.
"""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

MANIFEST_NAME = "manifest.json"
EMOTION_COUNT = 8

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Probability = Annotated[float, Field(ge=0, le=1)]


class _Contract(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
        frozen=True,
        json_schema_serialization_defaults_required=True,
    )


class ModelFile(_Contract):
    """One file the app downloads, named relative to the manifest."""

    path: str
    bytes: int = Field(gt=0)
    sha256: Sha256

    @classmethod
    def of(cls, path: Path) -> ModelFile:
        """Describe the file at `path`."""
        content = path.read_bytes()
        return cls(path=path.name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


class Input(_Contract):
    """The network's input: a [n, size, size, channels] float32 tensor of BT.601 luma.

    `range` is the lowest and the highest value.
    """

    size: int = Field(gt=0)
    channels: Literal[1]
    range: list[float] = Field(min_length=2, max_length=2)


class Alignment(_Contract):
    """How a detected face is brought to the framing of the training faces.

    The crop's centre is the mean of the six BlazeFace keypoints, moved down the face by
    `centre_shift` box sides (negative is up); its side is `side` box sides. It is rotated by the
    roll of the eye line less `roll_dead_zone_degrees`.
    """

    centre_shift: float
    side: float = Field(gt=0)
    roll_dead_zone_degrees: float = Field(ge=0)


class Outputs(_Contract):
    """Names of the graph's output tensors."""

    probabilities: str
    embedding: str


class Certainty(_Contract):
    """When an answer may be shown as one: the first emotion leads the second by `lead`."""

    lead: Probability


class Accuracy(_Contract):
    """One measured figure. `n` is the number of faces, `value` a fraction."""

    split: Literal["valid", "test"]
    protocol: Literal["P1", "P1-clean", "P2"]
    n: int = Field(gt=0)
    value: Probability


class Golden(_Contract):
    """Sample faces with Keras's answers, which a backend must reproduce before it is used.

    `path` holds them as raw bytes, shape [n, size, size], uint8; `probabilities` has shape [n, 8].
    """

    path: str
    probabilities: list[list[Probability]] = Field(min_length=8)
    tolerance: float = Field(gt=0)


class Manifest(_Contract):
    """The manifest of an exported classifier."""

    schema_version: Literal[1] = 1
    name: str = Field(min_length=1)
    version: str = Field(pattern="^[0-9a-f]{16}$")
    licence: str = Field(min_length=1)
    parameters: int = Field(gt=0)
    emotions: list[str] = Field(min_length=EMOTION_COUNT, max_length=EMOTION_COUNT)
    input: Input
    alignment: Alignment
    outputs: Outputs
    certainty: Certainty
    accuracy: list[Accuracy]
    golden: Golden
    files: list[ModelFile] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Manifest:
        if self.golden.path not in {file.path for file in self.files}:
            raise ValueError(f"golden file {self.golden.path} is not in files")
        for row in self.golden.probabilities:
            if len(row) != len(self.emotions) or not math.isclose(sum(row), 1, abs_tol=1e-3):
                raise ValueError("each golden row needs 8 probabilities that sum to 1")
        return self

    def write(self, folder: Path) -> None:
        """Write manifest.json into `folder`."""
        text = self.model_dump_json(by_alias=True, indent=2)
        (folder / MANIFEST_NAME).write_text(text + "\n")


class DetectorManifest(_Contract):
    """The manifest of the exported face detector."""

    schema_version: Literal[1] = 1
    name: str
    version: str = Field(pattern="^[0-9a-f]{16}$")
    licence: str
    source: str
    input_size: int = Field(gt=0)
    files: list[ModelFile] = Field(min_length=1)

    def write(self, folder: Path) -> None:
        """Write manifest.json into `folder`."""
        text = self.model_dump_json(by_alias=True, indent=2)
        (folder / MANIFEST_NAME).write_text(text + "\n")


def content_version(files: list[ModelFile]) -> str:
    """Return the 16 hex digits that name this exact set of files."""
    digest = hashlib.sha256("".join(file.sha256 for file in files).encode())
    return digest.hexdigest()[:16]
