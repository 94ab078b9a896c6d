"""mini-Xception under the same conditions as `study_cnn`: the smallest network here."""

import keras

from training.augmentation import RandomGeometry
from training.networks import mini_xception
from training.recipe import Recipe, plurality_targets

RECIPE = Recipe(
    build=mini_xception.build,
    augmentation=lambda seed: RandomGeometry(
        rotation=12, zoom=0.1, shift=0.1, mirror=True, seed=seed
    ),
    training_targets=plurality_targets,
    protocol="P2",
    optimizer=lambda steps: keras.optimizers.Adam(1e-3),
    batch=16,
    epochs=100,
    patience=15,
)
