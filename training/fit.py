"""Trains a recipe into a run folder, epoch by epoch, so that a killed run can continue.

runs/NAME/ holds run.json (what is trained), history.csv (a row an epoch), best.keras (the network
of the best epoch on valid or, where the recipe has no patience, of the last: at the end of a cosine
epochs differ by chance), last.keras (the whole training state) and, at the end, what `evaluate`
writes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from training import calibration, distillation, normalization, prepared, recipe, targets
from training.batches import ShuffledFaces
from training.evaluation import measure
from training.ferplus import Faces

BEST, LAST, HISTORY, RUN = "best.keras", "last.keras", "history.csv", "run.json"
PREDICT_BATCH = 256

History = list[dict[str, float]]


class RunError(Exception):
    """A run cannot start or continue; the message says why and what to do."""


@dataclass(frozen=True)
class Run:
    """What is trained: written to run.json, and the same on every resumption."""

    recipe: str
    batch: int
    epochs: int
    seed: int


def fit(run: Run, splits: dict[str, Faces], folder: Path, *, resume: bool) -> History:
    """Train `run` into `folder` and return its history, an entry an epoch.

    Args:
        run: What to train.
        splits: The faces of all three splits; copies of held-out faces are left out of training.
        folder: The run folder.
        resume: Continue what is in `folder` from its last whole epoch.

    Raises:
        RunError: `folder` holds another run, or nothing to resume.
    """
    settings = recipe.load(run.recipe)
    faces = prepared.without_leaks(splits)
    wanted = settings.training_targets(faces.votes)
    used = wanted.sum(axis=1) > 0
    data = ShuffledFaces(
        faces.images[used],
        wanted[used],
        run.batch,
        run.seed,
        mixup=settings.mixup,
        enough=settings.enough,
    )
    goes_on = resume and (folder / LAST).is_file()
    # Asked for before the folder is made. What was saved holds them already.
    names = () if goes_on else settings.teachers
    teachers = [_trained(folder.parent / name, settings) for name in names]
    start = None if goes_on else settings.start
    network = _trained(folder.parent / start, settings) if start else None

    _check_folder(folder, run, resume=resume)
    keras.utils.set_random_seed(run.seed)
    if goes_on:
        model = keras.models.load_model(folder / LAST)
    else:
        network = network or _built(settings.build, settings.precision)
        model = _training_model(settings, run, len(data) * run.epochs, network, teachers)
    done = int(model.optimizer.iterations.numpy()) // len(data)
    history = read_history(folder)[:done]
    data.epoch = done

    progress = _Recorder(run, settings, splits["valid"], folder, history)
    if not progress.finished():
        model.fit(
            data,
            epochs=run.epochs,
            initial_epoch=done,
            shuffle=False,
            callbacks=[progress],
        )
    return history


def read_history(folder: Path) -> History:
    """Return the rows of history.csv, or none where there is no such file."""
    path = folder / HISTORY
    if not path.is_file():
        return []
    with path.open(newline="") as file:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]


def _training_model(
    settings: recipe.Recipe,
    run: Run,
    steps: int,
    network: keras.Model,
    teachers: list[keras.Model],
) -> keras.Model:
    inputs = keras.Input(network.input_shape[1:])
    faces = settings.augmentation(run.seed)(inputs)
    answers = network(faces)
    if teachers:
        taught = distillation.ensemble(teachers)(faces, training=False)
        answers = distillation.Teaching(settings.teaching)(answers, taught)
    model = keras.Model(inputs, answers)
    model.compile(
        optimizer=settings.optimizer(steps),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


def _trained(folder: Path, settings: recipe.Recipe) -> keras.Model:
    """Return the network of the run in `folder`, in the precision of `settings`."""
    if not (folder / BEST).is_file():
        raise RunError(
            f"The recipe needs {folder}, which holds no {BEST}. "
            "Train it first with: python -m training fit"
        )
    trained = keras.models.load_model(folder / BEST)
    name = json.loads((folder / RUN).read_text())["recipe"]
    network = _built(recipe.load(name).build, settings.precision)
    network.set_weights(trained.get_weights())
    return network


def _built(build: Callable[[], keras.Model], precision: str) -> keras.Model:
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(precision)
    try:
        return build()
    finally:
        keras.config.set_dtype_policy(before)


def _check_folder(folder: Path, run: Run, *, resume: bool) -> None:
    path = folder / RUN
    if path.is_file():
        if not resume:
            raise RunError(
                f"{folder} holds a run already: continue it with --resume or choose another --name."
            )
        before = Run(**json.loads(path.read_text()))
        if before != run:
            raise RunError(
                f"{folder} holds another run ({before}), not {run}. Choose another --name."
            )
        return
    if resume:
        raise RunError(f"{folder} holds no run to resume. Start it without --resume.")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(run), indent=2) + "\n")


class _Recorder(keras.callbacks.Callback):  # type: ignore[misc]
    """Measures valid after each epoch, writes the run folder, and stops when nothing improves."""

    def __init__(
        self, run: Run, settings: recipe.Recipe, valid: Faces, folder: Path, history: History
    ) -> None:
        super().__init__()
        self._run, self._settings, self._folder = run, settings, folder
        self._images = valid.images[..., None]
        label = {"P1": targets.majority_labels, "P2": targets.plurality_labels}[settings.protocol]
        self._labels = label(valid.votes)
        self._prior = targets.vote_distribution(valid.votes).mean(axis=0)
        self._history = history
        self._network = normalization.plain(settings.build())

    def finished(self) -> bool:
        """Say whether the last epoch, or the end of the patience, has been reached."""
        if not self._history:
            return False
        accuracies = [row["valid_accuracy"] for row in self._history]
        idle = len(accuracies) - 1 - int(np.argmax(accuracies))
        patience = self._settings.patience
        return len(accuracies) >= self._run.epochs or (patience is not None and idle >= patience)

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        # Keras saves no random state: following from the epoch, it is right after a resumption.
        for index, variable in enumerate(self.model.variables):
            if "seed_generator" in variable.path:
                key = np.random.default_rng((self._run.seed, epoch, index)).integers(2**31, size=2)
                variable.assign(key.astype(variable.dtype))

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        trained = self.model.get_layer(self._network.name)
        self._network.set_weights(trained.get_weights())
        probabilities = self._network.predict(self._images, batch_size=PREDICT_BATCH, verbose=0)
        valid = measure(probabilities, self._labels)
        logs = logs if logs is not None else {}
        row = {
            "epoch": epoch + 1,
            "loss": float(logs["loss"]),
            "accuracy": float(logs["accuracy"]),
            "valid_accuracy": valid["accuracy"],
            "valid_macro_f1": valid["macro_f1"],
        }
        best = max((row["valid_accuracy"] for row in self._history), default=0.0)
        self._history.append(row)
        _write_history(self._history, self._folder)
        if self._settings.patience is None or row["valid_accuracy"] > best:
            if self._settings.calibrated:
                calibration.calibrate(self._network, probabilities, self._labels, self._prior)
            _save(self._network, self._folder / BEST)
        _save(self.model, self._folder / LAST)
        line = f" - {self._settings.protocol} on valid: {row['valid_accuracy']:.2%}"
        if self._settings.patience is not None:
            line += f" (best so far: {max(best, row['valid_accuracy']):.2%})"
        print(line)
        self.model.stop_training = self.finished()


def _write_history(history: History, folder: Path) -> None:
    partial = folder / f"{HISTORY}.partial"
    with partial.open("w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(history[0]))
        writer.writeheader()
        writer.writerows(history)
    partial.replace(folder / HISTORY)


def _save(model: keras.Model, path: Path) -> None:
    partial = path.with_suffix(".partial.keras")
    model.save(partial)
    partial.replace(path)
