"""A run keeps its best or its last network, stops when it should, and survives being killed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.training import ferplus_files
from training.__main__ import main
from training.augmentation import Geometry
from training.data import batches, labels, leaks
from training.data.dataset import Faces
from training.errors import RunError
from training.evaluation.metrics import measure
from training.evaluation.report import evaluate
from training.fit import NETWORK, build_network, fit
from training.networks.layers import BatchNormalization
from training.networks.residual import Residual
from training.recipes.common import Optimizer, Recipe
from training.runs import History, RunFolder, weights_sha256
from training.tasks.expression import Expression

SPLITS = ferplus_files.splits(40)
STILL = Optimizer(algorithm="sgd", peak_learning_rate=0.0, schedule="constant")


def recipe(*, task: dict[str, Any] | None = None, **changes: Any) -> Recipe:
    return Recipe(
        **{
            "task": Expression(**{"targets": "plurality", "protocol": "P2", **(task or {})}),
            "architecture": Residual(stem=((24, 6, 4),), stages=(), dropout=0.1),
            "augmentation": (Geometry(rotation=5, shift=0.1),),
            "optimizer": Optimizer(algorithm="adam", peak_learning_rate=1e-2, schedule="constant"),
            "batch_size": 8,
            "epochs": 4,
            "patience": None,
            **changes,
        }
    )


def trained(
    folder: Path,
    what: Recipe,
    splits: dict[str, Faces] = SPLITS,
    *,
    seed: int = 7,
    resume: bool = False,
) -> History:
    return fit("tiny", what, splits, RunFolder(folder), seed=seed, resume=resume)


def test_learns_what_can_be_learnt(tmp_path: Path) -> None:
    history = trained(tmp_path, recipe(epochs=20), ferplus_files.splits(160))
    assert history[-1]["loss"] < history[0]["loss"] / 2
    assert max(row["valid_accuracy"] for row in history) > 0.8


def test_a_killed_run_ends_as_it_would_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    straight = trained(tmp_path / "straight", recipe())

    class KilledError(Exception):
        pass

    measured = 0
    measure_valid = Expression.measure

    def killed_in_the_third_epoch(*arguments: Any) -> dict[str, float]:
        nonlocal measured
        measured += 1
        if measured == 3:
            raise KilledError
        return measure_valid(*arguments)

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(Expression, "measure", killed_in_the_third_epoch)
        trained(tmp_path / "killed", recipe())
    assert len(RunFolder(tmp_path / "killed").history()) == 2

    resumed = trained(tmp_path / "killed", recipe(), resume=True)

    assert [row["epoch"] for row in resumed] == [1, 2, 3, 4]
    for before, after in zip(straight, resumed, strict=True):
        assert after["loss"] == pytest.approx(before["loss"], rel=1e-2)
        assert after["valid_accuracy"] == pytest.approx(before["valid_accuracy"], abs=2.5 / 40)
    for before, after in zip(
        RunFolder(tmp_path / "straight").state().get_weights(),
        RunFolder(tmp_path / "killed").state().get_weights(),
        strict=True,
    ):
        np.testing.assert_allclose(after, before, atol=1e-2)


def test_a_finished_run_is_not_trained_further(tmp_path: Path) -> None:
    history = trained(tmp_path, recipe(epochs=1))
    before = (tmp_path / "last.keras").read_bytes()
    assert trained(tmp_path, recipe(epochs=1), resume=True) == history
    assert (tmp_path / "last.keras").read_bytes() == before


@pytest.mark.parametrize("patience", [50, None])
def test_kept_is_the_best_epoch_or_without_patience_the_last(
    patience: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt_at_last = keras.optimizers.schedules.PiecewiseConstantDecay([15], [1e-2, 10.0])
    monkeypatch.setattr(Optimizer, "_learning_rate", lambda *_: spoilt_at_last)
    history = trained(tmp_path, recipe(patience=patience))
    network = RunFolder(tmp_path).network()
    assert network.input_shape == (None, 48, 48, 1)
    probabilities = network.predict(SPLITS["valid"].images[..., None], verbose=0)
    truth = labels.plurality_labels(SPLITS["valid"].votes)
    accuracies = [row["valid_accuracy"] for row in history]
    assert accuracies[-1] < max(accuracies) - 5 / 40
    kept = max(accuracies) if patience else accuracies[-1]
    assert measure(probabilities, truth).accuracy == pytest.approx(kept, abs=1.5 / 40)


def test_patience_ends_a_run(tmp_path: Path) -> None:
    history = trained(tmp_path, recipe(patience=2, epochs=50, optimizer=STILL))
    accuracies = [row["valid_accuracy"] for row in history]
    assert len(history) == int(np.argmax(accuracies)) + 3
    assert len(history) < 50


def test_training_never_sees_copies_of_held_out_faces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    splits = ferplus_files.splits(40)
    splits["train"].images[:4] = splits["test"].images[:4, :, ::-1]
    seen: list[Any] = []
    served = batches.FaceBatches.__getitem__

    def watch(self: batches.FaceBatches, index: int) -> Any:
        images, targets = served(self, index)
        seen.extend(image.tobytes() for image in images)
        return images, targets

    monkeypatch.setattr(batches.FaceBatches, "__getitem__", watch)
    trained(tmp_path, recipe(epochs=3), splits)
    assert {image.tobytes() for image in leaks.training_faces(splits).images} >= set(seen)
    assert not {image.tobytes() for image in splits["train"].images[:4]} & set(seen)


def test_a_run_folder_is_never_overwritten(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no run to resume"):
        trained(tmp_path / "new", recipe(epochs=1), resume=True)
    trained(tmp_path, recipe(epochs=1))
    with pytest.raises(RunError, match="--resume"):
        trained(tmp_path, recipe(epochs=1))
    with pytest.raises(RunError, match="another run"):
        trained(tmp_path, recipe(epochs=1), seed=8, resume=True)
    with pytest.raises(RunError, match="another run"):
        trained(tmp_path, recipe(epochs=2), resume=True)


def test_run_json_holds_all_of_the_recipe_and_where_it_ran(tmp_path: Path) -> None:
    trained(tmp_path, recipe(epochs=1), seed=5)
    run = RunFolder(tmp_path).read()
    assert (run.recipe_name, run.recipe, run.seed) == ("tiny", recipe(epochs=1), 5)
    assert run.backend == keras.backend.backend()
    assert run.packages is not None
    assert run.packages["keras"] == keras.__version__
    assert run.parents == ()


def test_a_student_learns_from_a_run_beside_its_own(tmp_path: Path) -> None:
    student = recipe(teachers=("teacher",), distillation_weight=50.0, epochs=25)
    with pytest.raises(RunError, match="teacher"):
        trained(tmp_path / "student", student)
    assert not (tmp_path / "student").exists()
    trained(tmp_path / "teacher", recipe())
    trained(tmp_path / "alone", recipe(epochs=25), seed=9)
    trained(tmp_path / "taught", student, seed=9)

    faces = SPLITS["valid"].images[..., None]
    teacher = RunFolder(tmp_path / "teacher").network()
    answers = teacher.predict(faces, verbose=0)

    def distance(name: str) -> float:
        network = RunFolder(tmp_path / name).network()
        return float(np.abs(network.predict(faces, verbose=0) - answers).mean())

    assert distance("taught") < distance("alone") / 2
    (parent,) = RunFolder(tmp_path / "taught").read().parents
    assert (parent.name, parent.role) == ("teacher", "teacher")
    assert parent.sha256 == weights_sha256(teacher)


def test_a_run_starts_where_another_ended(tmp_path: Path) -> None:
    trained(tmp_path / "first", recipe())
    trained(tmp_path / "second", recipe(init_from="first", optimizer=STILL, epochs=1), seed=9)

    first, second = (
        RunFolder(tmp_path / name).network().get_layer("probabilities").get_weights()
        for name in ("first", "second")
    )
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
    (parent,) = RunFolder(tmp_path / "second").read().parents
    assert (parent.name, parent.role) == ("first", "init")


def test_what_is_trained_in_half_precision_is_kept_in_full_and_calibrated(tmp_path: Path) -> None:
    what = recipe(precision="mixed_bfloat16", epochs=8, task={"calibrate": True})
    trained(tmp_path, what, ferplus_files.splits(160))
    training = RunFolder(tmp_path).state().get_layer(NETWORK)
    kept = RunFolder(tmp_path).network()
    assert training.layers[-2].compute_dtype == "bfloat16"
    assert all(layer.compute_dtype == "float32" for layer in kept.layers)
    assert not any(isinstance(layer, BatchNormalization) for layer in kept.layers)
    assert keras.config.dtype_policy().name == "float32"
    last, last_kept = training.layers[-1].get_weights(), kept.layers[-1].get_weights()
    assert np.abs(last[0] - last_kept[0]).max() > 1e-3


def test_evaluate_writes_the_figures_of_the_kept_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = trained(tmp_path, recipe())
    metrics = evaluate(RunFolder(tmp_path), SPLITS)
    assert RunFolder(tmp_path).metrics(type(metrics)) == metrics
    assert metrics.recipe == "tiny"
    what = recipe()
    built = build_network(what.architecture, what.task, "float32")
    assert metrics.parameters == built.count_params()
    kept = history[-1]["valid_accuracy"]
    assert metrics.splits.valid.p2.accuracy == pytest.approx(kept, abs=1.5 / 40)
    assert set(metrics.splits.test.protocols()) == {"P1", "P1-clean", "P2"}
    assert 0 <= metrics.certainty.lead <= 0.95
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
