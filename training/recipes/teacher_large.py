"""A second teacher of compact, larger than the first and taught by it, on mixtures of faces."""

from dataclasses import replace

from training.networks import teacher_large
from training.recipes import teacher

RECIPE = replace(
    teacher.RECIPE,
    build=teacher_large.build,
    teachers=("teacher",),
    teaching=1.0,
    mixup=0.2,
    epochs=80,
)
