"""Reads the emotions of a picture's faces, as the page does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from server.faces.detector import Detection, Detector
from server.faces.follow import Follow
from server.faces.manifests import Manifests
from server.faces.photo import find_faces
from server.faces.tflite import Network

MODELS = Path(__file__).with_name("models")
DETECTOR, FOLLOW, CLASSIFIER = "detector.tflite", "follow.tflite", "classifier.tflite"

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


class ModelError(Exception):
    """A network's file is missing; the message says which."""


def check_models(models: Path = MODELS) -> None:
    """Raise ModelError unless a folder has the file of each network."""
    for name in (DETECTOR, FOLLOW, CLASSIFIER):
        if not (models / name).is_file():
            raise ModelError(f"{models / name} is missing. Get the repository's own files again.")


class Recogniser:
    """Finds and reads faces; for one thread.

    Args:
        manifests: what the networks' manifests say.
        models: the folder of the networks' .tflite files.

    Raises:
        ModelError: one of them is missing.
    """

    def __init__(self, manifests: Manifests, models: Path = MODELS) -> None:
        check_models(models)
        self._manifest = manifests.expression
        self._detector = Detector(models / DETECTOR)
        self._follow = Follow(manifests.follow, models / FOLLOW)
        self._classifier = Network(models / CLASSIFIER)

    def analyse(
        self, pixels: NDArray[np.uint8], check: Callable[[], None] = lambda: None
    ) -> list[FaceReading]:
        """Return what each face of a photo shows, from left to right.

        Args:
            pixels: [height, width, 3] RGB, upright.
            check: called now and then; may raise to end the work.
        """
        readings = []
        faces = find_faces(self._detector, self._follow, pixels, check)
        for number, face in enumerate(faces, start=1):
            check()
            readings.append(self._read(number, face.detection, self.classify(face.luma)))
        return readings

    def classify(self, face: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probabilities, [8], of one aligned face, [size, size], luma 0..255."""
        outputs = self._classifier.run(face[None, :, :, None])
        return outputs[self._manifest.outputs.probabilities].reshape(-1)

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
            emotion=self._manifest.emotions[int(probabilities.argmax())],
            confidence=round(first, 6),
            certain=first - second >= self._manifest.certainty.lead,
        )


def _pixels(value: float) -> float:
    return round(value, 2)
