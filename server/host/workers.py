"""Several processes on the same ports; one that dies is replaced."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from types import FrameType

from server.host.listen import Listener
from server.host.phone import PhoneAccess
from server.host.serve import STOP_SIGNALS, serve
from server.settings import Settings

POLL_SECONDS = 1.0
# Fresh processes rather than forks: the inference runtime has threads.
_context = multiprocessing.get_context("spawn")


def serve_with_workers(
    settings: Settings, phone: PhoneAccess | None, listeners: Sequence[Listener]
) -> None:
    """Run `settings.workers` processes until this one is told to stop."""
    stopping = False

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in STOP_SIGNALS:
        signal.signal(number, stop)

    def start() -> BaseProcess:
        process = _context.Process(target=serve, args=(settings, phone, listeners))
        process.start()
        return process

    processes = [start() for _ in range(settings.workers)]
    while not stopping:
        for index, process in enumerate(processes):
            process.join(POLL_SECONDS / len(processes))
            if not process.is_alive() and not stopping:
                processes[index] = start()
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
