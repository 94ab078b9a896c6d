"""The app's network that confirms and follows faces.

    python -m training prepare-follow CLONES FACELESS
    python -m training fit follow

took 9 minutes and 46 minutes, 90 epochs of 341 steps, on two cores of a Xeon that had a little
other work, TensorFlow backend, seed 0. On held-out false faces of pictures without a face
(n 2,441) it refuses 99.1 % at the presence that keeps 99.5 % of held-out faces (n 4,566).
docs/model-card-follow.md has all figures, docs/experiments/follow.md what a shorter training gave.
"""

from training.networks.plain import Plain
from training.recipes.common import Optimizer, Recipe
from training.tasks.follow import Follow

RECIPE = Recipe(
    task=Follow(),
    architecture=Plain(convolutions=((16, 2), (32, 2), (32, 1), (48, 2), (48, 1), (64, 2))),
    augmentation=(),
    optimizer=Optimizer(
        algorithm="adamw",
        peak_learning_rate=1.5e-3,
        warmup=1 / 20,
        initial_learning_rate=1e-5,
        weight_decay=0.01,
    ),
    batch_size=128,
    epochs=90,
    patience=None,
)
