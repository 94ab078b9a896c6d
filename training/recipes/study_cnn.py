"""The original study: its network, Adam 1e-3, hard labels, at most 60 epochs."""

import keras

from training.augmentation import RandomGeometry
from training.networks import study_cnn
from training.recipe import Recipe, plurality_targets

RECIPE = Recipe(
    build=study_cnn.build,
    augmentation=lambda seed: RandomGeometry(
        rotation=12, zoom=0.1, shift=0.1, mirror=True, seed=seed
    ),
    training_targets=plurality_targets,
    protocol="P2",
    optimizer=lambda steps: keras.optimizers.Adam(1e-3),
    batch=16,
    epochs=60,
    patience=10,
)
