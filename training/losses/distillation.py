"""Learning from larger networks: their answers on the same augmented face are targets too.

Hinton et al., 2015 (https://arxiv.org/abs/1503.02531); that teacher and student must see the same
view, and for long, is from Beyer et al., 2022 (https://arxiv.org/abs/2106.05237).
"""

from __future__ import annotations

from typing import Any

import keras
from keras import layers, ops


@keras.saving.register_keras_serializable("camxuc")
class ClassDistillation(layers.Layer):  # type: ignore[misc]
    """Adds the cross-entropy between a student's and its teachers' probabilities to the loss.

    Args:
        weight: The weight of that cross-entropy; the one to the targets has weight 1.
    """

    def __init__(self, weight: float, **kwargs: Any) -> None:
        super().__init__(dtype="float32", **kwargs)
        self.weight = weight

    def call(self, student: Any, teachers: Any) -> Any:
        """Return `student` unchanged; both have shape [n, classes] and rows that sum to 1."""
        entropy = keras.losses.categorical_crossentropy(ops.stop_gradient(teachers), student)
        self.add_loss(self.weight * ops.mean(entropy))
        return student

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {"name": self.name, "weight": self.weight}


def ensemble(teachers: list[keras.Model]) -> keras.Model:
    """Return a frozen model that gives the mean of the outputs of `teachers`."""
    inputs = keras.Input(teachers[0].input_shape[1:])
    answers = [
        keras.Model(teacher.input, teacher.output, name=f"teacher_{number}")(inputs)
        for number, teacher in enumerate(teachers)
    ]
    mean = layers.Average()(answers) if len(answers) > 1 else answers[0]
    frozen = keras.Model(inputs, mean, name="teachers")
    frozen.trainable = False
    return frozen
