"""The definition of manifest.json: what stands beside each exported network.

`export` writes manifests, the host and the page read them. `kind` says which network it is, and
with it which class below describes the manifest. A new kind of network, such as one for identity,
is one more subclass of `NetworkManifest`, with its outputs and golden samples, in `Manifest`.

`python -m contract` writes the JSON Schema of all kinds to manifest.schema.json. The page's
TypeScript types and its check are generated from that file.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from contract.base import Contract, Count, Text
from contract.files import ModelFile

MANIFEST_NAME = "manifest.json"
SCHEMA_VERSION: Final = 2
EMOTION_COUNT = 8
PLACE_COUNT = 4

Fraction = Annotated[float, Field(ge=0, le=1)]


class Input(Contract):
    """The network's input: a float32 tensor, shape [n, size, size, channels].

    One channel is BT.601 luma, three are RGB. `range` is the lowest and the highest value.
    """

    size: Count
    channels: Literal[1, 3]
    range: list[float] = Field(min_length=2, max_length=2)


class Alignment(Contract):
    """Where a face's crop lies, from what the detector found.

    The crop is a square. Its centre is the mean of the six BlazeFace keypoints, moved down the face
    by `centre_shift` box sides; a negative value moves it up. Its side is `side` box sides. It is
    rotated by the roll of the line between the eyes, less `roll_dead_zone_degrees`.
    """

    centre_shift: float
    side: float = Field(gt=0)
    roll_dead_zone_degrees: float = Field(ge=0)


class Certainty(Contract):
    """When an answer may be shown as one: the first emotion leads the second by `lead`."""

    lead: Fraction


class Accuracy(Contract):
    """The share `value` of `n` faces that are answered as labelled, by one protocol."""

    split: Literal["valid", "test"]
    protocol: Literal["P1", "P1-clean", "P2"]
    n: Count
    value: Fraction


class EmotionAccuracy(Contract):
    """How one emotion fares.

    Of the `n` faces that are labelled with it, the share `recall` is answered so. Of the faces that
    are answered so, the share `precision` is labelled so; it is 0 where none is answered so.
    """

    emotion: Text
    n: Count
    recall: Fraction
    precision: Fraction


class ByEmotion(Contract):
    """The accuracy of each emotion, by one protocol, in the order of `emotions`."""

    split: Literal["valid", "test"]
    protocol: Literal["P1", "P1-clean", "P2"]
    emotions: list[EmotionAccuracy] = Field(min_length=EMOTION_COUNT, max_length=EMOTION_COUNT)


class Golden(Contract):
    """Sample inputs with Keras's answers, which a backend must give before it is used.

    The file `path` holds the inputs as raw bytes: uint8, shape [n, size, size, channels]. Each
    subclass has Keras's answers, [n, ...], in a field named as in `outputs`. No answer may be off
    by more than `tolerance`.
    """

    path: Text
    tolerance: float = Field(gt=0)


class NetworkManifest(Contract):
    """What the manifest of every kind of network says.

    Attributes:
        schema_version: The version of this definition.
        kind: What the network does; each subclass has one value.
        name: The network's name; for a trained one, its run.
        version: 16 hex digits, the hash of the files.
        app_version: The version of Camxuc that exported the network.
        licence: The SPDX name of the network's licence.
        input: What the network takes.
        graph: The path of the TF.js graph model. The files it names are in the same folder.
        files: Every file of the network.
    """

    schema_version: Literal[2]
    kind: str
    name: Text
    version: str = Field(pattern="^[0-9a-f]{16}$")
    app_version: Text
    licence: Text
    input: Input
    graph: Text
    files: list[ModelFile] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_its_files(self) -> Self:
        golden = getattr(self, "golden", None)
        listed = {file.path for file in self.files}
        for path in [self.graph, *([golden.path] if golden else [])]:
            if path not in listed:
                raise ValueError(f"{path} is not in files")
        return self

    def write(self, folder: Path) -> None:
        """Write manifest.json into `folder`."""
        text = self.model_dump_json(by_alias=True, indent=2)
        (folder / MANIFEST_NAME).write_text(text + "\n")


class DetectorOutputs(Contract):
    """Names of the graph's outputs.

    `regressors`, [n, 896, 16]: each anchor's box and six keypoints. `scores`, [n, 896, 1]: logits.
    """

    regressors: Text
    scores: Text


class DetectorManifest(NetworkManifest):
    """The network that finds faces: BlazeFace. `source` names the file it was converted from."""

    kind: Literal["detector"] = "detector"
    source: Text
    outputs: DetectorOutputs


class FollowOutputs(Contract):
    """Names of the graph's outputs.

    `presence`, [n, 1]: the probability that the crop shows an upright face near its middle.
    `place`, [n, 4]: where the face's true frame lies, as right, down, growth and turn. The frame's
    centre is `right` and `down` crop sides from the crop's centre, along the crop's own axes. Its
    side is 2**growth crop sides. Its angle is the crop's angle plus `turn`, in radians, clockwise.
    The true frame is a face's crop, but turned by the whole roll of the line between the eyes: no
    dead zone. Where presence is low, place means nothing.
    """

    presence: Text
    place: Text


class FollowGolden(Golden):
    """Golden samples of a `follow` network."""

    presence: list[Annotated[list[Fraction], Field(min_length=1, max_length=1)]] = Field(
        min_length=8
    )
    place: list[Annotated[list[float], Field(min_length=PLACE_COUNT, max_length=PLACE_COUNT)]] = (
        Field(min_length=8)
    )


class FollowManifest(NetworkManifest):
    """The network that confirms a face and follows it."""

    kind: Literal["follow"] = "follow"
    parameters: Count
    alignment: Alignment
    outputs: FollowOutputs
    golden: FollowGolden

    @model_validator(mode="after")
    def _golden_fits(self) -> Self:
        if len(self.golden.presence) != len(self.golden.place):
            raise ValueError("golden: presence and place are of different numbers of samples")
        return self


class ExpressionOutputs(Contract):
    """Names of the graph's outputs.

    `probabilities`, [n, 8]: one for each emotion; they sum to 1. `embedding`, [n, any]: the values
    that the last layer takes.
    """

    probabilities: Text
    embedding: Text


class ExpressionGolden(Golden):
    """Golden samples of an `expression` network."""

    probabilities: list[
        Annotated[list[Fraction], Field(min_length=EMOTION_COUNT, max_length=EMOTION_COUNT)]
    ] = Field(min_length=8)


class ExpressionManifest(NetworkManifest):
    """The network that reads a face's expression. `emotions` is the order of its probabilities."""

    kind: Literal["expression"] = "expression"
    parameters: Count
    emotions: list[Text] = Field(min_length=EMOTION_COUNT, max_length=EMOTION_COUNT)
    alignment: Alignment
    outputs: ExpressionOutputs
    certainty: Certainty
    accuracy: list[Accuracy]
    by_emotion: ByEmotion
    golden: ExpressionGolden

    @model_validator(mode="after")
    def _emotions_fit(self) -> Self:
        if [row.emotion for row in self.by_emotion.emotions] != self.emotions:
            raise ValueError("byEmotion has other emotions, or another order")
        if any(not math.isclose(sum(row), 1, abs_tol=1e-3) for row in self.golden.probabilities):
            raise ValueError("golden: the probabilities of a sample do not sum to 1")
        return self


Manifest = Annotated[
    DetectorManifest | FollowManifest | ExpressionManifest, Field(discriminator="kind")
]

_MANIFEST: TypeAdapter[DetectorManifest | FollowManifest | ExpressionManifest] = TypeAdapter(
    Manifest
)


def read_manifest(
    content: bytes | str,
) -> DetectorManifest | FollowManifest | ExpressionManifest:
    """Return the manifest that a manifest.json holds, as the class of its kind.

    Raises:
        pydantic.ValidationError: it breaks the contract; the error names each field.
    """
    return _MANIFEST.validate_json(content)
