"""Whether committed vectors are those that the program computes today."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest

MAX_STEPS = 2
"""Samples are in 1/256 grey levels. TypeScript is held to 128 of these steps."""


def assert_fresh(committed: Any, computed: Any) -> None:
    """Fail unless two documents of vectors say the same.

    Numbers may differ by 1e-9, and samples (what stands at "expected") by 2/256 grey levels.
    Computed values differ in their last bits between processors: their sines, the order in which
    BLAS adds, and whether a multiplication and an addition are rounded once or twice.
    """
    assert type(committed) is type(computed)
    if isinstance(computed, dict):
        assert committed.keys() == computed.keys()
        for name, value in computed.items():
            compare = _assert_samples_fresh if name == "expected" else assert_fresh
            compare(committed[name], value)
    elif isinstance(computed, list):
        assert len(committed) == len(computed)
        for one, other in zip(committed, computed, strict=True):
            assert_fresh(one, other)
    elif isinstance(computed, float):
        assert committed == pytest.approx(computed, rel=1e-9, abs=1e-9)
    else:
        assert committed == computed


def _assert_samples_fresh(committed: str, computed: str) -> None:
    np.testing.assert_allclose(_samples(committed), _samples(computed), rtol=0, atol=MAX_STEPS)


def _samples(encoded: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.frombuffer(base64.b64decode(encoded), "<u2").astype(np.int64)
