"""Runs a program as a user would; measures seconds and the memory of its whole process tree."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psutil

_LOOK_INTERVAL_SECONDS = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedRun:
    """What became of the program."""

    exit_code: int
    stdout: str
    seconds: float
    #: Largest sum of the tree's memory at one moment. On Linux, shared pages count once (PSS).
    peak_memory_mb: float


def run_watched(
    module_arguments: Sequence[str], environment: Mapping[str, str] | None = None
) -> WatchedRun:
    """Run `python -m ...` to its end; its stderr goes to ours."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", *module_arguments],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
    )
    watch = _MemoryWatch(process.pid)
    watch.start()
    try:
        stdout, _ = process.communicate()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        watch.stop()
    return WatchedRun(
        exit_code=process.returncode,
        stdout=stdout,
        seconds=time.monotonic() - started,
        peak_memory_mb=watch.peak_bytes / 1024**2,
    )


class _MemoryWatch:
    """Looks at a process tree again and again on a thread of its own."""

    def __init__(self, process_id: int) -> None:
        self.peak_bytes = 0
        self._process_id = process_id
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="memory-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(_LOOK_INTERVAL_SECONDS):
            self.peak_bytes = max(self.peak_bytes, _tree_bytes(self._process_id))


def _tree_bytes(process_id: int) -> int:
    try:
        root = psutil.Process(process_id)
        tree = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(_process_bytes(process) for process in tree)


def _process_bytes(process: "psutil.Process") -> int:
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(memory, "pss", memory.rss))
