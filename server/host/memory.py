"""Gives the memory of large pictures back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress

M_MMAP_THRESHOLD = -3
LARGE_BYTES = 1 << 20


def give_back_large_blocks() -> None:
    """Let the C library return every block of a megabyte or more as soon as it is free.

    By itself glibc raises that limit to 32 MB once a large block is freed, and then keeps the
    gaps: after some hundred photos the host held three times what it needs.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
