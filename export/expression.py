"""The network that reads expressions, as the page and the image API load it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

from contract.files import ModelFile, content_version, write_file
from contract.manifest import (
    SCHEMA_VERSION,
    Accuracy,
    ByEmotion,
    Certainty,
    EmotionAccuracy,
    ExpressionGolden,
    ExpressionManifest,
    ExpressionOutputs,
    Input,
)
from contract.version import VERSION
from export.errors import ExportError
from export.network import Answers, Converted, convert
from export.parity import (
    EMBEDDING_TOLERANCE,
    ROUNDING_TOLERANCE,
    Agreement,
    check_close,
    check_probabilities,
)
from export.publish import replacing, write_bytes
from export.samples.drawing import Image
from export.samples.faces import lightened, published_faces
from export.weights.coarse import quantize_coarsely
from server.faces.alignment import ALIGNMENT
from training.data.dataset import SIZE
from training.data.labels import EMOTIONS
from training.errors import RunError
from training.evaluation.metrics import Metrics
from training.runs import RunFolder
from training.tasks.expression import PROBABILITIES

EMBEDDING = "embedding"
LEVELS = 64
"""Of each large tensor. Measured by `python -m export.weights.measure`."""
GOLDEN_TOLERANCE = 0.02
"""A GPU may compute in half precision. A backend that computes wrongly differs by more."""


@dataclass(frozen=True)
class Exported:
    """How far the exported network agrees with Keras, on faces that may be published.

    Attributes:
        rounding: The largest change of a probability by rounding the weights.
        browser: TF.js against Keras with rounded weights.
        host: LiteRT against Keras with rounded weights.
    """

    rounding: float
    browser: Agreement
    host: Agreement


def export_expression(run: Path, web: Path, server: Path) -> Exported:
    """Convert a run's network for the page and for the host.

    Args:
        run: the run's folder, with best.keras and metrics.json.
        web: the folder that the graph model and its manifest replace.
        server: the .tflite file that the host loads.

    Raises:
        ExportError: the run is incomplete or has another kind of network, or an exported network's
            answers differ from Keras's. Nothing is written then.
    """
    network, metrics = _read_run(run)
    published = published_faces()
    faces = np.concatenate([lightened(published), published])
    inputs = faces[..., None].astype(np.float32)
    samples = published[..., None].astype(np.float32)
    with replacing(web) as folder:
        converted = convert(
            _with_embedding(network),
            inputs,
            folder,
            lambda copy: quantize_coarsely(copy, samples, LEVELS),
        )
        exported = _compare(converted)
        chosen = _golden_faces(converted.rounded[PROBABILITIES][: len(published)])
        golden = converted.rounded[PROBABILITIES][chosen]
        _write_manifest(folder, converted.graph, metrics, faces[chosen], golden)
        write_bytes(server, converted.tflite)
    return exported


def _read_run(folder: Path) -> tuple[keras.Model, Metrics]:
    if not folder.is_dir():
        raise ExportError(
            f"There is no run at {folder}: train one with `python -m training fit RECIPE`."
        )
    run = RunFolder(folder)
    try:
        metrics, network = run.metrics(Metrics), run.network()
    except RunError as error:
        raise ExportError(str(error)) from error
    except Exception as error:
        # Keras raises whatever the file's content leads to.
        reason = str(error).strip().partition("\n")[0]
        raise ExportError(f"Keras cannot load best.keras of {folder}: {reason}") from error
    if network.count_params() != metrics.parameters:
        raise ExportError(
            f"metrics.json of {folder} is about a network of {metrics.parameters:,} parameters, "
            f"but best.keras has {network.count_params():,}: run `python -m training evaluate`."
        )
    _check(network, folder)
    return network, metrics


def _check(network: keras.Model, folder: Path) -> None:
    way_out = "export a run of one of this repository's recipes."
    expected = (None, SIZE, SIZE, 1)
    if network.input_shape != expected:
        raise ExportError(
            f"The network of {folder} takes inputs of shape {network.input_shape}, and the app has "
            f"{expected}: {way_out}"
        )
    last = network.layers[-1]
    if last.name != PROBABILITIES:
        raise ExportError(
            f'The last layer of the network of {folder} is "{last.name}" instead of '
            f'"{PROBABILITIES}": {way_out}'
        )
    if network.output_shape != (None, len(EMOTIONS)):
        raise ExportError(
            f"The network of {folder} answers with shape {network.output_shape} instead of "
            f"{len(EMOTIONS)} classes ({', '.join(EMOTIONS)}): {way_out}"
        )


def _with_embedding(network: keras.Model) -> keras.Model:
    last = network.layers[-1]
    return keras.Model(network.inputs[0], {PROBABILITIES: last.output, EMBEDDING: last.input})


def _compare(converted: Converted) -> Exported:
    return Exported(
        rounding=check_close(
            PROBABILITIES,
            converted.original[PROBABILITIES],
            converted.rounded[PROBABILITIES],
            ROUNDING_TOLERANCE,
        ),
        browser=_agreement(converted.rounded, converted.browser),
        host=_agreement(converted.rounded, converted.host),
    )


def _agreement(expected: Answers, actual: Answers) -> Agreement:
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
    folder: Path,
    graph: str,
    metrics: Metrics,
    faces: Image,
    probabilities: npt.NDArray[np.float32],
) -> None:
    golden = write_file(folder, "golden.bin", faces.tobytes())
    files = [ModelFile.of(path) for path in sorted(folder.iterdir())]
    ExpressionManifest(
        schema_version=SCHEMA_VERSION,
        name=metrics.recipe,
        version=content_version(files),
        app_version=VERSION,
        licence="MIT",
        parameters=metrics.parameters,
        emotions=list(EMOTIONS),
        input=Input(size=SIZE, channels=1, range=[0, 255]),
        alignment=ALIGNMENT,
        outputs=ExpressionOutputs(probabilities=PROBABILITIES, embedding=EMBEDDING),
        certainty=Certainty(lead=metrics.certainty.lead),
        accuracy=_accuracy(metrics),
        by_emotion=_by_emotion(metrics),
        golden=ExpressionGolden(
            path=golden.path,
            probabilities=[[round(float(p), 6) for p in row] for row in probabilities],
            tolerance=GOLDEN_TOLERANCE,
        ),
        graph=graph,
        files=files,
    ).write(folder)


def _accuracy(metrics: Metrics) -> list[Accuracy]:
    splits = {"valid": metrics.splits.valid, "test": metrics.splits.test}
    return [
        Accuracy.model_validate(
            {"split": split, "protocol": protocol, "n": figures.n, "value": figures.accuracy}
        )
        for split, measured in splits.items()
        for protocol, figures in measured.protocols().items()
    ]


def _by_emotion(metrics: Metrics) -> ByEmotion:
    """Return how each emotion fares in P1 on test."""
    confusion = np.array(metrics.splits.test.p1.confusion)
    hits, labelled, answered = confusion.diagonal(), confusion.sum(axis=1), confusion.sum(axis=0)
    return ByEmotion(
        split="test",
        protocol="P1",
        emotions=[
            EmotionAccuracy(
                emotion=emotion,
                n=int(labelled[i]),
                recall=float(hits[i] / labelled[i]),
                precision=float(hits[i] / max(answered[i], 1)),
            )
            for i, emotion in enumerate(EMOTIONS)
        ],
    )
