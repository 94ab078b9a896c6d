"""Trains a recipe into a run folder, epoch by epoch, so that a killed run can continue.

It knows no task: what is learnt, measured and finished is in `training.tasks`.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from training.errors import RunError
from training.losses.distillation import ensemble
from training.networks import Architecture, image_input
from training.networks.layers import with_keras_layers
from training.recipes.common import Recipe
from training.runs import (
    History,
    Parent,
    Run,
    RunFolder,
    package_versions,
    rounded,
    weights_sha256,
)
from training.tasks.task import Task

PREDICT_BATCH = 256
NETWORK = "network"
"""The name of the network within the training model."""


def fit(
    name: str, recipe: Recipe, data: Any, folder: RunFolder, *, seed: int, resume: bool
) -> History:
    """Train `recipe` into `folder` and return its history, an entry an epoch.

    Args:
        name: The recipe's name.
        recipe: What to train; its parents lie beside `folder`.
        data: What `recipe.task.load` returned.
        folder: The run folder.
        seed: Seed of all that is random.
        resume: Continue what is in `folder` from its last whole epoch.

    Raises:
        RunError: `folder` holds another run, nothing to resume, or a parent is missing.
    """
    _check(folder, name, recipe, seed, resume=resume)
    batches = recipe.task.training_batches(data, recipe.batch_size, seed)
    keras.utils.set_random_seed(seed)
    if resume and folder.has_state():
        model = folder.state()
    else:
        model = _new_model(name, recipe, folder, seed, len(batches) * recipe.epochs)
    done = int(model.optimizer.iterations.numpy()) // len(batches)
    history = folder.history()[:done]
    batches.epoch = done

    recorder = _Recorder(recipe, data, folder, seed, history)
    if not recorder.finished():
        model.fit(
            batches,
            epochs=recipe.epochs,
            initial_epoch=done,
            shuffle=False,
            callbacks=[recorder],
        )
    return history


def build_network(architecture: Architecture, task: Task, precision: str) -> keras.Model:
    """Return the untrained network of `architecture` with the head of `task`."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(precision)
    try:
        images = image_input(architecture)
        outputs = task.head(architecture.features(images))
        return keras.Model(images, outputs, name=NETWORK)
    finally:
        keras.config.set_dtype_policy(before)


def _check(folder: RunFolder, name: str, recipe: Recipe, seed: int, *, resume: bool) -> None:
    if not folder.exists():
        if resume:
            raise RunError(f"{folder.path} holds no run to resume. Start it without --resume.")
        return
    if not resume:
        raise RunError(
            f"{folder.path} holds a run already: continue it with --resume or choose another "
            "--name."
        )
    run = folder.read()
    if (run.recipe_name, run.recipe, run.seed) != (name, recipe, seed):
        raise RunError(
            f"{folder.path} holds another run ({run.recipe_name}, seed {run.seed}) or another "
            "state of its recipe; run.json tells which. Choose another --name."
        )


def _new_model(name: str, recipe: Recipe, folder: RunFolder, seed: int, steps: int) -> keras.Model:
    """Return the training model, and begin the run folder."""
    parents = []

    def parent(run_name: str, role: Any) -> keras.Model:
        network = _parent_network(RunFolder(folder.path.parent / run_name), recipe.precision)
        parents.append(Parent(name=run_name, role=role, sha256=weights_sha256(network)))
        return network

    teachers = [parent(teacher, "teacher") for teacher in recipe.teachers]
    network = (
        parent(recipe.init_from, "init")
        if recipe.init_from
        else build_network(recipe.architecture, recipe.task, recipe.precision)
    )
    folder.write(
        Run(
            recipe_name=name,
            recipe=recipe,
            parents=tuple(parents),
            seed=seed,
            backend=keras.backend.backend(),
            packages=package_versions(),
        )
    )
    images = image_input(recipe.architecture)
    augmented = images
    for index, augmentation in enumerate(recipe.augmentation):
        augmented = augmentation.layer(seed + index)(augmented)
    outputs = network(augmented)
    if teachers:
        taught = ensemble(teachers)(augmented, training=False)
        outputs = recipe.task.distillation(recipe.distillation_weight)(outputs, taught)
    model = keras.Model(images, outputs)
    model.compile(
        optimizer=recipe.optimizer.build(steps),
        loss=recipe.task.loss(),
        metrics=recipe.task.training_metrics(),
    )
    return model


def _parent_network(folder: RunFolder, precision: str) -> keras.Model:
    """Return the network of the run in `folder`, in the precision of training."""
    recipe = folder.read().recipe
    network = build_network(recipe.architecture, recipe.task, precision)
    network.set_weights(folder.network().get_weights())
    return network


class _Recorder(keras.callbacks.Callback):  # type: ignore[misc]
    """Measures valid after each epoch, writes the run folder, and stops when nothing improves."""

    def __init__(
        self, recipe: Recipe, data: Any, folder: RunFolder, seed: int, history: History
    ) -> None:
        super().__init__()
        self._recipe, self._data, self._folder = recipe, data, folder
        self._seed, self._history = seed, history
        self._images = recipe.task.valid_images(data)
        self._watched = f"valid_{recipe.task.watched}"
        self._network = with_keras_layers(
            build_network(recipe.architecture, recipe.task, "float32")
        )

    def finished(self) -> bool:
        """Say whether the last epoch, or the end of the patience, has been reached."""
        if not self._history:
            return False
        values = [row[self._watched] for row in self._history]
        idle = len(values) - 1 - int(np.argmax(values))
        patience = self._recipe.patience
        return len(values) >= self._recipe.epochs or (patience is not None and idle >= patience)

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        # Keras saves no random state: following from the epoch, it is right after a resumption.
        for index, variable in enumerate(self.model.variables):
            if "seed_generator" in variable.path:
                key = np.random.default_rng((self._seed, epoch, index)).integers(2**31, size=2)
                variable.assign(key.astype(variable.dtype))

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        # Measured as it is kept: in half precision.
        self._network.set_weights(rounded(self.model.get_layer(NETWORK).get_weights()))
        outputs = self._network.predict(self._images, batch_size=PREDICT_BATCH, verbose=0)
        measured = self._recipe.task.measure(outputs, self._data)
        row: dict[str, float] = {"epoch": epoch + 1}
        row |= {key: float(value) for key, value in (logs or {}).items()}
        row |= {f"valid_{key}": value for key, value in measured.items()}
        best = max((row[self._watched] for row in self._history), default=-np.inf)
        self._history.append(row)
        self._folder.write_history(self._history)
        patience = self._recipe.patience
        if patience is None or row[self._watched] > best:
            self._recipe.task.finish(self._network, outputs, self._data)
            self._folder.write_network(self._network)
        self._folder.write_state(self.model)
        line = f" - {self._recipe.task.watched} on valid: {row[self._watched]:.4f}"
        if patience is not None:
            line += f" (best so far: {max(best, row[self._watched]):.4f})"
        print(line)
        self.model.stop_training = self.finished()
