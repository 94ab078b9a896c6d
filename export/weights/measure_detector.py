"""`python -m export.weights.measure_detector PICTURES`: what short weights cost the detector.

Each row gives the detector's weights mantissas of some bits. It prints the bytes of the weights
after brotli and what changes in the surest answer to each picture: its score, and its keypoints as
a share of the face's width. PICTURES is a folder of photos, each of one face. `MANTISSA` in
export/detector.py was chosen from this table.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import brotli
import cv2
import numpy as np
import numpy.typing as npt
from tensorflow.lite.python import schema_py_generated as schema

from export.__main__ import TFLITE
from export.detector import INPUT_SIZE
from export.tflite.rounding import with_short_weights
from server.faces.tflite import Network

BITS = (10, 7, 6, 5, 4)

Floats = npt.NDArray[np.float32]


def main(pictures: Path) -> None:
    """Print the table."""
    inputs = [_input(path) for path in sorted(pictures.rglob("*.jpg"))]
    content = TFLITE.read_bytes()
    original = _answers(content, inputs)
    print(f"{len(inputs)} pictures")
    print(f"{'bits':>4} {'brotli':>8} {'score, mean':>12} {'largest':>8} {'keypoints, mean':>16}")
    for bits in BITS:
        rounded = with_short_weights(content, bits)
        changes = np.array(
            [_change(*pair) for pair in zip(original, _answers(rounded, inputs), strict=True)]
        )
        scores, points = changes.T
        size = len(brotli.compress(_halves(rounded)))
        print(f"{bits:4} {size:8,} {scores.mean():12.4f} {scores.max():8.4f} {points.mean():16.2%}")


def _input(path: Path) -> Floats:
    """Return a picture in the middle of the detector's input."""
    picture = cv2.imread(str(path))
    if picture is None:
        sys.exit(f"{path} is no picture that can be read.")
    height, width = picture.shape[:2]
    side = max(height, width)
    square = np.zeros((side, side, 3), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = picture[..., ::-1]
    small = cv2.resize(square, (INPUT_SIZE, INPUT_SIZE), interpolation=cv2.INTER_AREA)
    return np.asarray(small / np.float32(127.5) - 1, np.float32)[None]


def _answers(content: bytes, inputs: list[Floats]) -> list[tuple[Floats, Floats]]:
    """Return the logits [anchors] and regressors [anchors, 16] of each input."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "detector.tflite"
        file.write_bytes(content)
        network = Network(file)
    answers = []
    for each in inputs:
        logits, regressors = sorted(network.run(each).values(), key=lambda value: value.shape[-1])
        answers.append((logits[0, :, 0].copy(), regressors[0].copy()))
    return answers


def _change(before: tuple[Floats, Floats], after: tuple[Floats, Floats]) -> tuple[float, float]:
    """Return how the score and the keypoints of the surest anchor change."""
    surest = int(before[0].argmax())
    scores = [1 / (1 + np.exp(-logits[surest])) for logits, _ in (before, after)]
    (old, new) = (regressors[surest] for _, regressors in (before, after))
    return abs(scores[1] - scores[0]), float(np.abs(new - old)[4:].mean() / old[2])


def _halves(content: bytes) -> bytes:
    """Return the float16 weights of a TFLite file."""
    model = schema.Model.GetRootAs(content, 0)
    tensors = [model.Subgraphs(0).Tensors(i) for i in range(model.Subgraphs(0).TensorsLength())]
    buffers = [
        model.Buffers(tensor.Buffer())
        for tensor in tensors
        if tensor.Type() == schema.TensorType.FLOAT16
    ]
    return b"".join(each.DataAsNumpy().tobytes() for each in buffers if each.DataLength())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
