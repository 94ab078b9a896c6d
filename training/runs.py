"""A run folder, runs/NAME/; nothing else reads or writes its files.

run.json holds what is trained (`Run`), history.csv a row an epoch, best.keras the kept network,
last.keras the whole training state, metrics.json what `python -m training evaluate` measured.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, TypeVar

import h5py
import keras
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from training.errors import RunError
from training.recipes.common import Recipe

History = list[dict[str, float]]

_PACKAGES = ("keras", "tensorflow", "tensorflow-cpu", "jax", "numpy")
_LARGEST_HALF = float(np.finfo(np.float16).max)

Model = TypeVar("Model", bound=BaseModel)


class Parent(BaseModel):
    """A run that another one learns from.

    Attributes:
        name: Its folder's name.
        role: Whether training starts from its network, or its answers are targets.
        sha256: Of its weights; see `weights_sha256`.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    role: Literal["init", "teacher"]
    sha256: str


class Run(BaseModel):
    """What is trained: run.json.

    Attributes:
        recipe_name: The recipe's name when the run began.
        recipe: All of the recipe as it was then, with what the command line changed.
        parents: The runs it learns from.
        seed: Seed of all that is random.
        backend: Keras's backend; None where it was not recorded.
        packages: Versions of the packages that compute; None where they were not recorded.
    """

    model_config = ConfigDict(frozen=True)

    recipe_name: str
    recipe: Recipe
    parents: tuple[Parent, ...]
    seed: int
    backend: str | None
    packages: dict[str, str] | None


class RunFolder:
    """The files of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._run, self._metrics = path / "run.json", path / "metrics.json"
        self._history = path / "history.csv"
        self._best, self._last = path / "best.keras", path / "last.keras"

    @property
    def name(self) -> str:
        """The folder's name, by which recipes call the run."""
        return self.path.name

    def exists(self) -> bool:
        """Say whether a run has begun here."""
        return self._run.is_file()

    def read(self) -> Run:
        """Read run.json.

        Raises:
            RunError: It is absent or malformed.
        """
        return self._parsed(self._run, Run, "fit")

    def write(self, run: Run) -> None:
        """Write run.json, and make the folder where there is none."""
        self.path.mkdir(parents=True, exist_ok=True)
        _replace(self._run, run.model_dump_json(indent=2) + "\n")

    def metrics(self, model: type[Model]) -> Model:
        """Read metrics.json, which is a `model`.

        Raises:
            RunError: It is absent or malformed.
        """
        return self._parsed(self._metrics, model, "evaluate")

    def write_metrics(self, metrics: BaseModel) -> None:
        """Write metrics.json."""
        _replace(self._metrics, metrics.model_dump_json(indent=2, by_alias=True) + "\n")

    def history(self) -> History:
        """Read history.csv; none where it is absent."""
        if not self._history.is_file():
            return []
        with self._history.open(newline="") as file:
            return [
                {key: float(value) for key, value in row.items()} for row in csv.DictReader(file)
            ]

    def write_history(self, history: History) -> None:
        """Write history.csv."""
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=list(history[0]))
        writer.writeheader()
        writer.writerows(history)
        _replace(self._history, text.getvalue())

    def network(self) -> keras.Model:
        """Load the kept network.

        Raises:
            RunError: It is absent, or no whole Keras file.
        """
        if not self._best.is_file():
            raise RunError(f"{self._best} does not exist. Train it with: python -m training fit")
        if not zipfile.is_zipfile(self._best):
            raise RunError(f"{self._best} is cut off or no Keras file. Train it again.")
        return keras.models.load_model(self._best, compile=False)

    def write_network(self, network: keras.Model) -> None:
        """Keep `network`, its weights rounded to half precision, in a file for plain Keras."""
        partial = self._best.with_suffix(".partial.keras")
        network.save(partial)
        _halve(partial)
        partial.replace(self._best)

    def has_state(self) -> bool:
        """Say whether there is a training state to continue from."""
        return self._last.is_file()

    def state(self) -> keras.Model:
        """Load the training model and its optimiser as they were after the last whole epoch."""
        return keras.models.load_model(self._last)

    def write_state(self, model: keras.Model) -> None:
        """Write the training model and its optimiser."""
        partial = self._last.with_suffix(".partial.keras")
        model.save(partial)
        partial.replace(self._last)

    def picture(self, name: str) -> Path:
        """Return where the picture called `name` lies."""
        return self.path / f"{name}.png"

    def _parsed(self, path: Path, model: type[Model], command: str) -> Model:
        if not path.is_file():
            raise RunError(f"{path} does not exist. Write it with: python -m training {command}")
        try:
            return model.model_validate_json(path.read_bytes())
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the file"
            raise RunError(
                f"{path} is malformed: {where}: {first['msg']}. "
                f"Write it again with: python -m training {command}"
            ) from error


def weights_sha256(network: keras.Model) -> str:
    """Return the SHA-256 of the weights in half precision, one after the other.

    So it is the same for a network and for a copy of it that is kept in half precision.
    """
    digest = hashlib.sha256()
    for weights in network.get_weights():
        digest.update(_half(weights).tobytes())
    return digest.hexdigest()


def package_versions() -> dict[str, str]:
    """Return the versions of the installed packages that compute."""
    versions = {}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return versions


def rounded(weights: Sequence[NDArray[np.floating]]) -> list[NDArray[np.floating]]:
    """Return `weights` as `RunFolder.write_network` keeps them."""
    return [_half(array).astype(array.dtype) for array in weights]


def _half(array: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return `array` as little-endian half precision, or as it is where it does not fit."""
    if array.dtype.kind != "f" or (array.size and np.abs(array).max() > _LARGEST_HALF):
        return array
    return array.astype("<f2")


def _halve(path: Path) -> None:
    """Rewrite a .keras file with its weights in half precision; Keras reads them as float32."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    halved = io.BytesIO()
    with (
        h5py.File(io.BytesIO(files["model.weights.h5"])) as full,
        h5py.File(halved, "w") as half,
    ):
        _copy_halved(full, half)
    files["model.weights.h5"] = halved.getvalue()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def _copy_halved(source: h5py.Group, target: h5py.Group) -> None:
    target.attrs.update(source.attrs)
    for name, item in source.items():
        if isinstance(item, h5py.Group):
            _copy_halved(item, target.create_group(name))
        else:
            target.create_dataset(name, data=_half(item[()])).attrs.update(item.attrs)


def _replace(path: Path, text: str) -> None:
    """Write `path` so that a reader sees all of the old text or all of the new one."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(text)
    partial.replace(path)
