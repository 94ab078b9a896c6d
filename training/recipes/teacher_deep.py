"""A teacher of compact that learnt from nobody: deeper, by plain SGD, from stretched faces too.

    python -m training fit teacher_deep

took 78 minutes on two busy CPU cores with AMX (41 s an epoch when they are idle), TensorFlow
backend, seed 0. Expect P1 87.4 % on valid (n 3,191), 87.3 % over its last ten epochs; on test P1
87.1 % (n 3,137), P1-clean 87.1 % (n 2,870), P2 83.0 % (n 3,545) and macro-F1 71.9 % (P1).

The best of the three that learnt from nobody (teacher 86.7 %, teacher_sharp 87.0 %), and the
smallest of the large ones. Until epoch 72 it lies behind teacher_sharp: SGD gains late, and its
loss at the end (0.95, teacher_sharp 0.92) says that it could go on. The mean of its answers,
teacher_large's and teacher_sharp's has 88.2 % on valid, without it 87.8 %; with teacher's as well
it is nearest to the votes (cross-entropy at the best temperature 0.586, was 0.599 of two).
"""

from dataclasses import replace
from functools import partial

import keras

from training.networks import teacher_deep
from training.recipes import teacher


def _optimizer(steps: int) -> keras.optimizers.Optimizer:
    """Return SGD with momentum along one cosine."""
    schedule = teacher.cosine(steps, first=1e-3, rate=0.1)
    sgd = keras.optimizers.SGD(schedule, momentum=0.9, nesterov=True, weight_decay=5e-3)
    sgd.exclude_from_weight_decay(var_names=teacher.UNDECAYED)
    return sgd


RECIPE = replace(
    teacher.RECIPE,
    build=teacher_deep.build,
    augmentation=partial(teacher.augmentation, geometry=1.4, stretch=0.15, blur=0.5),
    optimizer=_optimizer,
    mixup=0.2,
    enough=0.1,
    epochs=90,
)
