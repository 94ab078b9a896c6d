"""Runs a bounded number of pictures at once. Some more may wait; beyond that, a request fails."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from server.problems import Problem

RETRY_SECONDS = 2

T = TypeVar("T")
Check = Callable[[], None]
"""Raises Abandoned once nobody waits for the result any more."""


class Abandoned(Exception):  # noqa: N818 - no error
    """Ends work that nobody waits for."""


class WorkPool:
    """Runs work in threads, of which at most `threads` at once, with `queue` more waiting.

    Use it from one event loop.
    """

    def __init__(self, threads: int, queue: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="picture")
        self._limit = threads + queue
        self._admitted = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one of the places, from before a request's body is read until its work is done.

        Raises:
            Problem: 503; every place is taken.
        """
        if self._admitted >= self._limit:
            raise Problem(
                "busy",
                f"Too many pictures are waiting. Try again in {RETRY_SECONDS} seconds.",
                {"Retry-After": str(RETRY_SECONDS)},
            )
        self._admitted += 1
        try:
            yield
        finally:
            self._admitted -= 1

    async def run(self, work: Callable[[Check], T]) -> T:
        """Run `work` in a thread.

        When the caller is cancelled, work that has not begun never does, and work that has is
        ended by its next check.
        """
        abandoned = threading.Event()

        def check() -> None:
            if abandoned.is_set():
                raise Abandoned

        running = self._executor.submit(work, check)
        try:
            return await asyncio.wrap_future(running)
        finally:
            abandoned.set()
