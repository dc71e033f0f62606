"""Seconds from starting the desktop program to its first painted window, from a warm disk."""

import re
import statistics
import tempfile
from pathlib import Path

from engine.benchmarks.watched_process import run_watched

_RUNS = 3
#: The first start leaves its bytecode for the others, as on every machine on which it is installed.
FIRST_WINDOW_ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}


def measure_first_window() -> float | None:
    """The median of several starts after a first that warms the disk; None if one failed."""
    with tempfile.TemporaryDirectory(prefix="pilotline-window-") as folder:
        seconds = [_start_once(Path(folder) / "workspace") for _ in range(_RUNS + 1)][1:]
    measured = [value for value in seconds if value is not None]
    return statistics.median(measured) if len(measured) == _RUNS else None


def _start_once(workspace: Path) -> float | None:
    run = run_watched(
        [
            "desktop_app",
            "--exit-after-first-paint",
            "--workspace",
            str(workspace),
        ],
        FIRST_WINDOW_ENVIRONMENT,
    )
    printed = re.findall(r"\d+\.\d+", run.stdout)
    if run.exit_code != 0 or not printed:
        return None
    return float(printed[-1])
