"""The app's network: compact_second, trained further with four teachers on a third cosine.

    python -m training fit compact --name mine

It starts from runs/compact_second and learns from runs/teacher, teacher_large, teacher_sharp and
teacher_deep. 41 minutes on two busy CPU cores with AMX (50 s an epoch when they are idle),
TensorFlow, seed 0. Expect P1 87.7 % and macro-F1 76.4 % on valid (n 3,191); on test P1 87.5 %
(n 3,137), P1-clean 87.4 % (n 2,870), P2 83.3 % (n 3,545), macro-F1 72.4 % and a calibration error
of 1.5 % (both P1). Other seeds: runs/compact_seed1 and compact_seed2.

What it gave and what did not pay: docs/experiments/further-cosines.md, recorded-answers.md and
fourth-cosine.md.
"""

from training.recipes.common import COMPACT, COMPACT_TASK, Recipe, adamw, camera_augmentation

RECIPE = Recipe(
    task=COMPACT_TASK,
    architecture=COMPACT,
    augmentation=camera_augmentation(stretch=0.15, blur=0.5),
    optimizer=adamw(1e-3),
    batch_size=128,
    epochs=40,
    patience=None,
    precision="mixed_bfloat16",
    init_from="compact_second",
    teachers=("teacher", "teacher_large", "teacher_sharp", "teacher_deep"),
)
