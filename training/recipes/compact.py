"""The app's network: small, taught by a larger one on the same augmented faces.

python -m training fit teacher
python -m training fit compact --name mine
"""

from training.networks import compact
from training.recipe import Recipe
from training.recipes.teacher import augmentation, optimizer
from training.targets import vote_distribution

RECIPE = Recipe(
    build=compact.build,
    augmentation=augmentation,
    training_targets=vote_distribution,
    protocol="P1",
    optimizer=optimizer,
    batch=128,
    epochs=110,
    patience=None,
    precision="mixed_bfloat16",
    teachers=("teacher",),
    calibrated=True,
)
