import numpy as np
import pytest

from export.parity import ParityError, check_close, check_probabilities

ORIGINAL = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6], [0.4005, 0.3995, 0.2]])


def test_reports_the_largest_difference() -> None:
    actual = ORIGINAL + np.array([[0.001, -0.001, 0], [0, 0, 0], [0, 0, 0]])
    agreement = check_probabilities(ORIGINAL, actual)
    assert agreement.faces == 3
    assert agreement.largest_difference == pytest.approx(0.001)
    assert agreement.near_ties == 0


def test_counts_a_near_tie_that_falls_the_other_way() -> None:
    actual = ORIGINAL + np.array([[0, 0, 0], [0, 0, 0], [-0.001, 0.001, 0]])
    assert check_probabilities(ORIGINAL, actual).near_ties == 1


def test_refuses_another_answer_where_the_original_is_clear() -> None:
    clear = np.array([[0.5015, 0.4985, 0.0]])
    with pytest.raises(ParityError, match="on 1 of 1 faces"):
        check_probabilities(clear, np.array([[0.4996, 0.5004, 0.0]]))


def test_refuses_a_difference_above_the_tolerance() -> None:
    with pytest.raises(ParityError, match=r"differ from the original by 2\.1e-03"):
        check_probabilities(ORIGINAL, ORIGINAL + np.array([[0.0021, -0.0021, 0], [0] * 3, [0] * 3]))


def test_refuses_what_is_not_a_number() -> None:
    with pytest.raises(ParityError, match="nan"):
        check_close("scores", ORIGINAL, np.full_like(ORIGINAL, np.nan), tolerance=1)


def test_refuses_another_shape() -> None:
    with pytest.raises(ParityError, match=r"\(3, 2\) instead of \(3, 3\)"):
        check_close("scores", ORIGINAL, ORIGINAL[:, :2], tolerance=1)
