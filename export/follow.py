"""The network that confirms and follows faces, as the app and the image API load it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import keras
import numpy as np

from contract.files import ModelFile, content_version, write_file
from contract.manifest import (
    SCHEMA_VERSION,
    FollowGolden,
    FollowManifest,
    FollowOutputs,
    Input,
)
from contract.version import VERSION
from export.errors import ExportError
from export.network import Answers, convert
from export.parity import check_close
from export.publish import replacing, write_bytes
from export.samples.drawing import Image
from export.samples.faces import lightened, portrait, published_faces
from export.weights.coarse import quantize_coarsely
from server.faces.alignment import ALIGNMENT
from training.data.dataset import SIZE

NETWORK = "best.keras"
PRESENCE, PLACE = "presence", "place"
GOLDEN = "golden.bin"
GOLDEN_TOLERANCE = 0.02
"""Room for a GPU that computes in half precision; a backend that is wrong is wrong by more."""

LEVELS = 32
"""Of each large tensor. Measured by `python -m export.weights.measure_follow`."""
ROUNDING_TOLERANCE = {PRESENCE: 0.25, PLACE: 0.15}
"""What rounding the weights may change; `place` is in crop sides, octaves and radians."""
PARITY_TOLERANCE = {PRESENCE: 2e-3, PLACE: 2e-3}

_FACES = ((224, 114, 116), (230, 108, 130), (216, 122, 104), (224, 118, 140))
_OTHERS = ((172, 386, 100), (210, 215, 190), (390, 440, 140), (400, 190, 150))
"""Squares of the portrait, as centre and side in pixels: the face; then the patch on the suit, the
collar, the helmet, the shuttle."""


@dataclass(frozen=True)
class Exported:
    """The largest difference of each output: by rounding, then of each runtime after it."""

    rounding: dict[str, float]
    browser: dict[str, float]
    host: dict[str, float]

    def __str__(self) -> str:
        def told(differences: dict[str, float]) -> str:
            return ", ".join(f"{name} {value:.1e}" for name, value in differences.items())

        return (
            f"Few levels change at most: {told(self.rounding)}.\n"
            f"TF.js against Keras: {told(self.browser)}.\n"
            f"LiteRT against Keras: {told(self.host)}."
        )


def export_follow(run_folder: Path, web: Path, server: Path) -> Exported:
    """Convert a run's network for the browser and for the host.

    Args:
        run_folder: holds best.keras.
        web: the folder that the graph model and its manifest replace.
        server: the .tflite file that the host loads.

    Raises:
        ExportError: the network is absent or of another kind, or an exported model's answers
            differ from Keras's; nothing is written then.
    """
    original = _read_network(run_folder / NETWORK)
    golden = golden_crops()
    crops = np.concatenate([golden, published_faces()])
    inputs = crops[..., None].astype(np.float32)
    with replacing(web) as folder:
        converted = convert(
            original, inputs, folder, lambda network: quantize_coarsely(network, inputs, LEVELS)
        )
        exported = Exported(
            _compare(converted.original, converted.rounded, ROUNDING_TOLERANCE),
            _compare(converted.rounded, converted.browser, PARITY_TOLERANCE),
            _compare(converted.rounded, converted.host, PARITY_TOLERANCE),
        )
        answers = {name: rows[: len(golden)] for name, rows in converted.rounded.items()}
        _write_manifest(folder, converted.graph, original, golden, answers)
        write_bytes(server, converted.tflite)
    return exported


def golden_crops() -> Image:
    """Return crops of the portrait, shape [n, 48, 48]: the face, a little off, and other things."""
    luma = np.asarray(cv2.cvtColor(portrait(), cv2.COLOR_RGB2GRAY), np.uint8)
    crops = []
    for x, y, side in (*_FACES, *_OTHERS):
        square = luma[y - side // 2 : y + side // 2, x - side // 2 : x + side // 2]
        crops.append(cv2.resize(square, (SIZE, SIZE), interpolation=cv2.INTER_AREA))
    return lightened(np.stack(crops).astype(np.uint8))


def _read_network(path: Path) -> keras.Model:
    if not path.is_file():
        raise ExportError(f"{path} is absent: train it with `python -m training fit follow`.")
    try:
        network = keras.saving.load_model(path, compile=False)
    except (ValueError, TypeError, KeyError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise ExportError(f"{path} is not a Keras model that can be loaded: {reason}") from error
    shapes = dict(
        zip(network.output_names, (output.shape for output in network.outputs), strict=True)
    )
    if shapes != {PRESENCE: (None, 1), PLACE: (None, 4)}:
        raise ExportError(
            f"{path} answers with {shapes} instead of presence [n, 1] and place [n, 4]: export a "
            "run of the recipe `follow`."
        )
    return network


def _compare(expected: Answers, actual: Answers, tolerance: dict[str, float]) -> dict[str, float]:
    return {
        name: check_close(name, expected[name], actual[name], tolerance[name])
        for name in (PRESENCE, PLACE)
    }


def _write_manifest(
    folder: Path, graph: str, network: keras.Model, crops: Image, answers: Answers
) -> None:
    golden = write_file(folder, GOLDEN, crops.tobytes())
    files = [ModelFile.of(path) for path in sorted(folder.iterdir())]

    def rounded(name: str) -> list[list[float]]:
        return [[round(float(value), 6) for value in row] for row in answers[name]]

    FollowManifest(
        schema_version=SCHEMA_VERSION,
        name="follow",
        version=content_version(files),
        app_version=VERSION,
        licence="MIT",
        parameters=network.count_params(),
        input=Input(size=SIZE, channels=1, range=[0, 255]),
        alignment=ALIGNMENT,
        outputs=FollowOutputs(presence=PRESENCE, place=PLACE),
        golden=FollowGolden(
            path=golden.path,
            presence=rounded(PRESENCE),
            place=rounded(PLACE),
            tolerance=GOLDEN_TOLERANCE,
        ),
        graph=graph,
        files=files,
    ).write(folder)
