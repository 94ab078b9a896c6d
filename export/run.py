"""A training run as it lies on disk: runs/NAME/best.keras and metrics.json."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import keras
from pydantic import BaseModel, Field, ValidationError

from export.errors import ExportError
from export.manifest import Accuracy, Certainty
from training.emotions import EMOTIONS
from training.ferplus import SIZE

NETWORK, METRICS = "best.keras", "metrics.json"
PROBABILITIES = "probabilities"
"""The name of a network's last layer, whose input is the embedding."""


class _Measured(BaseModel):
    n: Annotated[int, Field(gt=0)]
    accuracy: Annotated[float, Field(ge=0, le=1)]


class _Valid(BaseModel):
    p1: _Measured = Field(alias="P1")
    p2: _Measured = Field(alias="P2")


class _Test(_Valid):
    p1_clean: _Measured = Field(alias="P1-clean")


class _Splits(BaseModel):
    valid: _Valid
    test: _Test


class _Certainty(BaseModel):
    lead: Annotated[float, Field(ge=0, le=1)]


class Metrics(BaseModel):
    """The part of metrics.json that the app is told; `python -m training evaluate` writes it."""

    recipe: Annotated[str, Field(min_length=1)]
    parameters: Annotated[int, Field(gt=0)]
    certainty: _Certainty
    splits: _Splits

    def accuracy(self) -> list[Accuracy]:
        """Return each measured accuracy with its split and protocol."""
        valid, test = self.splits.valid, self.splits.test
        return [
            Accuracy(split="valid", protocol="P1", n=valid.p1.n, value=valid.p1.accuracy),
            Accuracy(split="valid", protocol="P2", n=valid.p2.n, value=valid.p2.accuracy),
            Accuracy(split="test", protocol="P1", n=test.p1.n, value=test.p1.accuracy),
            Accuracy(
                split="test",
                protocol="P1-clean",
                n=test.p1_clean.n,
                value=test.p1_clean.accuracy,
            ),
            Accuracy(split="test", protocol="P2", n=test.p2.n, value=test.p2.accuracy),
        ]

    def lead(self) -> Certainty:
        """Return when an answer is certain."""
        return Certainty(lead=self.certainty.lead)


@dataclass(frozen=True)
class Run:
    """A trained network, [n, 48, 48, 1] in 0..255 to [n, 8], with its measured accuracy."""

    network: keras.Model
    metrics: Metrics


def read_run(folder: Path) -> Run:
    """Read and check the run in `folder`.

    Raises:
        ExportError: a file is absent, cannot be read, or holds another kind of network.
    """
    if not folder.is_dir():
        raise ExportError(
            f"There is no run at {folder}: train one with `python -m training fit RECIPE`."
        )
    metrics = _read_metrics(folder / METRICS)
    network = _read_network(folder / NETWORK)
    if network.count_params() != metrics.parameters:
        raise ExportError(
            f"{folder / METRICS} is about a network of {metrics.parameters:,} parameters, but "
            f"{NETWORK} has {network.count_params():,}: run `python -m training evaluate` again."
        )
    return Run(network, metrics)


def _read_metrics(path: Path) -> Metrics:
    if not path.is_file():
        raise ExportError(f"{path} is absent: write it with `python -m training evaluate`.")
    try:
        return Metrics.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise ExportError(
            f"{path} is malformed: {where}: {first['msg']}; "
            "write it again with `python -m training evaluate`."
        ) from error


def _read_network(path: Path) -> keras.Model:
    if not path.is_file():
        raise ExportError(f"{path} is absent: train it with `python -m training fit RECIPE`.")
    try:
        network = keras.saving.load_model(path, compile=False)
    except (ValueError, TypeError, KeyError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise ExportError(f"{path} is not a Keras model that can be loaded: {reason}") from error
    expected = (None, SIZE, SIZE, 1)
    if network.input_shape != expected:
        raise ExportError(
            f"{path} takes inputs of shape {network.input_shape}, and the app has {expected}: "
            "export a run of one of this repository's recipes."
        )
    last = network.layers[-1]
    if last.name != PROBABILITIES:
        raise ExportError(
            f'The last layer of {path} is "{last.name}" instead of "{PROBABILITIES}": '
            "export a run of one of this repository's recipes."
        )
    if network.output_shape != (None, len(EMOTIONS)):
        raise ExportError(
            f"{path} answers with shape {network.output_shape} instead of {len(EMOTIONS)} classes "
            f"({', '.join(EMOTIONS)}): export a run of one of this repository's recipes."
        )
    return network
