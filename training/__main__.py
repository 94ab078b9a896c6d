"""The commands: prepare FER+, fit a recipe, evaluate a run, write the model card."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.errors import DataError, RunError

if TYPE_CHECKING:
    from training.runs import RunFolder

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

RUNS = Path("runs")
CARDS = {
    "expression": Path("docs/model-card.md"),
    "follow": Path("docs/model-card-follow.md"),
}
PREPARED = Path("data/ferplus.npz")
LFW = {part: Path(f"data/lfw-{part}.npz") for part in ("dev", "test")}
PREPARED_FOLLOW = Path("data/follow/patches.npz")
RECIPES = sorted(
    file.stem
    for file in (Path(__file__).parent / "recipes").glob("*.py")
    if file.stem not in ("__init__", "common")
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 2 bad input."""
    options = _parser().parse_args(arguments)

    try:
        options.run(options)
    except (DataError, RunError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:  # no permission, a full disk, a file where a folder belongs
        print(f"error: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Continue a fit with --resume.", file=sys.stderr)
        return 130
    return 0


def _prepare(options: argparse.Namespace) -> None:
    from training.data.prepare import prepare

    prepare(options.source, options.out, options.sorted)


def _prepare_lfw(options: argparse.Namespace) -> None:
    from training.data.lfw import prepare_lfw

    prepare_lfw(options.pictures, options.labels, LFW[options.part], part=options.part)


def _prepare_follow(options: argparse.Namespace) -> None:
    from training.data.prepare_follow import prepare

    prepare(options.clones, options.faceless, options.ferplus, options.out)


def _fit(options: argparse.Namespace) -> None:
    from training import fit
    from training.recipes import common
    from training.runs import RunFolder

    recipe = common.load(options.recipe)
    recipe = recipe.model_copy(
        update={
            "batch_size": options.batch or recipe.batch_size,
            "epochs": options.epochs or recipe.epochs,
        }
    )
    data = recipe.task.load(options.data or recipe.task.data_file)
    folder = RunFolder(RUNS / (options.name or options.recipe))
    history = fit.fit(
        options.recipe, recipe, data, folder, seed=options.seed, resume=options.resume
    )
    watched = recipe.task.watched
    best = max(row[f"valid_{watched}"] for row in history)
    print(f"Trained {len(history)} epochs; best {watched} on valid {best:.4f}.\n")
    _measure(folder, data)


def _evaluate(options: argparse.Namespace) -> None:
    from training.runs import RunFolder

    folder = RunFolder(RUNS / options.name)
    task = folder.read().recipe.task
    _measure(folder, task.load(options.data or task.data_file))
    if task.kind == "expression":
        from training.evaluation.lfw import evaluate_lfw

        for part, file in LFW.items():
            if options.lfw_test if part == "test" else file.is_file():
                evaluate_lfw(folder, part, file)


def _measure(folder: RunFolder, data: Any) -> None:
    from training.evaluation import follow, report

    evaluations: dict[str, Callable[[RunFolder, Any], Any]] = {
        "expression": report.evaluate,
        "follow": follow.evaluate,
    }
    evaluations[folder.read().recipe.task.kind](folder, data)


def _card(options: argparse.Namespace) -> None:
    from training.evaluation import card, follow_card
    from training.runs import RunFolder

    folder = RunFolder(RUNS / options.name)
    kind = folder.read().recipe.task.kind
    write = {"expression": card.write_card, "follow": follow_card.write_card}[kind]
    write(folder, CARDS[kind])
    print(f"Wrote the figures of {folder.path} into {CARDS[kind]}.")


def _alignment(options: argparse.Namespace) -> None:
    from training.evaluation.alignment import measure_alignment

    measure_alignment(options.data, options.count)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description="Train expression networks on FER+: prepare once, then fit, then evaluate.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], None], text: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    prepare = command("prepare", _prepare, "Read FER+ into one fast file, with a report.")
    prepare.add_argument(
        "source",
        type=Path,
        help="folder with FER2013Train, FER2013Valid and FER2013Test (folders or .zip), "
        "or with fer2013.csv and fer2013new.csv",
    )
    prepare.add_argument(
        "--out", type=Path, default=PREPARED, help=f"the file to write (default: {PREPARED})"
    )
    prepare.add_argument(
        "--sorted", type=Path, metavar="FOLDER", help="also write FOLDER/SPLIT/EMOTION/*.png"
    )

    lfw = command(
        "prepare-lfw",
        _prepare_lfw,
        "Crop LFW's faces as the app does, into data/lfw-dev.npz or data/lfw-test.npz.",
    )
    lfw.add_argument("pictures", type=Path, help="LFW's folder images_deepfunneled")
    lfw.add_argument("labels", type=Path, help="CSV file with the columns file and emotion")
    lfw.add_argument(
        "--part",
        choices=list(LFW),
        default="dev",
        help="40 %% of the people to choose by, or the others, for a test once (default: dev)",
    )

    follow = command(
        "prepare-follow",
        _prepare_follow,
        "Cut patches with and without faces for the recipe follow, out of research photos.",
    )
    follow.add_argument("clones", type=Path, help="folder of OWNER+NAME/repo, bare clones")
    follow.add_argument("faceless", type=Path, help="folder of index.csv and pictures/")
    follow.add_argument(
        "--ferplus", type=Path, default=PREPARED, help=f"prepared FER+ (default: {PREPARED})"
    )
    follow.add_argument(
        "--out",
        type=Path,
        default=PREPARED_FOLLOW,
        help=f"the file to write (default: {PREPARED_FOLLOW})",
    )

    fit = command(
        "fit",
        _fit,
        "Train a recipe into runs/NAME; continue a run that was stopped with --resume.",
    )
    fit.add_argument("recipe", choices=RECIPES, help="what to train; see training/recipes")
    fit.add_argument("--name", help="folder under runs/ (default: the recipe's name)")
    fit.add_argument("--batch", type=_positive, help="faces in a step (default: the recipe's)")
    fit.add_argument("--epochs", type=_positive, help="most epochs (default: the recipe's)")
    fit.add_argument("--seed", type=int, default=0, help="seed of all randomness (default: 0)")
    fit.add_argument("--resume", action="store_true", help="continue from the last whole epoch")
    fit.add_argument("--data", type=Path, help="the data (default: where the task keeps it)")

    evaluate = command("evaluate", _evaluate, "Measure the network a run kept on valid and test.")
    evaluate.add_argument("name", help="folder under runs/")
    evaluate.add_argument("--data", type=Path, help="the data (default: where the task keeps it)")
    evaluate.add_argument(
        "--lfw-test", action="store_true", help="also on lfw-test: once, after all is chosen"
    )

    card = command("card", _card, "Put an evaluated run's figures into its model card in docs.")
    card.add_argument("name", help="folder under runs/")

    alignment = command(
        "alignment", _alignment, "Measure how FER+ frames its faces, for the app's alignment."
    )
    alignment.add_argument("--count", type=_positive, default=3000, help="faces to look at")
    alignment.add_argument(
        "--data", type=Path, default=PREPARED, help=f"the prepared file (default: {PREPARED})"
    )
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


if __name__ == "__main__":
    sys.exit(main())
