"""`python -m export`: turns a trained run or the face detector into what the app loads."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from export.errors import ExportError
from export.schema import write_schema

ROOT = Path(__file__).parent.parent
TFLITE = ROOT / "web/node_modules/@mediapipe/face_detection/face_detection_short_range.tflite"

DESCRIPTION = """\
Turns a trained network into what the browser and the image API load.

  python -m export study_cnn    the network of runs/study_cnn (a path works too) becomes the app's
                                model: web/public/model and server/models/classifier.tflite
  python -m export detector     BlazeFace becomes the app's face detector: web/public/detector and
                                server/models/detector.tflite
  python -m export schema       the contract of manifest.json, web/src/vision/manifest.schema.json

A model is executed as it was written, by TF.js in Node and by LiteRT, and compared with its
original. Where they differ, nothing is written and the exit code is 2.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0, or 2 where the export was refused."""
    options = _parser().parse_args(arguments)
    try:
        print(_run(options.what, options.tflite))
    except ExportError as error:
        print(f"export: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m export",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", metavar="RUN|detector|schema", help="what to export")
    parser.add_argument(
        "--tflite",
        type=Path,
        default=TFLITE,
        metavar="FILE",
        help="the detector's .tflite file (default: from the npm package in web/node_modules)",
    )
    return parser


def _run(what: str, tflite: Path) -> str:
    # The schema needs no TensorFlow, and --help should not wait for it.
    if what == "schema":
        path = ROOT / "web/src/vision/manifest.schema.json"
        write_schema(path)
        return f"Wrote {path}."
    if what == "detector":
        from export.detector import export_detector

        folder = ROOT / "web/public/detector"
        difference = export_detector(tflite, folder, ROOT / "server/models/detector.tflite")
        return f"Wrote {folder}; it differs from TFLite by at most {difference:.1e}."
    from export.classifier import export_classifier

    folder = ROOT / "web/public/model"
    is_name = len(Path(what).parts) == 1 and not Path(what).is_dir()
    run = ROOT / "runs" / what if is_name else Path(what)
    exported = export_classifier(run, folder, ROOT / "server/models/classifier.tflite")
    return (
        f"Wrote {folder}.\n"
        f"A byte a weight changes a probability by at most {exported.rounding:.1e}.\n"
        f"TF.js against Keras: {exported.browser}.\n"
        f"LiteRT against Keras: {exported.host}."
    )


if __name__ == "__main__":
    sys.exit(main())
