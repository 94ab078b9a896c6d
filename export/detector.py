"""BlazeFace, the face detector, as the page and the image API load it."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from contract.files import ModelFile, content_version
from contract.manifest import (
    SCHEMA_VERSION,
    DetectorManifest,
    DetectorOutputs,
    Input,
)
from contract.version import VERSION
from export.errors import ExportError
from export.parity import DETECTOR_TOLERANCE, ParityError, check_close
from export.publish import replacing, write_bytes
from export.samples.faces import portrait
from export.tfjs.graph_model import save_function, write_graph_model
from export.tfjs.runtime import run_graph_model
from export.tflite.as_function import as_function
from export.tflite.rounding import with_short_weights
from export.tflite.runtime import run_tflite

PACKAGE = "@mediapipe/face_detection 0.4.1657300184"
SHA256 = "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633"
"""Of the package's face_detection_short_range.tflite."""

INPUT_SIZE = 128
OUTPUTS = {"regressors": "regressors", "classificators": "scores"}
"""The file's output tensors and our names for them."""

MANTISSA = 5
"""Bits of the weights' mantissas. Of 300 LFW photos the score changes by .0017 on average and the
keypoints by 0.3 % of the face; with 4 bits by .0034 and 0.4 %; brotli: 121 and 105 kB, 181 kB as
published. Measured by `python -m export.weights.measure_detector`."""
ROUNDING_TOLERANCE = {"regressors": 2.0, "scores": 0.5}
"""What rounding may change where a face is seen: of 128 pixels, and of its logit."""


@dataclass(frozen=True)
class Exported:
    """The largest differences: by rounding the weights, then of TF.js from TFLite."""

    rounding: float
    browser: float

    def __str__(self) -> str:
        return (
            f"Rounding the weights changes an output by at most {self.rounding:.1e}.\n"
            f"TF.js against TFLite: {self.browser:.1e}."
        )


def export_detector(tflite: Path, web: Path, server: Path) -> Exported:
    """Round BlazeFace's weights and write it for the page and for the host.

    Args:
        tflite: face_detection_short_range.tflite.
        web: the folder that the graph model and its manifest replace.
        server: the file that the host loads.

    Returns:
        The largest differences in any output, on real faces.

    Raises:
        ExportError: `tflite` is absent or not the pinned file, or a difference is too large.
            Nothing is written then.
    """
    content = with_short_weights(_read(tflite), MANTISSA)
    with replacing(web) as folder, tempfile.TemporaryDirectory() as temporary:
        rounded, saved_model = Path(temporary) / server.name, Path(temporary) / "saved_model"
        rounded.write_bytes(content)
        save_function(as_function(content, OUTPUTS), saved_model)
        graph = write_graph_model(saved_model, folder)
        exported = _compare(tflite, rounded, folder / graph)
        files = [ModelFile.of(path) for path in sorted(folder.iterdir())]
        DetectorManifest(
            schema_version=SCHEMA_VERSION,
            name="BlazeFace short range",
            version=content_version(files),
            app_version=VERSION,
            licence="Apache-2.0",
            source=f"{PACKAGE}, {tflite.name}",
            input=Input(size=INPUT_SIZE, channels=3, range=[-1, 1]),
            outputs=DetectorOutputs(regressors="regressors", scores="scores"),
            graph=graph,
            files=files,
        ).write(folder)
    write_bytes(server, content)
    return exported


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise ExportError(
            f"There is no face detector at {path}: install the npm package that ships it with "
            "`npm ci --prefix web`, or name the file with --tflite."
        )
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ExportError(
            f"{path} is not the face detector of {PACKAGE}: its SHA-256 differs. "
            "Install the pinned package with `npm ci --prefix web`."
        )
    return content


def _compare(original: Path, rounded: Path, graph: Path) -> Exported:
    rounding, browser = [], []
    for image in _real_faces():
        before, after = run_tflite(original, image), run_tflite(rounded, image)
        expected = {ours: after[theirs] for theirs, ours in OUTPUTS.items()}
        if expected["scores"].max() <= 0:
            raise ParityError("TFLite finds no face in the test image, so it proves nothing.")
        actual = run_graph_model(graph, image, list(expected))
        faces = expected["scores"][..., 0] > 0
        for theirs, ours in OUTPUTS.items():
            pair = before[theirs][faces], after[theirs][faces]
            rounding.append(check_close(ours, *pair, ROUNDING_TOLERANCE[ours]))
            browser.append(check_close(ours, after[theirs], actual[ours], DETECTOR_TOLERANCE))
    return Exported(max(rounding), max(browser))


def _real_faces() -> list[npt.NDArray[np.float32]]:
    """Return a portrait's face, near and far, shape [1, 128, 128, 3], range -1..1."""
    image = portrait()
    near = image[10:266, 100:356]
    squares = [near, near[:, ::-1], image[:360, 40:400]]
    size = (INPUT_SIZE, INPUT_SIZE)
    return [
        (cv2.resize(square, size, interpolation=cv2.INTER_AREA) / 127.5 - 1).astype(np.float32)[
            None
        ]
        for square in squares
    ]
