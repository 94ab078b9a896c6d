"""A run keeps its best or its last network, stops when it should, and survives being killed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from tests.training import ferplus_files
from training import batches, fit, prepared, recipe, targets
from training.__main__ import main
from training.augmentation import RandomGeometry
from training.evaluate import evaluate
from training.evaluation import measure
from training.fit import Run, RunError
from training.normalization import BatchNormalization
from training.recipe import Recipe, plurality_targets

SPLITS = ferplus_files.splits(40)
RUN = Run(recipe="tiny", batch=8, epochs=4, seed=7)


def tiny_network() -> keras.Model:
    inputs = keras.Input((48, 48, 1))
    x = layers.Rescaling(1 / 255)(inputs)
    x = layers.AveragePooling2D(8)(x)
    x = layers.Flatten()(BatchNormalization()(x))
    x = layers.Dropout(0.2)(layers.Dense(16, activation="relu")(x))
    outputs = layers.Dense(8, activation="softmax", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="tiny")


def tiny_recipe(**changes: Any) -> Recipe:
    return Recipe(
        **{
            "build": tiny_network,
            "augmentation": lambda seed: RandomGeometry(
                rotation=10, zoom=0.1, shift=0.1, mirror=False, seed=seed
            ),
            "training_targets": plurality_targets,
            "protocol": "P2",
            "optimizer": lambda steps: keras.optimizers.Adam(1e-2),
            "batch": 8,
            "epochs": 4,
            "patience": None,
            **changes,
        }
    )


@pytest.fixture(autouse=True)
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Recipe], None]:
    def put(chosen: Recipe) -> None:
        monkeypatch.setattr(recipe, "load", lambda name: chosen)

    put(tiny_recipe())
    return put


def weights(path: Path) -> list[Any]:
    return list(keras.models.load_model(path).get_weights())


def test_learns_what_can_be_learnt(tmp_path: Path) -> None:
    history = fit.fit(Run("tiny", 8, 25, seed=1), ferplus_files.splits(160), tmp_path, resume=False)
    assert history[-1]["loss"] < history[0]["loss"] / 2
    assert max(row["valid_accuracy"] for row in history) > 0.8


def test_a_killed_run_ends_as_it_would_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    straight = fit.fit(RUN, SPLITS, tmp_path / "straight", resume=False)

    class KilledError(Exception):
        pass

    measured = 0

    def killed_in_the_third_epoch(*arguments: Any) -> dict[str, Any]:
        nonlocal measured
        measured += 1
        if measured == 3:
            raise KilledError
        return measure(*arguments)

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(fit, "measure", killed_in_the_third_epoch)
        fit.fit(RUN, SPLITS, tmp_path / "killed", resume=False)
    assert len(fit.read_history(tmp_path / "killed")) == 2

    resumed = fit.fit(RUN, SPLITS, tmp_path / "killed", resume=True)

    assert [row["epoch"] for row in resumed] == [1, 2, 3, 4]
    for before, after in zip(straight, resumed, strict=True):
        assert after == pytest.approx(before, rel=1e-4)
    for before, after in zip(
        weights(tmp_path / "straight" / fit.LAST),
        weights(tmp_path / "killed" / fit.LAST),
        strict=True,
    ):
        np.testing.assert_allclose(after, before, atol=1e-4)


def test_a_finished_run_is_not_trained_further(tmp_path: Path) -> None:
    history = fit.fit(RUN, SPLITS, tmp_path, resume=False)
    before = (tmp_path / fit.LAST).read_bytes()
    assert fit.fit(RUN, SPLITS, tmp_path, resume=True) == history
    assert (tmp_path / fit.LAST).read_bytes() == before


@pytest.mark.parametrize("patience", [50, None])
def test_kept_is_the_best_epoch_or_without_patience_the_last(
    patience: int | None, tmp_path: Path, use: Callable[[Recipe], None]
) -> None:
    spoilt_at_last = keras.optimizers.schedules.PiecewiseConstantDecay([15], [1e-2, 10.0])
    use(tiny_recipe(patience=patience, optimizer=lambda _: keras.optimizers.Adam(spoilt_at_last)))
    history = fit.fit(RUN, SPLITS, tmp_path, resume=False)
    network = keras.models.load_model(tmp_path / fit.BEST)
    assert network.input_shape == (None, 48, 48, 1)
    probabilities = network.predict(SPLITS["valid"].images[..., None], verbose=0)
    labels = targets.plurality_labels(SPLITS["valid"].votes)
    accuracies = [row["valid_accuracy"] for row in history]
    assert accuracies[-1] != max(accuracies)
    kept = max(accuracies) if patience else accuracies[-1]
    assert measure(probabilities, labels)["accuracy"] == pytest.approx(kept)


def test_patience_ends_a_run(tmp_path: Path, use: Callable[[Recipe], None]) -> None:
    use(tiny_recipe(patience=2, optimizer=lambda steps: keras.optimizers.SGD(0.0)))
    history = fit.fit(Run("tiny", 8, 50, seed=7), SPLITS, tmp_path, resume=False)
    accuracies = [row["valid_accuracy"] for row in history]
    assert len(history) == int(np.argmax(accuracies)) + 3
    assert len(history) < 50


def test_training_never_sees_copies_of_held_out_faces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    splits = ferplus_files.splits(40)
    splits["train"].images[:4] = splits["test"].images[:4, :, ::-1]
    seen: list[Any] = []
    served = batches.ShuffledFaces.__getitem__

    def watch(self: batches.ShuffledFaces, index: int) -> Any:
        images, wanted = served(self, index)
        seen.extend(image.tobytes() for image in images)
        return images, wanted

    monkeypatch.setattr(batches.ShuffledFaces, "__getitem__", watch)
    fit.fit(Run("tiny", 8, 3, seed=7), splits, tmp_path, resume=False)
    assert {image.tobytes() for image in prepared.without_leaks(splits).images} >= set(seen)
    assert not {image.tobytes() for image in splits["train"].images[:4]} & set(seen)


def test_a_run_folder_is_never_overwritten(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no run to resume"):
        fit.fit(RUN, SPLITS, tmp_path / "new", resume=True)
    fit.fit(Run("tiny", 8, 1, seed=7), SPLITS, tmp_path, resume=False)
    with pytest.raises(RunError, match="--resume"):
        fit.fit(Run("tiny", 8, 1, seed=7), SPLITS, tmp_path, resume=False)
    with pytest.raises(RunError, match="another run"):
        fit.fit(Run("tiny", 8, 1, seed=8), SPLITS, tmp_path, resume=True)


def test_a_student_learns_from_a_run_beside_its_own(
    tmp_path: Path, use: Callable[[Recipe], None]
) -> None:
    use(tiny_recipe(teachers=("teacher",)))
    with pytest.raises(RunError, match="Train it first"):
        fit.fit(RUN, SPLITS, tmp_path / "student", resume=False)
    use(tiny_recipe())
    fit.fit(RUN, SPLITS, tmp_path / "teacher", resume=False)
    long = Run("tiny", 8, 25, seed=9)
    fit.fit(long, SPLITS, tmp_path / "alone", resume=False)
    use(tiny_recipe(teachers=("teacher",), teaching=50.0))
    fit.fit(long, SPLITS, tmp_path / "taught", resume=False)

    faces = SPLITS["valid"].images[..., None]
    teacher = keras.models.load_model(tmp_path / "teacher" / fit.BEST).predict(faces, verbose=0)

    def distance(name: str) -> float:
        student = keras.models.load_model(tmp_path / name / fit.LAST).get_layer("tiny")
        return float(np.abs(student.predict(faces, verbose=0) - teacher).mean())

    assert distance("taught") < distance("alone") / 2


def test_a_run_starts_where_another_ended(tmp_path: Path, use: Callable[[Recipe], None]) -> None:
    use(tiny_recipe())
    fit.fit(RUN, SPLITS, tmp_path / "first", resume=False)
    use(tiny_recipe(start="first", optimizer=lambda steps: keras.optimizers.SGD(0.0)))
    fit.fit(Run("tiny", 8, 1, seed=9), SPLITS, tmp_path / "second", resume=False)

    first, second = (
        keras.models.load_model(tmp_path / name / fit.BEST).get_layer("probabilities").get_weights()
        for name in ("first", "second")
    )
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_is_trained_in_half_precision_is_saved_in_full_and_calibrated(
    tmp_path: Path, use: Callable[[Recipe], None]
) -> None:
    use(tiny_recipe(precision="mixed_bfloat16", calibrated=True))
    fit.fit(Run("tiny", 8, 8, seed=7), ferplus_files.splits(160), tmp_path, resume=False)
    trained = keras.models.load_model(tmp_path / fit.LAST).get_layer("tiny")
    saved = keras.models.load_model(tmp_path / fit.BEST)
    assert trained.layers[-2].compute_dtype == "bfloat16"
    assert all(layer.compute_dtype == "float32" for layer in saved.layers)
    assert not any(isinstance(layer, BatchNormalization) for layer in saved.layers)
    assert keras.config.dtype_policy().name == "float32"


def test_evaluate_writes_the_figures_of_the_kept_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = fit.fit(RUN, SPLITS, tmp_path, resume=False)
    evaluate(tmp_path, SPLITS)
    metrics = json.loads((tmp_path / "metrics.json").read_text())
    assert metrics["recipe"] == "tiny"
    assert metrics["parameters"] == tiny_network().count_params()
    kept = history[-1]["valid_accuracy"]
    assert metrics["splits"]["valid"]["P2"]["accuracy"] == pytest.approx(kept)
    assert set(metrics["splits"]["test"]) == {"P1", "P1-clean", "P2", "vote_divergence"}
    assert 0 <= metrics["certainty"]["lead"] <= 0.95
    assert {path.name for path in tmp_path.glob("*.png")} == {
        "confusion_valid_P1.png",
        "confusion_valid_P2.png",
        "confusion_test_P1.png",
        "confusion_test_P1-clean.png",
        "confusion_test_P2.png",
        "reliability_valid_P1.png",
        "reliability_test_P1.png",
        "training_curves.png",
    }
    assert "Recall on test, P1" in capsys.readouterr().out


def test_the_command_refuses_what_it_does_not_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["fit", "no_such_recipe"])
    assert stopped.value.code == 2
    assert "study_cnn" in capsys.readouterr().err
    assert main(["fit", "study_cnn", "--data", str(tmp_path / "none.npz")]) == 2
    assert "python -m training prepare" in capsys.readouterr().err
