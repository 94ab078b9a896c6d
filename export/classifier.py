"""A trained run as the app and the image API load it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

from export.drawing import Image
from export.faces import published_faces
from export.folding import fold_batch_normalization
from export.manifest import Alignment, Golden, Input, Manifest, ModelFile, Outputs, content_version
from export.parity import (
    EMBEDDING_TOLERANCE,
    ROUNDING_TOLERANCE,
    Agreement,
    check_close,
    check_probabilities,
)
from export.publish import replacing, write_bytes
from export.quantization import quantize
from export.run import Run, read_run
from export.tfjs import write_graph_model
from export.tfjs_runtime import run_graph_model
from export.tflite import as_tflite
from export.tflite_runtime import run_tflite
from training.emotions import EMOTIONS
from training.ferplus import SIZE

PROBABILITIES, EMBEDDING = "probabilities", "embedding"
GOLDEN = "golden.bin"
GOLDEN_TOLERANCE = 0.02
"""Room for a GPU that computes in half precision; a backend that is wrong is wrong by more."""

ALIGNMENT = Alignment(centre_shift=-0.02, side=1.135, roll_dead_zone_degrees=10)
"""Measured on 3,000 training faces: what BlazeFace finds in them against FER+'s framing."""

Answers = dict[str, npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Exported:
    """How far each runtime agrees with Keras on faces that may be published.

    `rounding` is the largest change of a probability by storing weights in a byte each; the
    runtimes are compared with the network after it.
    """

    rounding: float
    browser: Agreement
    host: Agreement


def export_classifier(run_folder: Path, web: Path, server: Path) -> Exported:
    """Convert a run's network for the browser and for the host.

    Args:
        run_folder: holds best.keras and metrics.json.
        web: the folder that the graph model and its manifest replace.
        server: the .tflite file that the host loads.

    Raises:
        ExportError: the run is incomplete or holds another kind of network, or an exported
            model's answers differ from Keras's; nothing is written then.
    """
    run = read_run(run_folder)
    faces = published_faces()
    inputs = faces[..., None].astype(np.float32)
    original = _with_embedding(run.network)
    network = fold_batch_normalization(original)
    quantize(network)
    expected = network.predict(inputs, verbose=0)
    rounding = check_close(
        PROBABILITIES,
        original.predict(inputs, verbose=0)[PROBABILITIES],
        expected[PROBABILITIES],
        ROUNDING_TOLERANCE,
    )
    with replacing(web) as folder, tempfile.TemporaryDirectory() as temporary:
        saved_model, tflite = Path(temporary) / "saved_model", Path(temporary) / server.name
        network.export(saved_model, verbose=False)
        write_graph_model(saved_model, folder)
        browser = _compare(expected, run_graph_model(folder, inputs, list(expected)))
        tflite.write_bytes(as_tflite(saved_model))
        host = _compare(expected, run_tflite(tflite, inputs))
        chosen = _golden_faces(expected[PROBABILITIES])
        _write_manifest(folder, run, faces[chosen], expected[PROBABILITIES][chosen])
        write_bytes(server, tflite.read_bytes())
    return Exported(rounding, browser, host)


def _with_embedding(network: keras.Model) -> keras.Model:
    last = network.layers[-1]
    return keras.Model(network.inputs[0], {PROBABILITIES: last.output, EMBEDDING: last.input})


def _compare(expected: Answers, actual: Answers) -> Agreement:
    largest = float(np.abs(expected[EMBEDDING]).max())
    check_close(EMBEDDING, expected[EMBEDDING], actual[EMBEDDING], EMBEDDING_TOLERANCE * largest)
    return check_probabilities(expected[PROBABILITIES], actual[PROBABILITIES])


def _golden_faces(probabilities: npt.NDArray[np.float32]) -> list[int]:
    """Choose the portrait and, for each emotion, the face that shows it most."""
    chosen = [0]
    for emotion in range(len(EMOTIONS)):
        ranked = np.argsort(-probabilities[:, emotion], kind="stable")
        chosen.append(next(int(face) for face in ranked if face not in chosen))
    return chosen


def _write_manifest(
    folder: Path, run: Run, faces: Image, probabilities: npt.NDArray[np.float32]
) -> None:
    (folder / GOLDEN).write_bytes(faces.tobytes())
    files = [ModelFile.of(path) for path in sorted(folder.iterdir())]
    Manifest(
        name=run.metrics.recipe,
        version=content_version(files),
        licence="MIT",
        parameters=run.metrics.parameters,
        emotions=list(EMOTIONS),
        input=Input(size=SIZE, channels=1, range=[0, 255]),
        alignment=ALIGNMENT,
        outputs=Outputs(probabilities=PROBABILITIES, embedding=EMBEDDING),
        certainty=run.metrics.lead(),
        accuracy=run.metrics.accuracy(),
        golden=Golden(
            path=GOLDEN,
            probabilities=[[round(float(p), 6) for p in row] for row in probabilities],
            tolerance=GOLDEN_TOLERANCE,
        ),
        files=files,
    ).write(folder)
