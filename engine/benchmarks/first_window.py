"""Seconds from starting the desktop program to its first painted window, from a warm disk."""

import re
import statistics
import tempfile
from pathlib import Path

from engine.benchmarks.watched_process import run_watched

_RUNS = 3
#: The first start leaves its bytecode for the others, as on every machine on which it is installed.
_ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}


def window_environment(folder: Path) -> dict[str, str]:
    """Offscreen, with bytecode, and with settings in a folder: the user's own are left alone."""
    return {**_ENVIRONMENT, "PILOTLINE_WINDOW_SETTINGS": str(folder / "window.json")}


def measure_first_window() -> float | None:
    """The median of several starts after a first that warms the disk; None if one failed."""
    with tempfile.TemporaryDirectory(prefix="pilotline-window-") as folder:
        seconds = [_start_once(Path(folder)) for _ in range(_RUNS + 1)][1:]
    measured = [value for value in seconds if value is not None]
    return statistics.median(measured) if len(measured) == _RUNS else None


def _start_once(folder: Path) -> float | None:
    run = run_watched(
        [
            "desktop_app",
            "--exit-after-first-paint",
            "--workspace",
            str(folder / "workspace"),
        ],
        window_environment(folder),
    )
    printed = re.findall(r"\d+\.\d+", run.stdout)
    if run.exit_code != 0 or not printed:
        return None
    return float(printed[-1])
