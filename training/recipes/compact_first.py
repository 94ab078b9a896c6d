"""Where compact begins: small, taught by a larger network on the same augmented mixtures.

    python -m training fit compact_first --name mine

It learns from runs/teacher_large. 116 minutes on two CPU cores with AMX (31 s an epoch when they
are idle), TensorFlow, seed 0. Expect P1 87.5 % on valid (n 3,191); on test P1 86.9 % (n 3,137),
P1-clean 86.8 % (n 2,870), P2 82.8 % (n 3,545), macro-F1 68.8 % and a calibration error of 1.4 %
(both P1). That is its best epoch, 170; today's runs keep the last, up to 0.5 points less.

What each part of it gave: docs/experiments/recipe-parts.md.
"""

from training.recipes.common import COMPACT, COMPACT_TASK, Recipe, adamw, camera_augmentation

RECIPE = Recipe(
    task=COMPACT_TASK,
    architecture=COMPACT,
    augmentation=camera_augmentation(blur=0.5),
    optimizer=adamw(3e-3),
    batch_size=128,
    epochs=200,
    patience=None,
    precision="mixed_bfloat16",
    teachers=("teacher_large",),
)
