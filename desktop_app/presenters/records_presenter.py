"""RecordsPresenter: what is on record, the activity log and the activation ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.presenters.activity_presenter import ActivityPresenter
from desktop_app.presenters.ledger_presenter import LedgerPresenter

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient


class RecordsPresenter(QObject):
    """Holds the presenters of the page's parts."""

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.activity = ActivityPresenter(client, self)
        self.ledger = LedgerPresenter(client, self)

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        self.activity.retell()
        self.ledger.retell()
