"""ImageViewer: one picture large, with where it comes from; arrow keys go to its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.widgets.layouts import NORMAL, WIDE, column
from desktop_app.widgets.texts import label
from desktop_app.widgets.theme import theme
from desktop_app.widgets.thumbnail_loader import thumbnails

if TYPE_CHECKING:
    from desktop_app.widgets.thumbnail_loader import LoadedImage

_EDGE = 640


class ImageViewer(QDialog):
    """Shows a picture and its caption.

    Signals:
        moved: The user wants the next (1) or the previous (-1) picture.
    """

    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("imageViewer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._canvas = _Canvas()
        self._caption = label("", "muted", wrap=True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(column(self._canvas, self._caption, spacing=NORMAL, margins=WIDE))
        self.resize(_EDGE + 2 * WIDE, _EDGE + 90)

    def show_image(self, file: str, caption: str) -> None:
        """Show this picture."""
        self._canvas.show_file(file)
        self._caption.setText(caption)
        self.setWindowTitle(caption)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right.value: 1, Qt.Key.Key_Left.value: -1}
        if event.key() in steps:
            self.moved.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)


class _Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._file = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        thumbnails().loaded.connect(self._on_loaded)

    def show_file(self, file: str) -> None:
        self._file = file
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_EDGE, _EDGE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        pixmap = thumbnails().pixmap(self._file, _EDGE)
        if pixmap is not None and not pixmap.isNull():
            size = pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(0, 0, size.width(), size.height())
            target.moveCenter(self.rect().center())
            painter.drawPixmap(target, pixmap)

    def _on_loaded(self, loaded: LoadedImage) -> None:
        if loaded.file == self._file:
            self.update()
