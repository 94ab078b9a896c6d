"""BlazeFace as the app and the image API load it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from export import blazeface
from export.faces import portrait
from export.manifest import DetectorManifest, ModelFile, content_version
from export.parity import DETECTOR_TOLERANCE, ParityError, check_close
from export.publish import replacing, write_bytes
from export.tfjs import save_function, write_graph_model
from export.tfjs_runtime import run_graph_model
from export.tflite_runtime import run_tflite


def export_detector(tflite: Path, web: Path, server: Path) -> float:
    """Convert BlazeFace for the browser, and copy it for the host.

    Args:
        tflite: face_detection_short_range.tflite.
        web: the folder that the graph model and its manifest replace.
        server: the file that the host loads.

    Returns:
        The largest difference between TF.js and TFLite in any output, on real faces.

    Raises:
        ExportError: the file is not the pinned one, or the difference is above
            `DETECTOR_TOLERANCE`; nothing is written then.
    """
    content = blazeface.read(tflite)
    with replacing(web) as folder, tempfile.TemporaryDirectory() as saved_model:
        save_function(blazeface.as_function(content), Path(saved_model))
        write_graph_model(Path(saved_model), folder)
        difference = max(_difference(tflite, folder, image) for image in _real_faces())
        files = [ModelFile.of(path) for path in sorted(folder.iterdir())]
        DetectorManifest(
            name="BlazeFace short range",
            version=content_version(files),
            licence="Apache-2.0",
            source=f"{blazeface.PACKAGE}, {tflite.name}",
            input_size=blazeface.INPUT_SIZE,
            files=files,
        ).write(folder)
    write_bytes(server, content)
    return difference


def _difference(tflite: Path, folder: Path, image: npt.NDArray[np.float32]) -> float:
    reference = run_tflite(tflite, image)
    expected = {ours: reference[theirs] for theirs, ours in blazeface.OUTPUTS.items()}
    if expected["scores"].max() <= 0:
        raise ParityError("TFLite finds no face in the test image, so it proves nothing.")
    actual = run_graph_model(folder, image, list(expected))
    return max(
        check_close(name, expected[name], actual[name], DETECTOR_TOLERANCE) for name in expected
    )


def _real_faces() -> list[npt.NDArray[np.float32]]:
    """Squares of a portrait, close and far, as the detector takes them."""
    image = portrait()
    close = image[10:266, 100:356]
    squares = [close, close[:, ::-1], image[:360, 40:400]]
    size = (blazeface.INPUT_SIZE, blazeface.INPUT_SIZE)
    return [
        (cv2.resize(square, size, interpolation=cv2.INTER_AREA) / 127.5 - 1).astype(np.float32)[
            None
        ]
        for square in squares
    ]
