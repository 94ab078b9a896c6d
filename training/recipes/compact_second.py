"""What compact starts from: compact_first, trained further with two teachers on a second cosine.

    python -m training fit compact_second --name mine

It starts from runs/compact_first and learns from runs/teacher_large and runs/teacher_sharp; train
compact_first before it. 62 minutes on two CPU cores with AMX (41 s an epoch), TensorFlow, seed 0.
Expect P1 87.6 % and macro-F1 77.5 % on valid (n 3,191); on test P1 86.8 % (n 3,137), P1-clean
86.9 % (n 2,870), P2 82.7 % (n 3,545), macro-F1 70.9 % and a calibration error of 1.2 % (both P1).

What the second cosine gave: docs/experiments/further-cosines.md.
"""

from training.recipes.common import COMPACT, COMPACT_TASK, Recipe, adamw, camera_augmentation

RECIPE = Recipe(
    task=COMPACT_TASK,
    architecture=COMPACT,
    augmentation=camera_augmentation(blur=0.5),
    optimizer=adamw(1.5e-3),
    batch_size=128,
    epochs=90,
    patience=None,
    precision="mixed_bfloat16",
    init_from="compact_first",
    teachers=("teacher_large", "teacher_sharp"),
)
