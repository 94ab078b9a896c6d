"""The app's recipe trains on JAX too, as on an accelerator, into a file that loads anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np

from tests.training import ferplus_files
from training import fit

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
from training import fit, recipe

assert keras.backend.backend() == "jax"
runs = Path(sys.argv[1])
settings = recipe.load("compact")
for name in (settings.start, *settings.teachers):
    (runs / name).symlink_to(Path("runs", name).absolute())
splits = ferplus_files.splits(40)
fit.fit(fit.Run("compact", 16, 1, seed=1), splits, runs / "compact", resume=False)
network = keras.models.load_model(runs / "compact" / fit.BEST)
np.save(runs / "answers.npy", network.predict(splits["valid"].images[..., None], verbose=0))
"""


def test_the_apps_recipe_trains_on_jax_with_the_committed_teachers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env={**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
        cwd=Path(__file__).parents[2],
        timeout=400,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    network = keras.models.load_model(tmp_path / "compact" / fit.BEST)
    faces = ferplus_files.splits(40)["valid"].images[..., None]
    answers = np.load(tmp_path / "answers.npy")
    np.testing.assert_allclose(network.predict(faces, verbose=0), answers, atol=1e-4)
