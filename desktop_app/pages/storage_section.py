"""StorageSection: what takes space in the workspace, and what can be freed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.layouts import card, column, holder, row
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.storage_presenter import StoragePresenter

_ROWS_SHOWN = 12
_ROW_HEIGHT = 34


class StorageSection(QWidget):
    """One row for each part, largest first."""

    def __init__(self, presenter: StoragePresenter) -> None:
        super().__init__()
        self.setObjectName("storageSection")
        self._presenter = presenter
        self._message = Banner("storageMessage")
        self._summary = label("", wrap=True, name="storageSummary")
        self._table = PlainTable(
            presenter.table, "storageTable", {0: 250, 1: 100, 2: 110}, stretched=3
        )
        self._table.setAccessibleName(self.tr("What takes space, largest first"))
        self._why = label("", "muted", wrap=True, name="storageWhy")
        self._why.hide()
        self._free = ReasonedButton(
            self.tr("Free what is safe…"), icon="storage", name="freeButton", beside=True
        )
        self._free.clicked.connect(self._on_free)
        again = button(self.tr("Count again"), presenter.look, icon="refresh", name="countButton")
        remark = label(
            self.tr(
                "Freeing deletes only what can be made again or what nothing needs any more; the "
                "activity log tells of it."
            ),
            "muted",
            wrap=True,
        )
        command = label(
            self.tr("At the command line: {command}").format(command="pilotline storage --free"),
            "caption",
        )
        actions = row(again, self._free)
        actions.setStretch(1, 1)
        self.setLayout(
            column(
                self._message,
                card(
                    label(self.tr("Storage"), "section"),
                    remark,
                    self._summary,
                    self._table,
                    self._why,
                    holder(actions),
                    command,
                ),
                None,
            )
        )
        self._table.picked.connect(self._on_picked)
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        rows = presenter.table.rowCount()
        waiting = self.tr("The files are being counted…") if presenter.is_looking else ""
        self._summary.setText(presenter.summary or waiting)
        self._summary.setVisible(bool(self._summary.text()))
        self._table.setVisible(rows > 0)
        self._table.setFixedHeight(_ROW_HEIGHT * (1 + min(rows, _ROWS_SHOWN)) + 4)
        self._free.set_reason(presenter.refusal)
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        if not rows:
            self._on_picked(-1)

    def _on_picked(self, row_number: int) -> None:
        # The column may be too narrow for the whole sentence.
        index = self._presenter.table.index(row_number, 3)
        self._why.setText(str(index.data() or "") if row_number >= 0 else "")
        self._why.setVisible(row_number >= 0)

    def _on_free(self) -> None:
        presenter = self._presenter
        parts = "".join(f"\n· {part}" for part in presenter.safe_parts)
        dialog = ConfirmDialog(
            self.window(),
            title=self.tr("Free {size}?").format(size=presenter.safe_size),
            consequence=self.tr("This is deleted and cannot be brought back:") + parts,
            action=self.tr("Free {size}").format(size=presenter.safe_size),
            icon="storage",
            asks_reason=False,
        )
        dialog.confirmed.connect(lambda _reason: presenter.free())
        dialog.open()
