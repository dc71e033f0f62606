"""The dialogs in which the user picks a picture, or a place for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PICTURES = "*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp"


def picture_dialog(parent: QWidget, title: str, kind: str, name: str) -> QFileDialog:
    """A dialog to `open()` for one picture; `fileSelected` answers, and once closed it is gone."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(f"{kind} ({_PICTURES})")
    return dialog


def saving_dialog(parent: QWidget, title: str, file: str, suffix: str, name: str) -> QFileDialog:
    """A dialog to `open()` for a file to write, with a name proposed."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(file)
    return dialog
