"""How long this process runs, to a hundredth of a second."""

import os
import sys
import time
from pathlib import Path

import psutil


def process_age_seconds() -> float:
    """The seconds since this process was started."""
    if sys.platform == "linux":
        # psutil would add the moment of booting, which the kernel tells in whole seconds alone.
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    else:  # noqa: RET505  (mypy takes what follows a branch of the platform for unreachable)
        return time.time() - float(psutil.Process().create_time())
