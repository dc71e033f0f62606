"""DropZone: a place to drop a folder, and the folders a drag carries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desktop_app.widgets.layouts import NORMAL, WIDE, column
from desktop_app.widgets.texts import icon_label, label, restyle

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
    from PySide6.QtWidgets import QWidget


def dropped_folder(data: QMimeData) -> str:
    """The first folder a drag carries; "" if there is none."""
    for url in data.urls():
        path = url.toLocalFile()
        if path and Path(path).is_dir():
            return path
    return ""


class DropZone(QFrame):
    """Takes a folder that is dropped on it.

    Signals:
        dropped: Carries the folder.
    """

    dropped = Signal(str)

    def __init__(self, sentence: str, action: QWidget) -> None:
        super().__init__()
        self.setObjectName("dropZone")
        self.setAcceptDrops(True)
        text = label(sentence, "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = column(spacing=NORMAL, margins=WIDE)
        box.addWidget(icon_label("folder", 32, "faint"), 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(text)
        box.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(box)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_folder(event.mimeData()):
            event.acceptProposedAction()
            self._show_hot(is_hot=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_hot(is_hot=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_hot(is_hot=False)
        folder = dropped_folder(event.mimeData())
        if folder:
            event.acceptProposedAction()
            self.dropped.emit(folder)

    def _show_hot(self, *, is_hot: bool) -> None:
        self.setProperty("hot", "true" if is_hot else "false")
        restyle(self)
