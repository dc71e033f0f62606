"""FirstPaint: how long the program took to its first painted window."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Writes the seconds since the process was started, once the window has been painted.

    Signals:
        painted: The window is there.
    """

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self._window.removeEventFilter(self)
            # After this event has been handled, every widget has painted itself.
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        seconds = time.time() - psutil.Process().create_time()
        sys.stdout.write(f"{seconds:.2f}\n")
        sys.stdout.flush()
        self.painted.emit()
