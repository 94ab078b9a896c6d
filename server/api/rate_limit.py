"""Limits how many pictures an address may send."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable

from server.problems import CLOSE, Problem

BURST_SECONDS = 10
MAX_ADDRESSES = 10_000
IPV6_HOUSEHOLD = 64
"""Bits of an IPv6 address that one household shares."""


class RateLimit:
    """A token bucket for each address, kept in memory. This computer is never limited.

    Args:
        per_minute: requests a minute. Those of ten seconds may come at once. 0 is no limit.
        clock: seconds that only grow.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = per_minute / 60
        self._burst = max(1.0, self._rate * BURST_SECONDS)
        self._clock = clock
        self._free_at: dict[str, float] = {}

    def take(self, address: str) -> None:
        """Count one request.

        Raises:
            Problem: 429; `address` sent too many.
        """
        household = _household(address)
        if self._rate == 0 or household is None:
            return
        now = self._clock()
        if len(self._free_at) >= MAX_ADDRESSES:
            self._free_at = {k: free for k, free in self._free_at.items() if free > now}
        # A bucket's level is kept as the time at which it would be full again.
        full_at = max(self._free_at.get(household, now), now) + 1 / self._rate
        wait = full_at - now - self._burst / self._rate
        if wait > 1e-9:
            seconds = math.ceil(wait)
            raise Problem(
                "too-many-requests",
                f"This address sent too many pictures. Try again in {seconds} seconds.",
                {"Retry-After": str(seconds), **CLOSE},
            )
        self._free_at[household] = full_at


def _household(address: str) -> str | None:
    """Return what shares a bucket with `address`; None for this computer."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.is_loopback:
        return None
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, IPV6_HOUSEHOLD), strict=False))
