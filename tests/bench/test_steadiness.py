"""Labels are counted where they change, and timed where another face shows something else."""

from __future__ import annotations

import math

import pytest

from bench.steadiness import CHANGED, STILL, changes_a_second, seconds_to_follow

CALM = ["neutral"] * STILL + ["anger"] * CHANGED


def test_each_change_on_the_still_face_counts() -> None:
    assert changes_a_second(CALM) == 0
    restless = [None, "neutral", "anger", "anger", "neutral"] + ["neutral"] * (STILL - 5)
    assert changes_a_second(restless) == pytest.approx(1)


def test_a_label_that_follows_is_timed() -> None:
    late = CALM[:STILL] + ["neutral"] * 5 + ["anger"] * (CHANGED - 5)
    assert seconds_to_follow(late, CALM) == pytest.approx(0.2)
    assert seconds_to_follow(CALM, CALM) == pytest.approx(1 / 30)


def test_a_label_that_never_follows_takes_for_ever() -> None:
    assert seconds_to_follow(["neutral"] * len(CALM), CALM) == math.inf


def test_films_without_a_clear_change_do_not_count() -> None:
    assert seconds_to_follow(CALM, ["anger"] * STILL + ["anger", "fear"] * (CHANGED // 2)) is None
    same = ["neutral"] * len(CALM)
    assert seconds_to_follow(same, same) is None
