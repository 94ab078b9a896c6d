"""`python -m export`: converts a trained run or the face detector to what the app loads."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from export.errors import ExportError

ROOT = Path(__file__).parent.parent
TFLITE = ROOT / "web/node_modules/@mediapipe/face_detection/face_detection_short_range.tflite"

DESCRIPTION = """\
Converts a trained network to what the page and the image API load.

  python -m export compact      the network of runs/compact (a path works too) becomes the app's
                                expression network: web/public/model and
                                server/faces/models/classifier.tflite
  python -m export follow       the network of runs/follow becomes the app's: web/public/follow and
                                server/faces/models/follow.tflite
  python -m export detector     BlazeFace becomes the app's face detector: web/public/detector and
                                server/faces/models/detector.tflite

Each model is run as it was written, by TF.js in Node and by LiteRT, and compared with its original.
Where they differ, nothing is written and the exit code is 2.
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
    parser.add_argument("what", metavar="RUN|follow|detector", help="what to export")
    parser.add_argument(
        "--tflite",
        type=Path,
        default=TFLITE,
        metavar="FILE",
        help="the detector's .tflite file (default: from the npm package in web/node_modules)",
    )
    return parser


def _run(what: str, tflite: Path) -> str:
    # TensorFlow is imported here, because --help should not wait for it.
    if what == "detector":
        from export.detector import export_detector

        folder = ROOT / "web/public/detector"
        model = ROOT / "server/faces/models/detector.tflite"
        return f"Wrote {folder}.\n{export_detector(tflite, folder, model)}"
    if what == "follow":
        from export.follow import export_follow

        folder = ROOT / "web/public/follow"
        model = ROOT / "server/faces/models/follow.tflite"
        differences = export_follow(ROOT / "runs/follow", folder, model)
        return f"Wrote {folder}.\n{differences}"
    from export.expression import export_expression

    folder = ROOT / "web/public/model"
    is_name = len(Path(what).parts) == 1 and not Path(what).is_dir()
    run = ROOT / "runs" / what if is_name else Path(what)
    exported = export_expression(run, folder, ROOT / "server/faces/models/classifier.tflite")
    return (
        f"Wrote {folder}.\n"
        f"Rounding the weights changes a probability by at most {exported.rounding:.1e}.\n"
        f"TF.js against Keras: {exported.browser}.\n"
        f"LiteRT against Keras: {exported.host}."
    )


if __name__ == "__main__":
    sys.exit(main())
