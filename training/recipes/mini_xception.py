"""mini-Xception under the same conditions as `study_cnn`: the smallest network here.

    python -m training fit mini_xception --batch 64 --epochs 60

is the committed run, stopped after 26 epochs in which it was still learning: 70 minutes beside much
other work, TensorFlow backend, seed 0. P2 71.6 % on valid (n 3,555) and 70.0 % on test (n 3,545);
P1-clean on test 72.3 % (n 2,870).
"""

from training.networks.mini_xception import MiniXception
from training.recipes.common import STUDY_AUGMENTATION, Optimizer, Recipe
from training.tasks.expression import Expression

RECIPE = Recipe(
    task=Expression(targets="plurality", protocol="P2"),
    architecture=MiniXception(),
    augmentation=STUDY_AUGMENTATION,
    optimizer=Optimizer(algorithm="adam", peak_learning_rate=1e-3, schedule="constant"),
    batch_size=16,
    epochs=100,
    patience=15,
)
