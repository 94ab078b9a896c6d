"""The machine that a benchmark ran on."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def processor() -> str:
    """Return the processor's name, as Linux knows it."""
    try:
        name = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        name = None
    return name[1].strip() if name else platform.processor() or platform.machine()


def busy() -> float:
    """Return how many processes wanted each core in the last minute; 0 on an idle machine."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)
