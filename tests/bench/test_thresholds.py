"""Thresholds are chosen by faces found and false ones together."""

from __future__ import annotations

from bench.faces import Share, Sight
from bench.thresholds import Point, chosen, describe, variations


def point(found: int, false: int, **thresholds: float) -> Point:
    sight = Sight(Share(found, 100), Share(false, 100))
    return Point(thresholds, sight, sight, Share(false, 2000), sight)


def test_each_threshold_varies_alone_or_all_together() -> None:
    varied = {"a": [1.0, 2.0], "b": [3.0]}
    assert variations(varied, together=False) == [{}, {"a": 1}, {"a": 2}, {"b": 3}]
    assert variations(varied, together=True) == [{}, {"a": 1, "b": 3}, {"a": 2, "b": 3}]


def test_the_most_found_among_few_false_ones_is_chosen() -> None:
    points = [point(99, 5), point(97, 1, a=2), point(96, 0, a=3)]
    assert chosen(points).thresholds == {"a": 2}


def test_the_fewest_false_ones_are_chosen_where_all_have_many() -> None:
    assert chosen([point(99, 5), point(90, 4, a=1)]).thresholds == {"a": 1}


def test_the_curve_goes_from_the_fewest_found_to_the_most() -> None:
    text = describe([point(99, 5), point(96, 0, a=0.9), point(97, 1, a=0.8)], "valid")
    assert text.index("| a 0.9 |") < text.index("| a 0.8 |") < text.index("| the app's |")
    assert "**a 0.8**" in text
    assert "| a 0.8 | 97.0% of 100 | 1.0% of 100 |" in text
