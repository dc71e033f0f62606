"""Dialogs with a report to read, copy and save: of faults of ours, of damage, of failed work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.widgets.buttons import button
from desktop_app.widgets.file_dialogs import saving_dialog
from desktop_app.widgets.layouts import NORMAL, PAGE, column, row
from desktop_app.widgets.texts import icon_label, label

_FILE_NAME = "pilotline-report.txt"


class ReportDialog(QDialog):
    """Opened with `open()`; the report can be copied or saved as a text file."""

    def __init__(self, parent: QWidget | None, *, title: str, remark: str, report: str) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setProperty("manualPage", "trouble")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 480)
        self._report = report
        heading = row(icon_label("error", 24, "error"), label(title, "section"), None)
        text = QPlainTextEdit(report.strip())
        text.setReadOnly(True)
        text.setObjectName("crashDetails")
        text.setAccessibleName(self.tr("Details"))
        self._told = label("", "muted", wrap=True, name="reportTold")
        copy = button(self.tr("Copy the report"), self._copy, name="crashCopy")
        save = button(self.tr("Save the report…"), self._save, name="crashSave")
        close = button(self.tr("Close"), self.accept, kind="primary", name="crashClose")
        box = column(
            heading,
            label(remark, wrap=True),
            text,
            self._told,
            row(copy, save, None, close),
            spacing=NORMAL,
        )
        box.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        self.setLayout(box)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._told.setText(self.tr("Copied. It contains no images."))

    def _save(self) -> None:
        title = self.tr("Save the report")
        dialog = saving_dialog(self, title, _FILE_NAME, "txt", "reportFileDialog")
        dialog.fileSelected.connect(self._write)
        dialog.open()

    def _write(self, file: str) -> None:
        try:
            Path(file).write_text(self._report, encoding="utf-8")
        except OSError as error:
            text = self.tr("{file} could not be written: {error}")
            self._told.setText(text.format(file=file, error=error.strerror or error))
        else:
            self._told.setText(self.tr("Written to {file}.").format(file=file))


class CrashDialog(ReportDialog):
    """For every error that the user cannot mend."""

    def __init__(
        self, parent: QWidget | None, message: str, details: str, report: str = ""
    ) -> None:
        super().__init__(
            parent,
            title=self.tr("Something unexpected happened"),
            remark=self.tr(
                "This is a fault of the program, not yours. Nothing that was stored is lost, and "
                "the active version works as before."
            ),
            report=report or f"{message}\n\n{details}",
        )
        self.setObjectName("crashDialog")


class DamageDialog(ReportDialog):
    """For what is stored and is not what was written, or is no longer drawn as it was."""

    def __init__(
        self, parent: QWidget | None, message: str, details: str, report: str = ""
    ) -> None:
        super().__init__(
            parent,
            title=self.tr("A check of what is stored did not pass"),
            remark=self.tr(
                "{message} Nothing was changed. Give the report to whoever looks after this "
                "workstation; a backup of the workspace brings damaged files back."
            ).format(message=in_users_language(message)),
            report=report or f"{message}\n\n{details}",
        )
        self.setObjectName("damageDialog")
