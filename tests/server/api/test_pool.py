"""The bounded pool of work."""

import asyncio
import threading

import pytest

from server.api.pool import Abandoned, Check, WorkPool
from server.problems import Problem

PATIENCE = 120
"""Seconds in which a loaded machine, too, does what it should."""


def test_results_and_errors_come_back() -> None:
    async def scenario() -> None:
        pool = WorkPool(threads=2, queue=0)
        assert await pool.run(lambda _: 42) == 42

        def fail(_: Check) -> None:
            raise ValueError("why")

        with pytest.raises(ValueError, match="why"):
            await pool.run(fail)

    asyncio.run(scenario())


def test_one_too_many_is_told_to_come_again() -> None:
    pool = WorkPool(threads=1, queue=1)
    with pool.place(), pool.place():
        with pytest.raises(Problem) as refused, pool.place():
            pass
        assert refused.value.status == 503
        assert int(refused.value.headers["Retry-After"]) > 0
    with pool.place():
        pass


def test_abandoned_work_ends_and_waiting_work_never_begins() -> None:
    begun, ended, second_ran = threading.Event(), threading.Event(), threading.Event()

    def endless(check: Check) -> None:
        begun.set()
        try:
            while True:
                check()
        except Abandoned:
            ended.set()
            raise

    async def scenario() -> None:
        pool = WorkPool(threads=1, queue=1)
        first = asyncio.create_task(pool.run(endless))
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        second = asyncio.create_task(pool.run(lambda _: second_ran.set()))
        await asyncio.sleep(0.05)
        second.cancel()
        first.cancel()
        for task in (first, second):
            with pytest.raises(asyncio.CancelledError):
                await task
        assert await asyncio.to_thread(ended.wait, PATIENCE)
        assert await pool.run(lambda _: "free") == "free"

    asyncio.run(scenario())
    assert not second_ran.is_set()
