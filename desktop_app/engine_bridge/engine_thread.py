"""EngineThread: the thread that waits for disks and processes, so that the window's does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal

from desktop_app.engine_bridge.engine_host import EngineHost

if TYPE_CHECKING:
    from desktop_app.engine_bridge.bridge_settings import BridgeSettings
    from desktop_app.engine_bridge.requests import Request


class EngineThread(QThread):
    """Runs an event loop in which the EngineHost lives; ends once that has closed.

    Signals:
        requested: Carries a Request into the thread.
        event_received: An event of a worker, arriving in the window's thread.
        notice_raised: A notice of the host, likewise.
        facts_changed: WorkspaceFacts, likewise.
    """

    requested = Signal(object)
    event_received = Signal(object)
    notice_raised = Signal(object)
    facts_changed = Signal(object)

    def __init__(self, settings: BridgeSettings, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("engine")
        self._host = EngineHost(settings)
        self._host.moveToThread(self)
        queued = Qt.ConnectionType.QueuedConnection
        self.requested.connect(self._host.on_requested, queued)
        self._host.event_received.connect(self.event_received, queued)
        self._host.notice_raised.connect(self.notice_raised, queued)
        self._host.facts_changed.connect(self.facts_changed, queued)

    def request(self, request: Request) -> None:
        """Hand a request over and return at once."""
        self.requested.emit(request)
