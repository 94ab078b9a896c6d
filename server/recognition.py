"""From a picture to the emotions of its faces, as the browser reads them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from server.alignment import Framing, align, crop_of
from server.detector import Detection, Detector
from server.photo import find_faces
from server.runtime import Network

MODELS = Path(__file__).with_name("models")

Fraction = Annotated[float, Field(ge=0, le=1)]


_EXAMPLE: dict[str, Any] = {
    "id": 1,
    "box": {"x": 174.8, "y": 73.7, "width": 101.8, "height": 101.8},
    "keypoints": [
        {"x": 203.7, "y": 102.0},
        {"x": 246.9, "y": 104.5},
        {"x": 223.6, "y": 129.3},
        {"x": 222.9, "y": 149.1},
        {"x": 181.7, "y": 108.1},
        {"x": 269.8, "y": 112.9},
    ],
    "probabilities": [0.02, 0.93, 0.02, 0.0, 0.01, 0.0, 0.01, 0.01],
    "emotion": "happiness",
    "confidence": 0.93,
    "certain": True,
}


class Point(BaseModel):
    """A place in the picture, in pixels."""

    x: float
    y: float


class FaceBox(Point):
    """A rectangle in the picture, in pixels: its left upper corner and size."""

    width: float
    height: float


class FaceReading(BaseModel):
    """One face and what it shows. Places are in pixels of the upright picture."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: int = Field(description="Counts the faces of the picture from left to right, from 1.")
    box: FaceBox
    keypoints: Annotated[list[Point], Field(min_length=6, max_length=6)] = Field(
        description="Image-left eye, image-right eye, nose, mouth, image-left and -right ear."
    )
    probabilities: list[Fraction] = Field(
        description="One for each emotion of the manifest, in its order; they sum to 1."
    )
    emotion: str = Field(description="The likeliest emotion.")
    confidence: Fraction = Field(description="Its probability.")
    certain: bool = Field(description="Whether it leads clearly; where not, show no emotion.")


@dataclass(frozen=True)
class ModelCard:
    """What the manifest says and recognition needs."""

    emotions: tuple[str, ...]
    size: int
    framing: Framing
    output: str
    lead: float

    @classmethod
    def read(cls, manifest: bytes) -> ModelCard:
        """Read a manifest.json."""
        document = json.loads(manifest)
        alignment = document["alignment"]
        return cls(
            emotions=tuple(document["emotions"]),
            size=document["input"]["size"],
            framing=Framing(
                alignment["centreShift"], alignment["side"], alignment["rollDeadZoneDegrees"]
            ),
            output=document["outputs"]["probabilities"],
            lead=document["certainty"]["lead"],
        )


class Recogniser:
    """Reads faces; for one thread.

    Args:
        card: what the manifest says.
        models: the folder of detector.tflite and classifier.tflite.
    """

    def __init__(self, card: ModelCard, models: Path = MODELS) -> None:
        self._card = card
        self._detector = Detector(models / "detector.tflite")
        self._classifier = Network(models / "classifier.tflite")

    def analyse(
        self, pixels: NDArray[np.uint8], check: Callable[[], None] = lambda: None
    ) -> list[FaceReading]:
        """Return what each face of a photo shows, from left to right.

        Args:
            pixels: [height, width, 3] RGB, upright.
            check: called now and then; may raise to end the work.
        """
        readings = []
        for number, face in enumerate(find_faces(self._detector, pixels, check), start=1):
            check()
            readings.append(self._read(number, face, self.classify(self._aligned(pixels, face))))
        return readings

    def classify(self, face: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probabilities, [8], of one aligned face, [size, size], luma 0..255."""
        outputs = self._classifier.run(face[None, :, :, None])
        return outputs[self._card.output].reshape(-1)

    def _aligned(self, pixels: NDArray[np.uint8], face: Detection) -> NDArray[np.float32]:
        crop = crop_of(face.box.width, face.box.height, face.keypoints, self._card.framing)
        return align(pixels, crop, self._card.size)

    def _read(
        self, number: int, face: Detection, probabilities: NDArray[np.float32]
    ) -> FaceReading:
        second, first = np.sort(probabilities)[-2:].tolist()
        box = face.box
        return FaceReading(
            id=number,
            box=FaceBox(
                x=_pixels(box.x),
                y=_pixels(box.y),
                width=_pixels(box.width),
                height=_pixels(box.height),
            ),
            keypoints=[Point(x=_pixels(x), y=_pixels(y)) for x, y in face.keypoints.tolist()],
            probabilities=[round(value, 6) for value in probabilities.tolist()],
            emotion=self._card.emotions[int(probabilities.argmax())],
            confidence=round(first, 6),
            certain=first - second >= self._card.lead,
        )


def _pixels(value: float) -> float:
    return round(value, 2)
