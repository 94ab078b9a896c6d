"""mini-Xception under the same conditions as `study_cnn`: the smallest network here."""

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
