"""FirstPaint: tells when a window has been painted for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Watches one window.

    Signals:
        painted: The user sees the window; emitted once.
    """

    painted = Signal()

    #: A window that starts minimised is not painted; waiting for it must end all the same.
    LONGEST_WAIT_MS = 1500

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._is_told = False
        window.installEventFilter(self)
        QTimer.singleShot(self.LONGEST_WAIT_MS, self, self._tell)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            # Once this event has been handled, every widget has painted itself.
            QTimer.singleShot(0, self, self._tell)
        return False

    def _tell(self) -> None:
        if not self._is_told:
            self._is_told = True
            self.painted.emit()
