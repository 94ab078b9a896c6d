"""A teacher of compact: larger than its own teacher and taught by it, on mixtures of faces.

    python -m training fit teacher_large --name mine

It learns from runs/teacher. 73 minutes on two busy CPU cores with AMX (38 s an epoch when they are
idle), TensorFlow, seed 0. Expect P1 87.7 % on valid (n 3,191); on test P1 87.9 % (n 3,137),
P1-clean 87.7 % (n 2,870), P2 83.9 % (n 3,545) and macro-F1 69.8 % (P1). See
docs/experiments/teachers.md.
"""

from training.networks.residual import Residual
from training.recipes.common import Recipe, adamw, camera_augmentation
from training.tasks.expression import Expression

RECIPE = Recipe(
    task=Expression(targets="votes", protocol="P1", mixup=0.2),
    architecture=Residual(
        stem=((32, 6, 2),),
        stages=((32, 1), (64, 2), (64, 1), (128, 2), (128, 1), (256, 2)),
        dropout=0.3,
    ),
    augmentation=camera_augmentation(),
    optimizer=adamw(3e-3),
    batch_size=128,
    epochs=80,
    patience=None,
    precision="mixed_bfloat16",
    teachers=("teacher",),
    distillation_weight=1.0,
)
