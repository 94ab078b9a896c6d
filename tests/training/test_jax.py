"""The app's recipe trains on JAX too, as on an accelerator, into a file that loads anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.training import ferplus_files
from training.runs import RunFolder

PROGRAM = """
import sys


class NoTensorFlow:  # An accelerator's machine may have none.
    def find_spec(self, name, path=None, target=None):
        if name == "tensorflow":
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, NoTensorFlow())
from pathlib import Path

import keras
import numpy as np

from tests.training import ferplus_files
from training.fit import fit
from training.recipes import common
from training.runs import RunFolder

assert keras.backend.backend() == "jax"
runs = Path(sys.argv[1])
recipe = common.load("compact").model_copy(update={"batch_size": 16, "epochs": 1})
for name in (recipe.init_from, *recipe.teachers):
    (runs / name).symlink_to(Path("runs", name).absolute())
splits = ferplus_files.splits(40)
folder = RunFolder(runs / "compact")
fit("compact", recipe, splits, folder, seed=1, resume=False)
answers = folder.network().predict(splits["valid"].images[..., None], verbose=0)
np.save(runs / "answers.npy", answers)
"""


def test_the_apps_recipe_trains_on_jax_with_the_committed_teachers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env={**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    folder = RunFolder(tmp_path / "compact")
    assert folder.read().backend == "jax"
    faces = ferplus_files.splits(40)["valid"].images[..., None]
    answers = np.load(tmp_path / "answers.npy")
    np.testing.assert_allclose(folder.network().predict(faces, verbose=0), answers, atol=1e-4)
