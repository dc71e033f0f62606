"""FactsFeed: reads the workspace when something has changed, and only so often."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from engine.registry.entities import WorkspaceFacts

_LOG = logging.getLogger(__name__)


class FactsFeed(QObject):
    """Lives on the engine thread. Other programs may change the workspace, hence the polling.

    Signals:
        was_read: Carries WorkspaceFacts, at every reading.
        changed: Carries WorkspaceFacts that differ from those before.
    """

    was_read = Signal(object)
    changed = Signal(object)

    def __init__(
        self,
        read: Callable[[], WorkspaceFacts],
        interval_seconds: float,
        poll_seconds: float,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._interval_ms = round(interval_seconds * 1000)
        self._latest: WorkspaceFacts | None = None
        self._since_read = QElapsedTimer()
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._on_due)
        self._poll = QTimer(self, interval=round(poll_seconds * 1000))
        self._poll.timeout.connect(self.mark_stale)

    def start(self) -> WorkspaceFacts:
        """Read a workspace that has just been opened; raises what its registry raises."""
        self._latest = None
        facts = self._read_now()
        self._poll.start()
        return facts

    def stop(self) -> None:
        """Read no more."""
        self._poll.stop()
        self._soon.stop()

    @Slot()
    def mark_stale(self) -> None:
        """Read the facts at once, or as soon as the last reading is old enough."""
        if not self._poll.isActive() or self._soon.isActive():
            return
        age = self._since_read.elapsed() if self._since_read.isValid() else self._interval_ms
        self._soon.start(max(0, self._interval_ms - age))

    @Slot()
    def _on_due(self) -> None:
        try:
            self._read_now()
        except Exception:  # noqa: BLE001
            # A disk that is busy for a moment; whoever next asks for something is told if it lasts.
            _LOG.warning("The workspace could not be read.", exc_info=True)

    def _read_now(self) -> WorkspaceFacts:
        self._since_read.restart()
        facts = self._read()
        if facts != self._latest:
            self._latest = facts
            self.changed.emit(facts)
        self.was_read.emit(facts)
        return facts
