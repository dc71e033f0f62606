"""MachineLoad: how busy this machine is and how full, read beside the window's own thread."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from typing_extensions import override

_log = logging.getLogger(__name__)

_ASKED = "utilization.gpu,memory.used,memory.total"
_GPU_SECONDS = 3.0
_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class GpuLoad:
    """The busiest graphics card."""

    share: float
    memory_used_bytes: int
    memory_total_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineLoad:
    """One reading."""

    #: Share of all processor cores since the last reading, 0 to 1.
    cpu_share: float
    memory_used_bytes: int
    memory_total_bytes: int
    #: Of the disk that the workspace is on; None where that cannot be read.
    disk_free_bytes: int | None
    #: None where there is no NVIDIA card.
    gpu: GpuLoad | None = None


def read_machine_load(folder: Path) -> MachineLoad:
    """Read everything; may wait for a sleeping disk and for the graphics driver."""
    memory = psutil.virtual_memory()
    try:
        free: int | None = shutil.disk_usage(folder).free
    except OSError:
        free = None
    return MachineLoad(
        cpu_share=psutil.cpu_percent(None) / 100.0,
        memory_used_bytes=memory.total - memory.available,
        memory_total_bytes=memory.total,
        disk_free_bytes=free,
        gpu=_gpu_load(),
    )


def gpu_load_from(text: str) -> GpuLoad | None:
    """The busiest card of what `nvidia-smi` prints as CSV in percent and MiB; None for none."""
    cards = []
    for line in text.splitlines():
        figures = line.split(",")
        try:
            percent, used, total = (float(figure) for figure in figures)
        except ValueError:
            continue  # "[N/A]" for a card that does not tell, or a line of an error
        cards.append(
            GpuLoad(
                share=percent / 100.0,
                memory_used_bytes=round(used * _MIB),
                memory_total_bytes=round(total * _MIB),
            )
        )
    return max(cards, key=lambda card: card.share, default=None)


def _gpu_load() -> GpuLoad | None:
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return None
    # Without it a console window would flash up on Windows.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    try:
        done = subprocess.run(
            [tool, f"--query-gpu={_ASKED}", "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            check=False,
            timeout=_GPU_SECONDS,
            creationflags=flags,
        )
    except (OSError, subprocess.SubprocessError) as error:
        _log.info("the graphics driver does not answer: %s", error)
        return None
    return gpu_load_from(done.stdout) if done.returncode == 0 else None


class MachineWatch(QObject):
    """Reads every few seconds on a thread of its own; one reading at a time.

    Signals:
        was_read: Carries a MachineLoad.
    """

    was_read = Signal(object)

    INTERVAL_MS = 4000

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = Path.home()
        self._is_reading = False
        self._is_stopped = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self, interval=self.INTERVAL_MS)
        self._timer.timeout.connect(self._read)

    def watch(self, folder: Path) -> None:
        """Read now and from now on, with the disk of this folder."""
        self._folder = folder
        # The workspace may still be told of while the program ends.
        if not self._timer.isActive() and not self._is_stopped:
            self._timer.start()
            self._read()

    def stop(self) -> None:
        """Read no more, and wait for the reading that is under way."""
        self._is_stopped = True
        self._timer.stop()
        self._pool.waitForDone()

    @Slot()
    def _read(self) -> None:
        if not self._is_reading:
            self._is_reading = True
            messenger = _Messenger()
            messenger.arrived.connect(self._on_arrived)
            self._pool.start(_Reading(self._folder, messenger))

    @Slot(object)
    def _on_arrived(self, load: MachineLoad) -> None:
        self._is_reading = False
        if not self._is_stopped:
            self.was_read.emit(load)


class _Messenger(QObject):
    """Takes a reading to the window's thread; outlives a watch that ends meanwhile."""

    arrived = Signal(object)


class _Reading(QRunnable):
    def __init__(self, folder: Path, messenger: _Messenger) -> None:
        super().__init__()
        self._folder = folder
        self._messenger = messenger

    @override
    def run(self) -> None:
        self._messenger.arrived.emit(read_machine_load(self._folder))
