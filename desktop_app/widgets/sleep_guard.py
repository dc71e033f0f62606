"""SleepGuard: keeps the machine awake while work runs, and not a moment longer."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QStandardPaths

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Of Windows: until further notice, and the system is needed.
_CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001


class SleepGuard(QObject):
    """On Windows by a call, elsewhere by a small program that ends with ours, even after a crash.

    Where there is no such program nothing happens: an update that is interrupted by sleep goes on
    from its checkpoint.
    """

    def __init__(self, parent: QObject | None = None, command: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command) if command is not None else _command()
        self._process: QProcess | None = None
        self._is_held = False

    @property
    def is_held(self) -> bool:
        """Whether the machine is kept awake, as far as we can."""
        return self._is_held

    def hold(self) -> None:
        """Keep the machine awake from now on."""
        if self._is_held:
            return
        self._is_held = True
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS | _SYSTEM_REQUIRED)
        elif self._command:
            self._process = QProcess(self)
            self._process.setStandardOutputFile(QProcess.nullDevice())
            self._process.setStandardErrorFile(QProcess.nullDevice())
            self._process.start(self._command[0], list(self._command[1:]))

    def release(self) -> None:
        """Let the machine sleep again."""
        if not self._is_held:
            return
        self._is_held = False
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS)
        if self._process is not None:
            process, self._process = self._process, None
            process.finished.connect(process.deleteLater)
            process.errorOccurred.connect(process.deleteLater)
            process.terminate()


def _command() -> tuple[str, ...]:
    """What keeps this system awake for as long as our process lives; empty if nothing does."""
    own = str(os.getpid())
    if sys.platform == "darwin":
        return ("caffeinate", "-i", "-w", own)
    if sys.platform.startswith("linux") and QStandardPaths.findExecutable("systemd-inhibit"):
        return (
            "systemd-inhibit",
            "--what=sleep:idle",
            "--who=Pilotline",
            "--why=An update is running",
            "--mode=block",
            "tail",
            f"--pid={own}",
            "-f",
            "/dev/null",
        )
    return ()
