"""LedgerPanel: the activation ledger, and what was live at any moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from desktop_app.widgets.buttons import ReasonedButton
from desktop_app.widgets.date_boxes import date_time_box
from desktop_app.widgets.layouts import NORMAL, card, column, holder, row
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.ledger_presenter import LedgerPresenter


class LedgerPanel(QWidget):
    """A question above, every row of the ledger below.

    Signals:
        version_chosen: Carries the number of a version the user wants to look at.
    """

    version_chosen = Signal(int)

    def __init__(self, presenter: LedgerPresenter) -> None:
        super().__init__()
        self.setObjectName("ledgerPanel")
        self._presenter = presenter
        self._table = PlainTable(
            presenter.table,
            "ledgerTable",
            {0: 180, 1: 110, 2: 110, 3: 110, 4: 110, 5: 90},
            stretched=6,
        )
        self._table.setAccessibleName(self.tr("Changes of the active version, newest first"))
        self._table.opened.connect(self._on_opened)
        self._empty = label(self.tr("No version has been live yet."), "muted", name="ledgerEmpty")
        box = column(self._build_question(), self._empty, self._table, spacing=NORMAL)
        box.setContentsMargins(0, NORMAL, 0, 0)
        box.setStretch(2, 1)
        self.setLayout(box)
        presenter.changed.connect(self._show)
        self._show()

    def _build_question(self) -> QWidget:
        caption = label(self.tr("What was live at"), "strong")
        self._at: QDateTimeEdit = date_time_box("liveAt", self.tr("Date and time"))
        self._at.setDateTime(QDateTime.currentDateTime())
        caption.setBuddy(self._at)
        self._at.dateTimeChanged.connect(lambda _at: self._show_answer())
        self._answer = label("", wrap=True, name="liveAnswer")
        self._go = ReasonedButton("", icon="versions", name="liveVersion", beside=True)
        self._go.clicked.connect(self._on_go)
        question = row(caption, self._at, None)
        line = row(self._answer, self._go)
        line.setStretch(0, 1)
        return card(holder(question), holder(line), name="liveQuestion")

    def _show(self) -> None:
        has_rows = bool(self._presenter.rows)
        self._table.setVisible(has_rows)
        self._empty.setVisible(not has_rows)
        self._show_answer()

    def _show_answer(self) -> None:
        asked = self._asked()
        self._answer.setText(self._presenter.answer(asked))
        live = self._presenter.live_at(asked)
        self._go.setVisible(live is not None)
        if live is not None:
            text = self.tr("Show version {number}").format(number=live.version_number)
            self._go.button.setText(f" {text}")
            self._go.button.setAccessibleName(text)

    def _asked(self) -> datetime:
        return datetime.fromtimestamp(self._at.dateTime().toMSecsSinceEpoch() / 1000, UTC)

    def _on_go(self) -> None:
        live = self._presenter.live_at(self._asked())
        if live is not None:
            self.version_chosen.emit(live.version_number)

    def _on_opened(self, row_number: int) -> None:
        self.version_chosen.emit(self._presenter.rows[row_number].version_number)
