"""ConfirmDialog: names a consequence, takes a reason, and waits without stopping the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import NORMAL, PAGE, WIDE, column, row
from desktop_app.widgets.texts import icon_label, label


class ConfirmDialog(QDialog):
    """Opened with `open()`; the answer is a signal.

    Signals:
        confirmed: Carries the reason, which may be empty.
    """

    confirmed = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        consequence: str,
        action: str,
        icon: str = "info",
        asks_reason: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirmDialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self._reason = QLineEdit()
        self._reason.setObjectName("confirmReason")
        caption = label(self.tr("Reason (kept in the record, may be empty)"), "muted")
        caption.setBuddy(self._reason)
        self._reason.setAccessibleName(caption.text())
        confirm = button(action, self._on_confirmed, kind="primary", name="confirmButton")
        confirm.setDefault(True)
        cancel = button(self.tr("Cancel"), self.reject, name="cancelButton")
        heading = row(icon_label(icon, 24), label(title, "section", wrap=True))
        heading.setStretch(1, 1)
        box = column(heading, label(consequence, wrap=True), spacing=NORMAL)
        if asks_reason:
            box.addSpacing(NORMAL)
            box.addWidget(caption)
            box.addWidget(self._reason)
        box.addSpacing(WIDE)
        box.addLayout(row(None, confirm, cancel))
        box.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        self.setLayout(box)

    def _on_confirmed(self) -> None:
        self.confirmed.emit(self._reason.text().strip())
        self.accept()
