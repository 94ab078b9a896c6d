"""A student is drawn to its teachers' mean answer, and the teachers stay as they are."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from training.losses.distillation import ClassDistillation, ensemble


def constant(name: str, probabilities: list[float]) -> keras.Model:
    inputs = keras.Input((4,))
    outputs = layers.Dense(
        2,
        kernel_initializer="zeros",
        bias_initializer=keras.initializers.Constant(np.log(probabilities)),
        activation="softmax",
    )(inputs)
    return keras.Model(inputs, outputs, name=name)


def taught(teachers: list[keras.Model], weight: float) -> keras.Model:
    inputs = keras.Input((4,))
    student = constant("student", [0.5, 0.5])
    answers = ClassDistillation(weight)(student(inputs), ensemble(teachers)(inputs, training=False))
    model = keras.Model(inputs, answers)
    model.compile(optimizer=keras.optimizers.SGD(0.2), loss="categorical_crossentropy")
    return model


def test_the_student_ends_between_the_votes_and_the_mean_of_its_teachers() -> None:
    teachers = [constant("same", [0.9, 0.1]), constant("same", [0.7, 0.3])]
    model = taught(teachers, weight=3.0)
    assert len(model.trainable_variables) == 2
    before = [teacher.get_weights() for teacher in teachers]
    faces = np.zeros((64, 4), np.float32)
    votes = np.repeat(np.array([[0.4, 0.6]], np.float32), 64, axis=0)
    model.fit(faces, votes, batch_size=8, epochs=10, verbose=0)
    expected = (0.4 + 3 * 0.8) / 4
    assert model.predict(faces[:1], verbose=0)[0, 0] == pytest.approx(expected, abs=0.01)
    for teacher, weights in zip(teachers, before, strict=True):
        for now, then in zip(teacher.get_weights(), weights, strict=True):
            np.testing.assert_array_equal(now, then)


def test_a_saved_training_goes_on_with_its_teachers(tmp_path: object) -> None:
    path = f"{tmp_path}/last.keras"
    model = taught([constant("teacher", [0.9, 0.1])], weight=1.0)
    model.save(path)
    faces = np.zeros((8, 4), np.float32)
    votes = np.full((8, 2), 0.5, np.float32)
    again = keras.models.load_model(path)
    assert again.evaluate(faces, votes, verbose=0) == pytest.approx(
        model.evaluate(faces, votes, verbose=0)
    )
