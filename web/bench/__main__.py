"""`python -m web.bench speed`, `... accuracy` and `... steadiness`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from web.bench.browser import BenchError
from web.bench.host import BENCH, WEB
from web.bench.report import write_section

if TYPE_CHECKING:
    from web.bench.accuracy import Faces

ROOT = WEB.parent
REPORT = ROOT / "docs/benchmarks.md"
FERPLUS = Path(os.environ.get("FERPLUS", ROOT.parent / "shared/data/ferplus"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark, print its section and write it into docs/benchmarks.md."""
    options = _parser().parse_args(arguments)
    try:
        _check(options.site)
        measure = {"speed": _speed, "accuracy": _accuracy, "steadiness": _steadiness}
        text = measure[options.what](options)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(text)
    if options.split == "test":
        write_section(options.report, options.what, text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.bench", description=__doc__)
    parser.add_argument("what", choices=("speed", "accuracy", "steadiness"))
    add = parser.add_argument
    add("--site", type=Path, default=WEB / "dist", help="the built app (default: web/dist)")
    add("--report", type=Path, default=REPORT, help="default: docs/benchmarks.md")
    add("--rounds", type=int, default=4, help="of speed (default: 4)")
    add("--ferplus", type=Path, default=FERPLUS, help="FER+'s folder (default: $FERPLUS)")
    add(
        "--split", choices=("test", "valid"), default="test", help="valid, to choose by, is printed"
    )
    add("--faces", type=int, default=2870, help="shown to us (default: 2870, all of test)")
    add("--theirs", type=int, default=300, help="of them shown to the others (default: 300)")
    add("--films", type=int, default=60, help="of steadiness (default: 60)")
    return parser


def _check(site: Path) -> None:
    if not (site / "index.html").is_file():
        raise BenchError(f"{site} holds no built app: run `make bench`.")
    if not (BENCH / "node_modules").is_dir():
        raise BenchError("What to compare with is not installed: npm --prefix web/bench ci")


def _speed(options: argparse.Namespace) -> str:
    from web.bench.speed import measure_speed
    from web.bench.speed_report import describe

    return describe(measure_speed(options.site, options.rounds))


def _accuracy(options: argparse.Namespace) -> str:
    from web.bench.accuracy import measure_accuracy
    from web.bench.accuracy_report import describe

    faces = _faces(options, options.faces)
    with _pipeline() as pipeline:
        return describe(
            measure_accuracy(options.site, pipeline, faces, options.theirs), options.split
        )


def _steadiness(options: argparse.Namespace) -> str:
    from web.bench.steadiness import describe, measure_steadiness

    faces = _faces(options, 2 * options.films)
    with _pipeline() as pipeline:
        return describe(measure_steadiness(options.site, pipeline, faces), options.split)


def _faces(options: argparse.Namespace, count: int) -> Faces:
    from training.ferplus import DataError
    from web.bench.accuracy import majority_faces

    try:
        return majority_faces(options.ferplus, options.split, count)
    except DataError as error:
        raise BenchError(str(error)) from error


@contextmanager
def _pipeline() -> Iterator[Path]:
    """Build the app's vision for the benchmark's pages."""
    with tempfile.TemporaryDirectory() as folder:
        build = ["npm", "exec", "--", "vite", "build", "--logLevel", "error"]
        config = ["--config", "bench/vite.config.ts", "--outDir", folder, "--emptyOutDir"]
        subprocess.run([*build, *config], cwd=WEB, check=True)  # noqa: S603
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
