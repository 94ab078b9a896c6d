"""How much processor time a page has used, by thread, as Linux counts it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser


@dataclass(frozen=True)
class CpuTime:
    """Milliseconds of processor time.

    Attributes:
        total: of all threads of all renderer processes: pages, workers, and the browser's own
            threads that serve them, such as the one that paints.
        main: of their main threads.
        worker: of their workers' threads.
    """

    total: float
    main: float
    worker: float

    def __sub__(self, other: CpuTime) -> CpuTime:
        return CpuTime(self.total - other.total, self.main - other.main, self.worker - other.worker)


def renderers(browser: Browser) -> list[int]:
    """Return the process ids of the browser's renderers."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [process["id"] for process in processes if process["type"] == "renderer"]


def cpu_time(processes: list[int]) -> CpuTime:
    """Return what these processes have used so far."""
    total = main = worker = 0.0
    for process in processes:
        for thread in Path(f"/proc/{process}/task").iterdir():
            try:
                name = (thread / "comm").read_text().strip()
                spent = int((thread / "schedstat").read_text().split()[0]) / 1e6
            except FileNotFoundError:  # the thread has ended meanwhile
                continue
            total += spent
            main += spent if int(thread.name) == process else 0
            worker += spent if name.startswith("DedicatedWorker") else 0
    return CpuTime(total, main, worker)
