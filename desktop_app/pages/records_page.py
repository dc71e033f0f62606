"""RecordsPage: who did what and when, and which version was live when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from desktop_app.pages.activity_panel import ActivityPanel
from desktop_app.pages.ledger_panel import LedgerPanel
from desktop_app.pages.page import Page

if TYPE_CHECKING:
    from desktop_app.presenters.records_presenter import RecordsPresenter
    from desktop_app.presenters.versions_presenter import VersionsPresenter


class RecordsPage(Page):
    """Activity log and activation ledger, side by side as tabs."""

    def __init__(self, records: RecordsPresenter, versions: VersionsPresenter) -> None:
        super().__init__(self.tr("Records"), "recordsPage")
        self._versions = versions
        tabs = QTabWidget()
        tabs.setObjectName("recordTabs")
        tabs.tabBar().setDrawBase(False)
        ledger = LedgerPanel(records.ledger)
        ledger.version_chosen.connect(self._on_version_chosen)
        tabs.addTab(ActivityPanel(records.activity), self.tr("Activity log"))
        tabs.addTab(ledger, self.tr("What was live when"))
        self.content.addWidget(tabs, 1)

    def _on_version_chosen(self, number: int) -> None:
        self._versions.select(number)
        self.went_to.emit("versions")
