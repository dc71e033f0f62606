"""DropZone: a place to drop a folder or a file, and what a drag carries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desktop_app.widgets.layouts import NORMAL, WIDE, column
from desktop_app.widgets.texts import icon_label, label, restyle

if TYPE_CHECKING:
    from collections.abc import Callable

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


def dropped_file(data: QMimeData) -> str:
    """The first file a drag carries; "" if there is none."""
    for url in data.urls():
        path = url.toLocalFile()
        if path and Path(path).is_file():
            return path
    return ""


class DropZone(QFrame):
    """Takes a folder that is dropped on it, or whatever `takes` finds in a drag.

    Signals:
        dropped: Carries the path.
    """

    dropped = Signal(str)

    def __init__(
        self,
        sentence: str,
        action: QWidget,
        *,
        takes: Callable[[QMimeData], str] = dropped_folder,
        icon: str = "folder",
        name: str = "dropZone",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "dropZone")
        self.setAcceptDrops(True)
        self._takes = takes
        text = label(sentence, "muted", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = column(spacing=NORMAL, margins=WIDE)
        box.addWidget(icon_label(icon, 32, "faint"), 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(text)
        box.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(box)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event.mimeData()):
            event.acceptProposedAction()
            self._show_hot(is_hot=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_hot(is_hot=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_hot(is_hot=False)
        path = self._takes(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _show_hot(self, *, is_hot: bool) -> None:
        self.setProperty("hot", "true" if is_hot else "false")
        restyle(self)
