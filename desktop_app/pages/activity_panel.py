"""ActivityPanel: the activity log, with what filters, verifies and exports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop_app.i18n import wording
from desktop_app.pages.activity_filter_bar import ActivityFilterBar
from desktop_app.pages.activity_print import (
    csv_headings,
    csv_rows,
    file_name,
    printed_table,
)
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.fact_grid import FactGrid
from desktop_app.widgets.layouts import NORMAL, TIGHT, card, column, holder, row, scrolled
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.printed_table import write_csv, write_pdf
from desktop_app.widgets.save_dialog import save_dialog
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.presenters.activity_presenter import ActivityPresenter

_DETAIL_HEIGHT = 176


class ActivityPanel(QWidget):
    """Filter above, the table, and the selected line in full below."""

    def __init__(self, presenter: ActivityPresenter) -> None:
        super().__init__()
        self.setObjectName("activityPanel")
        self._presenter = presenter
        self._selected = 0
        close = button(self.tr("Close"), presenter.forget, kind="quiet", name="closeRecordMessage")
        self._message = Banner("recordMessage", [close])
        self._filter = ActivityFilterBar(presenter)
        self._table = PlainTable(
            presenter.table,
            "activityTable",
            {0: 168, 1: 85, 2: 180, 3: 145, 4: 120, 5: 120},
            stretched=6,
        )
        self._table.setAccessibleName(self.tr("Activity log, newest first"))
        self._table.picked.connect(self._on_picked)
        self._none = label("", "muted", name="activityNone")
        self._detail = FactGrid("activityDetail")
        self._detail_box = card(scrolled(holder(column(self._detail, None))), name="activityLine")
        self._detail_box.setFixedHeight(_DETAIL_HEIGHT)
        box = column(
            self._message,
            self._build_actions(),
            self._filter,
            self._none,
            self._table,
            self._detail_box,
            spacing=NORMAL - 2,
        )
        box.setContentsMargins(0, NORMAL, 0, 0)
        box.setStretch(4, 1)
        self.setLayout(box)
        QShortcut(QKeySequence.StandardKey.Find, self, self._filter.take_focus)
        presenter.changed.connect(self._show)
        presenter.open()
        self._on_picked(-1)
        self._show()

    def _build_actions(self) -> QWidget:
        self._count = label("", "muted", name="activityCount")
        self._bar = QProgressBar()
        self._bar.setObjectName("verifyProgress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(120)
        self._verify = ReasonedButton(
            self.tr("Verify"), icon="verify", name="verifyButton", beside=True
        )
        self._verify.clicked.connect(self._presenter.verify)
        self._verify.button.setToolTip(
            self.tr("Checks that no line was changed, removed or slipped in, and every file.")
        )
        self._csv = button(self.tr("Export as CSV…"), self._on_csv, icon="save", name="csvButton")
        self._pdf = button(self.tr("Export as PDF…"), self._on_pdf, icon="save", name="pdfButton")
        line = row(self._count, None, self._bar, self._verify, self._csv, self._pdf, spacing=TIGHT)
        return holder(line)

    def _show(self) -> None:
        presenter = self._presenter
        table = presenter.table
        self._count.setText(self._count_text())
        is_empty = table.rowCount() == 0
        self._none.setVisible(is_empty)
        if is_empty:
            self._none.setText(self._why_none())
        self._bar.setVisible(presenter.is_verifying)
        self._bar.setValue(round(presenter.fraction * 1000))
        self._verify.set_reason(self.tr("Being verified…") if presenter.is_verifying else "")
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")

    def _count_text(self) -> str:
        table = self._presenter.table
        shown, every = table.rowCount(), table.count
        if self._presenter.is_telling:
            return self.tr("Reading… {count} lines so far").format(count=wording.count(every))
        if shown == every:
            return self.tr("%n line(s)", "", every)
        return self.tr("{shown} of {count} lines").format(
            shown=wording.count(shown), count=wording.count(every)
        )

    def _why_none(self) -> str:
        if self._presenter.is_telling or not self._presenter.table.count:
            return self.tr("The log is being read.")
        return self.tr("No line fits the filter.")

    def _on_picked(self, row_number: int) -> None:
        self._detail_box.setVisible(row_number >= 0)
        if row_number < 0:
            return
        line = self._presenter.table.line(row_number)
        change = f"{line.before or '–'} → {line.after or '–'}"
        facts = [
            (self.tr("Line"), f"{wording.count(line.sequence)} · {line.when} · {line.who}"),
            (
                self.tr("What"),
                self.tr("{action}: {subject}").format(action=line.action, subject=line.subject),
            ),
        ]
        if line.before or line.after:
            facts.append((self.tr("Before → after"), change))
        if line.reason:
            facts.append((self.tr("Reason"), line.reason))
        facts.append((self.tr("Hash (SHA-256)"), line.hash))
        self._detail.set_facts(facts)

    def _on_csv(self) -> None:
        lines = self._presenter.table.shown

        def write(path: Path) -> None:
            write_csv(path, csv_headings(), csv_rows(lines))

        dialog = save_dialog(
            self, self.tr("Export the log as CSV"), "csvDialog", file_name("csv"), "csv"
        )
        dialog.fileSelected.connect(lambda path: self._presenter.export(path, write))
        dialog.open()

    def _on_pdf(self) -> None:
        table = printed_table(self._presenter)

        def write(path: Path) -> None:
            write_pdf(path, table)

        dialog = save_dialog(
            self, self.tr("Export the log as PDF"), "pdfDialog", file_name("pdf"), "pdf"
        )
        dialog.fileSelected.connect(lambda path: self._presenter.export(path, write))
        dialog.open()
