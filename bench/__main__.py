"""Measures Camxuc, and others beside it, on this machine; writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.errors import BenchError
from bench.host import BENCH, WEB
from bench.report import write_section
from tests.kit import ROOT

if TYPE_CHECKING:
    from bench.accuracy import Faces
    from bench.faces import Material

REPORT = ROOT / "docs/benchmarks.md"
FERPLUS = ROOT / "data/ferplus.npz"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark, print its section and write it into docs/benchmarks.md."""
    options = _parser().parse_args(arguments)
    try:
        if not (BENCH / "node_modules").is_dir():
            raise BenchError("What to compare with is not installed: npm --prefix bench ci")
        text = BENCHMARKS[options.what](options)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(text)
    if options.split == "test":
        write_section(options.report, options.what, text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True, metavar="BENCHMARK")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.add_argument("--report", type=Path, default=REPORT, help="docs/benchmarks.md")
        made.set_defaults(split="test")
        return made

    def command_on_data(name: str, text: str) -> argparse.ArgumentParser:
        made = command(name, text)
        made.add_argument("--ferplus", type=Path, default=FERPLUS, help="prepared")
        made.add_argument(
            "--split", choices=("test", "valid"), help="valid, to choose by, is only printed"
        )
        return made

    speed = command("speed", "Time and bytes, beside face-api and human.")
    speed.add_argument("--site", type=Path, default=WEB / "dist", help="the built app")
    speed.add_argument("--rounds", type=int, default=4, help="default: 4")
    faces = command_on_data("faces", "Faces found, and false ones, by all.")
    faces.add_argument("--count", type=int, default=500, help="of each, shown to ours (500)")
    faces.add_argument("--theirs", type=int, default=100, help="of these, to the others (100)")
    accuracy = command_on_data("accuracy", "Emotions through the whole pipeline, by all.")
    accuracy.add_argument("--faces", type=int, default=2870, help="shown to ours (all of test)")
    accuracy.add_argument("--theirs", type=int, default=300, help="of these, to the others (300)")
    thresholds = command_on_data("thresholds", "Found against false, by threshold; on valid.")
    thresholds.set_defaults(split="valid")
    thresholds.add_argument("--count", type=int, default=200, help="of each (200)")
    thresholds.add_argument(
        "--vary",
        nargs="+",
        type=_varied,
        default=(),
        metavar="NAME=VALUE,VALUE",
        help="thresholds of web/src/vision/thresholds.ts, each varied alone",
    )
    thresholds.add_argument("--together", action="store_true", help="vary all at once")
    following = command("following", "How steadily a known face is followed, against a truth.")
    following.add_argument("--films", type=int, default=10, help="of each kind (10)")
    steadiness = command_on_data("steadiness", "How often labels change, and how soon.")
    steadiness.add_argument("--films", type=int, default=60, help="default: 60")
    return parser


def _varied(text: str) -> tuple[str, list[float]]:
    name, _, values = text.partition("=")
    return name, [float(value) for value in values.split(",")]


def _speed(options: argparse.Namespace) -> str:
    from bench.speed import measure_speed
    from bench.speed_report import describe

    if not (options.site / "index.html").is_file():
        raise BenchError(f"{options.site} holds no built app: run `make bench`.")
    return describe(measure_speed(options.site, options.rounds))


def _faces(options: argparse.Namespace) -> str:
    from bench.faces import measure_faces
    from bench.faces_report import describe
    from bench.viewer import viewing

    ours = _material(options, options.count)
    with viewing() as viewer:
        eyes = measure_faces(viewer, ours, ours.first(options.theirs))
    return describe(eyes, options.split)


def _accuracy(options: argparse.Namespace) -> str:
    from bench.accuracy import measure_accuracy
    from bench.accuracy_report import describe
    from bench.pictures import FACELESS, faceless
    from bench.viewer import viewing

    faces = _ferplus(options, options.faces)
    world = faceless(FACELESS, held_out=options.split == "test")

    def bare(rest: str) -> bytes:
        return faces.images[slice(*map(int, rest.split("-")))].tobytes()

    with viewing({"faces": bare}) as viewer:
        accuracy = measure_accuracy(viewer, faces, world, options.theirs)
    return describe(accuracy, options.split)


def _thresholds(options: argparse.Namespace) -> str:
    from bench.thresholds import describe, measure_thresholds, variations
    from bench.viewer import viewing

    material = _material(options, options.count)
    grid = variations(dict(options.vary), together=options.together)
    with viewing() as viewer:
        points = measure_thresholds(viewer, material, grid)
    return describe(points, options.split)


def _following(options: argparse.Namespace) -> str:
    from bench.following import describe, measure_following
    from bench.pictures import FACELESS, LFW, faceless, lfw, read
    from bench.viewer import viewing

    backdrops = [read(path) for path in faceless(FACELESS, held_out=True)[: options.films]]
    people = lfw(LFW, 2 * options.films, held_out=True)
    with viewing() as viewer:
        return describe(measure_following(viewer, people, backdrops, options.films))


def _steadiness(options: argparse.Namespace) -> str:
    from bench.pictures import FACELESS, faceless
    from bench.steadiness import describe, measure_steadiness
    from bench.viewer import viewing

    faces = _ferplus(options, 2 * options.films)
    world = faceless(FACELESS, held_out=options.split == "test")
    with viewing() as viewer:
        return describe(measure_steadiness(viewer, faces, world), options.split)


def _material(options: argparse.Namespace, count: int) -> Material:
    from bench.faces import Material
    from bench.pictures import FACELESS, LFW, faceless, lfw

    held_out = options.split == "test"
    return Material(
        _ferplus(options, count).images,
        faceless(FACELESS, held_out=held_out)[:count],
        faceless(FACELESS, held_out=held_out, lookalikes=True)[:count],
        lfw(LFW, count, held_out=held_out),
    )


def _ferplus(options: argparse.Namespace, count: int) -> Faces:
    from bench.accuracy import majority_faces
    from training.errors import DataError

    try:
        return majority_faces(options.ferplus, options.split, count)
    except DataError as error:
        raise BenchError(str(error)) from error


BENCHMARKS: Mapping[str, Callable[[argparse.Namespace], str]] = {
    "speed": _speed,
    "faces": _faces,
    "accuracy": _accuracy,
    "thresholds": _thresholds,
    "following": _following,
    "steadiness": _steadiness,
}


if __name__ == "__main__":
    sys.exit(main())
