"""SampleSheet: the newest sheet of pictures, as large as fits, with its caption."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.widgets.layouts import TIGHT, column
from desktop_app.widgets.texts import label
from desktop_app.widgets.theme import theme
from desktop_app.widgets.thumbnail_loader import LoadedImage, thumbnails

#: Longer edge at which a sheet is read; enough for a large screen.
_EDGE = 1200


class SampleSheet(QWidget):
    """Keeps the sheet before until the new one is read, so that nothing flickers."""

    def __init__(self, name: str = "sampleSheet") -> None:
        super().__init__()
        self.setObjectName(name)
        self._canvas = _SheetCanvas(self.tr("The first samples come after some steps."))
        self._caption = label("", "caption", name=f"{name}Caption")
        box = column(self._canvas, self._caption, spacing=TIGHT)
        box.setStretch(0, 1)
        self.setLayout(box)

    def show_sheet(self, file: str, caption: str) -> None:
        """Show this file once it is read."""
        self._canvas.show_file(file)
        self._caption.setText(caption)


class _SheetCanvas(QWidget):
    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self._file = ""
        self._painted = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        thumbnails().loaded.connect(self._on_loaded)

    def show_file(self, file: str) -> None:
        self._file = file
        if thumbnails().pixmap(file, _EDGE) is not None:
            self._painted = file
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        pixmap = thumbnails().pixmap(self._painted, _EDGE) if self._painted else None
        if pixmap is None or pixmap.isNull():
            painter.fillRect(self.rect(), theme().colour("raised"))
            painter.setPen(theme().colour("faint"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)
            return
        size = pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveTopLeft(self.rect().topLeft())
        painter.drawPixmap(target, pixmap)

    def _on_loaded(self, loaded: LoadedImage) -> None:
        if loaded.file == self._file and not loaded.image.isNull():
            self._painted = loaded.file
            self.update()
