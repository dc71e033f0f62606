"""CrashDialog: says calmly that a fault of ours occurred, with the details to send in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import NORMAL, PAGE, column, row
from desktop_app.widgets.texts import icon_label, label


class CrashDialog(QDialog):
    """Opened with `open()` for every error that the user cannot mend."""

    def __init__(self, parent: QWidget | None, message: str, details: str) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setWindowTitle(self.tr("Something unexpected happened"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 420)
        self._details = details
        heading = row(icon_label("error", 24, "error"), label(self.windowTitle(), "section"), None)
        remark = label(
            self.tr(
                "This is a fault of the program, not yours. Nothing that was stored is lost, and "
                "the active version works as before."
            ),
            wrap=True,
        )
        text = QPlainTextEdit(f"{message}\n\n{details}".strip())
        text.setReadOnly(True)
        text.setObjectName("crashDetails")
        text.setAccessibleName(self.tr("Details"))
        copy = button(self.tr("Copy details"), self._copy, name="crashCopy")
        close = button(self.tr("Close"), self.accept, kind="primary", name="crashClose")
        box = column(heading, remark, text, row(copy, None, close), spacing=NORMAL)
        box.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        self.setLayout(box)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
