"""The commands: prepare FER+, fit a recipe, evaluate a run, write the model card."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

RUNS = Path("runs")
DATA = Path("data/ferplus.npz")
CARD = Path("docs/model-card.md")
RECIPES = sorted(
    path.stem
    for path in (Path(__file__).parent / "recipes").glob("*.py")
    if path.stem != "__init__"
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 2 bad input."""
    options = _parser().parse_args(arguments)

    # Keras takes seconds to import; --help and mistakes need none of it.
    from training.ferplus import DataError
    from training.fit import RunError

    try:
        options.run(options)
    except (DataError, RunError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Continue a fit with --resume.", file=sys.stderr)
        return 130
    return 0


def _prepare(options: argparse.Namespace) -> None:
    from training.prepare import prepare

    prepare(options.source, options.out, options.sorted)


def _fit(options: argparse.Namespace) -> None:
    from training import fit, plots, prepared, recipe
    from training.evaluate import evaluate

    settings = recipe.load(options.recipe)
    run = fit.Run(
        recipe=options.recipe,
        batch=options.batch or settings.batch,
        epochs=options.epochs or settings.epochs,
        seed=options.seed,
    )
    folder = RUNS / (options.name or options.recipe)
    splits = prepared.load(options.data)
    history = fit.fit(run, splits, folder, resume=options.resume)
    best = max(row["valid_accuracy"] for row in history)
    print(f"Trained {len(history)} epochs; best {settings.protocol} on valid {best:.2%}.\n")
    plots.curves(history, settings.protocol, folder / "training_curves.png")
    evaluate(folder, splits)


def _evaluate(options: argparse.Namespace) -> None:
    from training import prepared
    from training.evaluate import evaluate

    evaluate(RUNS / options.name, prepared.load(options.data))


def _card(options: argparse.Namespace) -> None:
    from training.card import write_card

    write_card(RUNS / options.name, CARD)
    print(f"Wrote the figures of {RUNS / options.name} into {CARD}.")


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
        "--out", type=Path, default=DATA, help=f"the file to write (default: {DATA})"
    )
    prepare.add_argument(
        "--sorted", type=Path, metavar="FOLDER", help="also write FOLDER/SPLIT/EMOTION/*.png"
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
    fit.add_argument("--data", type=Path, default=DATA, help=f"the prepared file (default: {DATA})")

    evaluate = command("evaluate", _evaluate, "Measure the network a run kept on valid and test.")
    evaluate.add_argument("name", help="folder under runs/")
    evaluate.add_argument(
        "--data", type=Path, default=DATA, help=f"the prepared file (default: {DATA})"
    )

    card = command("card", _card, f"Put an evaluated run's figures into {CARD}.")
    card.add_argument("name", help="folder under runs/")
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


if __name__ == "__main__":
    sys.exit(main())
