"""How many pictures an address may send."""

import pytest

from server.api.rate_limit import RateLimit
from server.problems import Problem


def test_rate_limit_refills_with_time() -> None:
    now = 0.0
    limit = RateLimit(per_minute=60, clock=lambda: now)
    for _ in range(10):
        limit.take("198.51.100.1")
    with pytest.raises(Problem) as refused:
        limit.take("198.51.100.1")
    assert refused.value.headers["Retry-After"] == "1"
    limit.take("198.51.100.2")
    now = 3.0
    for _ in range(3):
        limit.take("198.51.100.1")
    with pytest.raises(Problem):
        limit.take("198.51.100.1")


def test_rate_limit_counts_an_ipv6_household_as_one() -> None:
    limit = RateLimit(per_minute=6, clock=lambda: 0.0)
    limit.take("2001:db8::1")
    with pytest.raises(Problem):
        limit.take("2001:db8::2")
    limit.take("2001:db8:0:1::1")


def test_rate_limit_zero_is_none() -> None:
    limit = RateLimit(per_minute=0)
    for _ in range(1000):
        limit.take("198.51.100.1")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_computer_is_not_limited(address: str) -> None:
    limit = RateLimit(per_minute=1, clock=lambda: 0.0)
    for _ in range(100):
        limit.take(address)
