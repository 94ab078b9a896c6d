"""How many pictures an address may send."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable

from server.network import is_loopback
from server.problems import CLOSE, Problem

BURST_SECONDS = 10
MAX_ADDRESSES = 10_000
IPV6_HOUSEHOLD = 64
"""Bits of an IPv6 address that one household shares."""


class RateLimit:
    """A token bucket an address, in memory only; this computer is never limited.

    Args:
        per_minute: requests a minute; ten seconds' worth may come at once. 0 is no limit.
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
        if self._rate == 0 or is_loopback(address):
            return
        now, key = self._clock(), _household(address)
        if len(self._free_at) >= MAX_ADDRESSES:
            self._free_at = {k: free for k, free in self._free_at.items() if free > now}
        # The moment at which the bucket would be full again stands for its level.
        full_at = max(self._free_at.get(key, now), now) + 1 / self._rate
        wait = full_at - now - self._burst / self._rate
        if wait > 1e-9:
            seconds = math.ceil(wait)
            raise Problem(
                429,
                "too-many-requests",
                f"This address sent too many pictures. Try again in {seconds} seconds.",
                {"Retry-After": str(seconds), **CLOSE},
            )
        self._free_at[key] = full_at


def _household(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, IPV6_HOUSEHOLD), strict=False))
